import type { LabelSet } from '../workflow/label-set.ts';
import type { Job, Step, Workflow } from '../workflow/model.ts';

/** The shell that a step's script is given to. Only `bash` and `sh` scripts are read as shell scripts. */
export interface Shell {
  readonly kind: 'bash' | 'sh' | 'other';
  /** `-e`: the script ends at the first command that fails. */
  readonly errexit: boolean;
  /** `-o pipefail`: a pipeline fails with any of its commands. */
  readonly pipefail: boolean;
}

/** What GitHub runs where no shell is named and the runner is not Windows: `bash -e {0}`. */
export const defaultShell: Shell = { kind: 'bash', errexit: true, pipefail: false };
const otherShell: Shell = { kind: 'other', errexit: false, pipefail: false };

/** Where a step stands; a step of a composite action has no workflow or job of its own to take defaults from. */
export interface StepPlace {
  readonly step: Step;
  readonly job?: Job;
  readonly workflow?: Workflow;
}

/**
 * The shell of a step's script: the step's own, else the job's default, else the workflow's, else GitHub's, which is
 * PowerShell where every label set is Windows' (docs: "Workflow syntax", `jobs.<job_id>.steps[*].shell`).
 */
export function shellOf(place: StepPlace, labelSets: readonly LabelSet[] = []): Shell {
  const named = place.step.shell ?? place.job?.defaults.shell ?? place.workflow?.defaults.shell;
  if (named !== undefined && named.text.trim() !== '') return shellOfTemplate(named.text);
  return labelSets.length > 0 && labelSets.every(isWindows) ? otherShell : defaultShell;
}

/** Whether the labels ask for a Windows runner: GitHub's own (`windows-latest`) or one with the label `Windows`. */
export function isWindows(set: LabelSet): boolean {
  return set.labels.some((label) => /^windows(-|$)/i.test(label));
}

const posixShells = new Map<string, Shell['kind']>([
  ['bash', 'bash'],
  ['sh', 'sh'],
  ['dash', 'sh'],
  ['ash', 'sh'],
  ['ksh', 'sh'],
  ['zsh', 'bash'],
]);

/** Reads the value of `shell:`: a name that GitHub knows, or a template such as `bash -x {0}`. */
export function shellOfTemplate(template: string): Shell {
  const text = template.trim();
  if (text === 'bash') return { kind: 'bash', errexit: true, pipefail: true };
  if (text === 'sh') return { kind: 'sh', errexit: true, pipefail: false };
  if (text.startsWith('${{')) return defaultShell;
  const words = text.split(/\s+/);
  const at = words.findIndex((word) => posixShells.has(baseName(word)));
  const kind = posixShells.get(baseName(words[at] ?? ''));
  return kind === undefined ? otherShell : { kind, ...shellFlags(words.slice(at + 1)) };
}

/** What a shell's own arguments switch on (`-eo pipefail`, `-ex`); stops at the first word that is no option. */
export function shellFlags(words: readonly string[]): Pick<Shell, 'errexit' | 'pipefail'> {
  const flags = { errexit: false, pipefail: false };
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    if (word.startsWith('--')) continue;
    if (!word.startsWith('-') || word === '-') break;
    if (word.includes('e')) flags.errexit = true;
    if (!word.includes('o')) continue;
    at += 1;
    if (words[at] === 'pipefail') flags.pipefail = true;
    if (words[at] === 'errexit') flags.errexit = true;
  }
  return flags;
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
