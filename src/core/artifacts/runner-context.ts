import type { Contexts, PartlyKnown } from '../workflow/contexts.ts';
import type { Job } from '../workflow/model.ts';
import { type Platform, platformOf } from '../workflow/platform.ts';
import { possibleValues } from '../workflow/resolved.ts';
import { resolveLabels } from '../workflow/runs-on.ts';

/** As the `runner` context names them (docs.github.com, "Contexts reference"). */
const systems = new Map([
  ['linux', 'Linux'],
  ['windows', 'Windows'],
  ['macos', 'macOS'],
]);
const architectures = new Map([
  ['x86', 'X86'],
  ['x64', 'X64'],
  ['arm', 'ARM'],
  ['arm64', 'ARM64'],
]);

/** The same contexts with what the labels of a leg tell of its runner: its system and its architecture. */
export function withRunner(contexts: Contexts, { runsOn }: Job): Contexts {
  if (runsOn === undefined) return contexts;
  const platforms = possibleValues(resolveLabels(runsOn, contexts)).map(platformOf);
  const told: readonly (readonly [string, string | undefined])[] = [
    ['os', systems.get(oneOf(platforms, 'os') ?? '')],
    ['arch', architectures.get(oneOf(platforms, 'arch') ?? '')],
  ];
  const runner: PartlyKnown = {
    values: new Map(
      told.flatMap(([name, value]) =>
        value === undefined ? [] : [[name, { kind: 'known', value }] as const],
      ),
    ),
    others: { kind: 'unknown', because: '' },
  };
  return new Map([...contexts, ['runner', runner]]);
}

/** What all of them have in common. */
function oneOf(platforms: readonly Platform[], property: keyof Platform): string | undefined {
  const [first, ...others] = new Set(platforms.map((platform) => platform[property]));
  return others.length === 0 ? first : undefined;
}
