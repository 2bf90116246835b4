import type { Entry, Step } from '../workflow/model.ts';
import { actionBase, actionName, actionRef, isSetup, tellingOfAction } from './action-name.ts';
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
  const name = actionName(resolve(step.uses.text));
  const base = actionBase(name);
  // An action of the repository's own is under test: even its cache is.
  const inputs = name.startsWith('.')
    ? allInputs(step.with, resolve)
    : keptInputs(base, inputsOf(step.with, resolve));
  const piece: PieceDraft = {
    key: `uses ${[name, ...inputs].join('\n')}`,
    mark: name,
    family: name,
    telling: tellingOfAction(name),
    what: brief([`uses: ${name}`, ...inputs].join(', ')),
    span: step.uses.span,
  };
  if (isCheckout(base)) return { piece, ...treeOf(inputsOf(step.with, resolve)) };
  return isSetup(base) ? { piece, ...toolOf(base, actionRef(step.uses.text), inputs) } : { piece };
}

/** The name of an artifact may be any; what is in it is what the workflow makes. */
function keptInputs(base: string, inputs: readonly string[]): readonly string[] {
  if (isCheckout(base) || base === 'download-artifact' || /^(cache|restore|save)$|-cache$/.test(base))
    return [];
  if (base === 'upload-artifact') return inputs.filter((input) => input.startsWith('path: '));
  return isSetup(base)
    ? inputs.map((input) => (versionInput.test(input) ? plainVersion(input) : input))
    : inputs;
}

function isCheckout(base: string): boolean {
  return base.startsWith('checkout');
}

const commitAtHand =
  /: \$\{\{ github\.(sha|ref|ref_name|head_ref|repository|event\.pull_request\.head\.\w+(\.full_name)?) \}\}$/;

/** The commit that started the run, in the ways that people ask for it, is no other tree. */
function treeOf(inputs: readonly string[]): { tree?: string } {
  const others = inputs.filter((input) => /^(repository|ref): /.test(input) && !commitAtHand.test(input));
  return others.length > 0 ? { tree: others.join(', ') } : {};
}

/** The versions that a tool chain is asked for are part of the job's setting. */
function toolOf(base: string, ref: string, inputs: readonly string[]): { tool?: readonly [string, string] } {
  const asked = inputs
    .filter((input) => versionInput.test(input))
    .map((input) => input.replace(/^.*?: /, ''));
  // `dtolnay/rust-toolchain@stable` names the tool chain where others name the action's version.
  if (base === 'rust-toolchain' && !/^(v\d|main|master|[0-9a-f]{40})/.test(ref)) asked.push(ref);
  const name = base.replace(/^(rust-)?toolchain$/, 'setup-rust');
  return asked.length > 0 ? { tool: [name, asked.join(', ')] } : {};
}

/** `v18`, `18.x` and `18` ask for the same. */
function plainVersion(input: string): string {
  return input.replace(/: v(?=\d)/, ': ').replace(/(\.[x*])+$/, '');
}

/** The inputs as `name: value`, sorted, without those that don't matter. */
function inputsOf(entries: readonly Entry[], resolve: (text: string) => string): string[] {
  return allInputs(
    entries.filter((entry) => !quietInput.test(entry.key.text)),
    resolve,
  );
}

/** All inputs that are given as `name: value`, sorted. */
export function allInputs(entries: readonly Entry[], resolve: (text: string) => string): string[] {
  return entries
    .map((entry) => [entry.key.text, plainText(entry.value, resolve)] as const)
    .filter(([, value]) => value !== '' && !ownToken.test(value))
    .map(([name, value]) => `${name}: ${value.replace(/(^|\s)(?:\.\/)+(?=[\w.*])/g, '$1')}`)
    .sort();
}
