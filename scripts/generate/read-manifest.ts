import { commandNeeds } from '../../src/core/capability/command-needs.ts';
import { defaultShell, shellOf } from '../../src/core/shell/shell-of.ts';
import { SourceText } from '../../src/core/source/source-text.ts';
import type { ScalarNode } from '../../src/core/workflow/model.ts';
import { scalarAt, valueAt } from '../../src/core/workflow/node-access.ts';
import { readSteps } from '../../src/core/workflow/read-jobs.ts';
import { readYaml } from '../../src/core/workflow/read-yaml.ts';

/** What an action's manifest says about how it runs. */
export interface Manifest {
  readonly kind: 'docker' | 'node' | 'composite';
  /** Of a composite action: whether one of its scripts runs `docker`; undefined where that can't be seen. */
  readonly runsDocker: boolean | undefined;
  /** Of a composite action: the actions that its steps use. */
  readonly uses: readonly string[];
}

const docker: ReadonlyMap<string, string> = new Map([
  ['docker', 'docker'],
  ['docker-compose', 'docker'],
]);
const ownFile =
  /(?:\$\{\{\s*github\.action_path\s*\}\}|\$(?:env:|\{)?GITHUB_ACTION_PATH(?::\?)?\}?)["']?[\\/]([\w./-]+)/g;
const anyOwnFile = /action_path/i;

/** The files beside a manifest. */
export interface OwnFiles {
  text(path: string): string | undefined;
  /** The text of all programs and scripts, for steps that don't say which they run. */
  programs(): readonly string[];
}

/** Reads a manifest and what its scripts run. Undefined where it says nothing that GitHub would run. */
export function readManifest(text: string, files: OwnFiles): Manifest | undefined {
  const source = new SourceText('action.yml', text);
  const runs = valueAt(readYaml(source).root, 'runs');
  const using = scalarAt(runs, 'using')?.text.toLowerCase();
  if (using === 'docker') return { kind: 'docker', runsDocker: true, uses: [] };
  if (using !== undefined && /^node\d+$/.test(using))
    return { kind: 'node', runsDocker: undefined, uses: [] };
  if (using !== 'composite') return undefined;
  const steps = readSteps(valueAt(runs, 'steps'));
  const found = steps.map((step) => {
    if (step.run === undefined) return false;
    const inline =
      shellOf({ step }).kind === 'other' ? mentionsDocker(step.run.text) : runsDocker(step.run, source);
    return inline === true ? true : either(inline, filesRunDocker(step.run.text, files));
  });
  return {
    kind: 'composite',
    runsDocker: found.reduce<boolean | undefined>(either, false),
    uses: steps.flatMap(({ uses }) => (uses === undefined ? [] : [uses.text])),
  };
}

/** True if one is, else undefined if one is not known. */
function either(a: boolean | undefined, b: boolean | undefined): boolean | undefined {
  if (a === true || b === true) return true;
  return a === undefined || b === undefined ? undefined : false;
}

function runsDocker(node: ScalarNode, source: SourceText): boolean {
  return commandNeeds({ node, source, shell: defaultShell }, docker).needs.length > 0;
}

/** What is not shell is not read: a mention may be anything. */
function mentionsDocker(text: string): boolean | undefined {
  return /docker/i.test(text) ? undefined : false;
}

/** The files of its own that a script runs. */
function filesRunDocker(script: string, files: OwnFiles): boolean | undefined {
  if (!anyOwnFile.test(script)) return false;
  const paths = [...script.matchAll(ownFile)].flatMap(([, path]) => path ?? []);
  const texts = paths.map((path) => files.text(path));
  if (paths.length > 0 && !texts.includes(undefined)) {
    return texts.map((text) => fileRunsDocker(text ?? '')).reduce<boolean | undefined>(either, false);
  }
  // Which file runs can't be said, or it is made on the spot.
  return files.programs().some((text) => mentionsDocker(text) !== false) ? undefined : false;
}

function fileRunsDocker(text: string): boolean | undefined {
  const mention = mentionsDocker(text);
  if (mention === false || !/^#!.*\b(?:ba)?sh\b/.test(text)) return mention;
  const source = new SourceText('file', `run: ${JSON.stringify(text)}`);
  const node = scalarAt(readYaml(source).root, 'run');
  return node !== undefined && runsDocker(node, source);
}
