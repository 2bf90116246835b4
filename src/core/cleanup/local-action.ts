import type { Repository } from '../audit/repository.ts';
import { remembered } from '../remembered.ts';
import { normalPath } from '../shell/paths.ts';
import type { ShellPlace } from '../shell/script-text.ts';
import type { SourceText } from '../source/source-text.ts';
import type { Entry, ScalarNode, Step } from '../workflow/model.ts';
import { entriesOf, scalarAt, valueAt } from '../workflow/node-access.ts';
import { readSteps } from '../workflow/read-jobs.ts';
import { readYaml } from '../workflow/read-yaml.ts';

/** A composite action of the repository, as a step uses it. */
export interface LocalAction {
  readonly steps: readonly Step[];
  readonly source: SourceText;
  /** Where the step uses it. */
  readonly usedAt: ShellPlace;
  /** The action's outputs, as it writes them. */
  readonly outputs: ReadonlyMap<string, string>;
  /** The value of each input: as the step gives it, or the action's default. */
  inputs(given: readonly Entry[], encode: (text: string) => string): ReadonlyMap<string, string>;
}

/** The manifest of the action that `uses: ./path` names. */
export function localActionFile(
  uses: string,
  read: (path: string) => SourceText | undefined,
): SourceText | undefined {
  const directory = uses.startsWith('./') ? normalPath(uses) : undefined;
  if (directory === undefined) return undefined;
  const within = directory === '' ? '' : `${directory}/`;
  return read(`${within}action.yml`) ?? read(`${within}action.yaml`);
}

const manifestOf = remembered((source: SourceText) => readYaml(source).root);

/** The composite action that `uses: ./path` names, where the repository has it; others are not looked into. */
export function findLocalAction(
  uses: ScalarNode,
  from: SourceText,
  repository: Pick<Repository, 'file'>,
): LocalAction | undefined {
  const source = localActionFile(uses.text, (path) => repository.file(path));
  if (source === undefined || !source.text.includes('composite')) return undefined;
  const root = manifestOf(source);
  const runs = valueAt(root, 'runs');
  if (scalarAt(runs, 'using')?.text !== 'composite') return undefined;
  const defaults = entriesOf(valueAt(root, 'inputs'));
  return {
    steps: readSteps(valueAt(runs, 'steps')),
    source,
    usedAt: placeOf(uses, from),
    outputs: new Map(
      entriesOf(valueAt(root, 'outputs')).map(({ key, value }) => [
        key.text,
        scalarAt(value, 'value')?.text ?? '',
      ]),
    ),
    inputs(given, encode) {
      const values = new Map<string, string>();
      for (const { key, value } of defaults)
        values.set(key.text, encode(scalarAt(value, 'default')?.text ?? ''));
      for (const { key, value } of given)
        if (value.kind === 'scalar') values.set(key.text, encode(value.text));
      return values;
    },
  };
}

/** The text of `uses` as a place, so that what happens in the action leads back to it. */
function placeOf(uses: ScalarNode, source: SourceText): ShellPlace {
  const script = {
    masked: uses.text,
    original: uses.text,
    source,
    calledAt: undefined,
    locate: (start: number, end: number) => uses.locate(start, end),
  };
  return { script, start: 0, end: uses.text.length };
}
