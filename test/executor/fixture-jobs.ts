import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Fixture, runFixture } from '../../scripts/generate/fixture.ts';
import type { Json } from '../../src/core/workflow/json-value.ts';
import { expandMatrix } from '../../src/core/workflow/matrix.ts';
import { parseWorkflow } from '../../src/core/workflow/parse-workflow.ts';
import { possibleValues } from '../../src/core/workflow/resolved.ts';
import type { Suspect } from './leaks.ts';
import { type PlainJob, parsePlainWorkflow } from './workflow-file.ts';

/** A job of a fixture, with what the rule says of it. */
export interface FixtureJob {
  readonly title: string;
  readonly definition: PlainJob;
  /** Once for each leg of its matrix. */
  readonly suspects: readonly Suspect[];
  /** What the rule's errors and warnings say; empty where it calls the job clean. */
  readonly complaints: readonly string[];
}

/** The jobs of a fixture that have steps. */
export function jobsOf(fixture: Fixture): FixtureJob[] {
  const { findings } = runFixture(fixture).report;
  const folder = join(fixture.folder, '.github/workflows');
  return readdirSync(folder).flatMap((name) => {
    const path = `.github/workflows/${name}`;
    const text = readFileSync(join(folder, name), 'utf8');
    const workflow = parsePlainWorkflow(text);
    return Object.entries(workflow.jobs).flatMap(([job, definition]) => {
      if (definition.steps === undefined) return [];
      const complaints = findings
        .filter((finding) => finding.path === path && finding.job === job && finding.severity !== 'note')
        .map((finding) => finding.message);
      const title = `${fixture.name}, ${name}#${job}`;
      const legs = legsOf(text, job);
      const suspects = legs.map((matrix) => ({ workflow, job, matrix, repository: fixture.folder }));
      return [{ title, definition, suspects, complaints }];
    });
  });
}

function legsOf(text: string, id: string): readonly Readonly<Record<string, Json>>[] {
  const job = parseWorkflow({ path: 'fixture.yml', id: 'fixture', text }).jobs.find((one) => one.id === id);
  const [legs = []] = job === undefined ? [] : possibleValues(expandMatrix(job));
  return legs.map((leg) =>
    Object.fromEntries(
      [...leg].flatMap(([key, value]) =>
        possibleValues(value)
          .slice(0, 1)
          .map((one) => [key, one]),
      ),
    ),
  );
}

/** crun stands in for the runtimes that take the same commands. */
const standIns = ['crun', 'runc', 'youki'];
const engines = ['docker', 'podman', 'pct', 'lxc', 'incus'];

/** Why a job can't be run here for the sake of its containers; undefined where it can. */
export function whyNotExecuted({ definition, suspects }: FixtureJob): string | undefined {
  if (definition.container !== undefined) return 'runs in a container of its own';
  const [suspect] = suspects;
  const scripts = (definition.steps ?? []).map((step) => step.run ?? step.uses ?? '').join('\n');
  const all = [
    scripts,
    JSON.stringify(definition.strategy ?? {}),
    ...localFiles(suspect?.repository ?? ''),
  ].join('\n');
  const named = (names: readonly string[], text: string) =>
    names.filter((name) => new RegExp(`\\b${name}\\b`).test(text));
  if (named(engines, scripts).length > 0) return `needs ${named(engines, scripts).join(' and ')}`;
  if (named(standIns, all).length > 0) return undefined;
  return named(engines, all).length > 0 ? `needs ${named(engines, all).join(' and ')}` : 'makes no container';
}

function localFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('.github/workflows'))
    .filter((entry) => entry.name !== 'expected.txt')
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
}
