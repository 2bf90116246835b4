import type { LabelSet } from '../workflow/label-set.ts';
import type { Job, ValueNode } from '../workflow/model.ts';
import { valueAt } from '../workflow/node-access.ts';
import { platformOf } from '../workflow/platform.ts';
import { plainText } from './plain-text.ts';
import type { Setting } from './setting.ts';
import type { StepWork } from './step-work.ts';

/** What a job's steps and variables make of its setting. */
export interface JobEffects extends Pick<Setting, 'variables' | 'unnamed'> {
  readonly steps: readonly StepWork[];
}

/** Reads the setting of a job's work on one leg. */
export function readSetting(
  job: Job,
  runner: LabelSet,
  { steps, variables, unnamed }: JobEffects,
  resolve: (text: string) => string,
): Setting {
  const options = valueAt(job.container, 'options');
  const container = [imageOf(job.container, resolve), options && plainText(options, resolve)]
    .filter(Boolean)
    .join(' ');
  const { os, arch } = platformOf(runner);
  const environment =
    job.environment?.kind === 'mapping' ? valueAt(job.environment, 'name') : job.environment;
  const setting = {
    os: container !== '' ? 'linux' : (os ?? 'linux'),
    arch,
    container,
    services: job.services.map((entry) => imageOf(entry.value, resolve)).sort(),
    environment: environment === undefined ? '' : plainText(environment, resolve),
    trees: steps.flatMap((step) => step.tree ?? []).sort(),
    tools: new Map(steps.flatMap((step) => (step.tool ? [step.tool] : []))),
    pins: new Map(steps.flatMap((step) => [...(step.pins ?? [])])),
    libraries: librariesOf(steps),
    system: new Set(steps.flatMap((step) => [...(step.system ?? [])])),
    variables,
    unnamed,
  };
  return keyed(setting);
}

/** A setting with its key. */
export function keyed(setting: Omit<Setting, 'key'>): Setting {
  const { variables, unnamed, ...rest } = setting;
  const read = [...unnamed].map((name) => [name, variables.get(name)]);
  const key = JSON.stringify([rest, read], (_, value: unknown) =>
    value instanceof Map || value instanceof Set ? [...value] : value,
  );
  return { ...setting, key };
}

function librariesOf(steps: readonly StepWork[]): Set<string> {
  const commands = steps.flatMap(({ pieces }) => pieces.filter(({ telling }) => telling === 'work'));
  const text = commands.map(({ key }) => key).join('\n');
  const installed = steps.flatMap((step) => [...(step.libraries ?? [])]);
  return new Set(installed.filter((library) => !text.includes(library.slice(library.indexOf(' ') + 1))));
}

function imageOf(node: ValueNode | undefined, resolve: (text: string) => string): string {
  const image = node?.kind === 'mapping' ? valueAt(node, 'image') : node;
  return image?.kind === 'scalar' ? resolve(image.text) : '';
}
