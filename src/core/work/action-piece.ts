import type { Entry, Step } from '../workflow/model.ts';
import { brief, type PieceDraft } from './command-pieces.ts';
import { plainText } from './plain-text.ts';

/** What a step that uses an action does, and what it does to the job's setting. */
export interface ActionWork {
  readonly piece: PieceDraft;
  /** Another tree than the commit at hand. */
  readonly tree?: string;
  /** The version of a tool chain, by the action that sets it up. */
  readonly tool?: readonly [string, string];
}

/** Inputs that change how long, how loudly or from which cache, not what is done. */
const quietInput =
  /cache|^(retention-days|compression-level|overwrite|if-no-files-found|fetch-depth|fetch-tags|persist-credentials|show-progress|clean|check-latest|verbose|quiet|debug)$/i;
/** Inputs that choose a tool chain's version. */
const versionInput = /^[^:]*(version|toolchain|channel|distribution|target|arch|platform|sdk|jdk)[^:]*: /i;
const ownToken = /^\$\{\{ secrets\.github_token \}\}$/;

/** Reads a step's `uses`; the version of the action does not matter, its inputs do. */
export function actionWork(step: Step, resolve: (text: string) => string): ActionWork | undefined {
  if (step.uses === undefined) return undefined;
  const [name, ref] = nameAndRef(resolve(step.uses.text));
  const base = name.slice(name.lastIndexOf('/') + 1);
  const inputs = inputsOf(step.with, resolve);
  const piece = (telling: PieceDraft['telling'], kept: readonly string[]): PieceDraft => ({
    key: `uses ${[name, ...kept].join('\n')}`,
    family: name,
    telling,
    what: brief([`uses: ${name}`, ...kept].join(', ')),
    span: step.uses?.span ?? step.span,
  });
  const only = (pattern: RegExp) => inputs.filter((input) => pattern.test(input));
  if (/^checkout/.test(base)) return checkoutWork(piece('upkeep', []), only(/^(repository|ref): /));
  if (/^(cache|restore|save|rust-cache|.*-cache)$/.test(base)) return { piece: piece('upkeep', []) };
  // The name of an artifact may be any; what is in it is what the workflow makes.
  if (base === 'upload-artifact') return { piece: piece('work', only(/^path: /)) };
  if (base === 'download-artifact') return { piece: piece('setup', []) };
  if (/^setup-|-setup$|^action-setup$|toolchain$|^install-/.test(base))
    return setupWork({ base, ref }, inputs, piece);
  return { piece: piece(/login|credentials|^auth$/.test(base) ? 'setup' : 'work', inputs) };
}

/** An action that sets up a tool chain: the versions it is asked for are part of the job's setting. */
function setupWork(
  { base, ref }: { base: string; ref: string },
  inputs: readonly string[],
  piece: (telling: PieceDraft['telling'], kept: readonly string[]) => PieceDraft,
): ActionWork {
  const kept = inputs.map((input) => (versionInput.test(input) ? plainVersion(input) : input));
  const asked = kept.filter((input) => versionInput.test(input)).map((input) => input.replace(/^.*?: /, ''));
  // `dtolnay/rust-toolchain@stable` names the tool chain where others name the action's version.
  if (base === 'rust-toolchain' && !/^(v\d|main|master|[0-9a-f]{40})/.test(ref)) asked.push(ref);
  const tool = [base.replace(/^(rust-)?toolchain$/, 'setup-rust'), asked.join(', ')] as const;
  return { piece: piece('setup', kept), ...(asked.length > 0 && { tool }) };
}

/** The commit that started the run, in the ways that people ask for it, is no other tree. */
function checkoutWork(piece: PieceDraft, asked: readonly string[]): ActionWork {
  const others = asked.filter(
    (input) =>
      !/: \$\{\{ github\.(sha|ref|ref_name|head_ref|repository|event\.pull_request\.head\.\w+(\.full_name)?) \}\}$/.test(
        input,
      ),
  );
  return others.length > 0 ? { piece, tree: others.join(', ') } : { piece };
}

/** The inputs as `name: value`, sorted, without those that don't matter. */
export function inputsOf(entries: readonly Entry[], resolve: (text: string) => string): string[] {
  return entries
    .filter((entry) => !quietInput.test(entry.key.text))
    .map((entry) => [entry.key.text, plainText(entry.value, resolve)] as const)
    .filter(([, value]) => value !== '' && !ownToken.test(value))
    .map(([name, value]) => `${name}: ${value}`)
    .sort();
}

/** `v18`, `18.x` and `18` ask for the same. */
function plainVersion(input: string): string {
  return input.replace(/: v(?=\d)/, ': ').replace(/(\.[x*])+$/, '');
}

function nameAndRef(uses: string): readonly [string, string] {
  if (uses.startsWith('docker://')) return [uses.replace(/@sha256:\w+$|:[\w.-]+$/, ''), ''];
  const at = uses.lastIndexOf('@');
  return at < 0 ? [uses.replace(/\/$/, ''), ''] : [uses.slice(0, at).toLowerCase(), uses.slice(at + 1)];
}
