import { parseDocument, Scalar, visit } from 'yaml';
import {
  type JobShape,
  mapBashScripts,
  mapJobs,
  mapScripts,
  mapSteps,
  mapTexts,
  type Step,
  textOf,
  type WorkflowShape,
  type Yaml,
} from './shape.ts';

/** Ways to write a workflow anew that change nothing of what it does; some say nothing where a base has nothing of the kind. */
export const disguises: Readonly<Record<string, (shape: WorkflowShape) => string>> = {
  'renamed workflow, jobs and steps': (shape) => textOf(renamed(shape)),
  'no names at all': (shape) =>
    textOf({ ...mapSteps(shape, ({ name: _, ...step }) => step), name: undefined }),
  'keys in another order': (shape) => textOf(reversed(shape)),
  'jobs in another order': (shape) =>
    textOf({ ...shape, jobs: Object.fromEntries(Object.entries(shape.jobs).reverse()) }),
  'all texts in double quotes': (shape) => quoted(shape, 'QUOTE_DOUBLE'),
  'all texts in single quotes': (shape) => quoted(shape, 'QUOTE_SINGLE'),
  'comments and blank lines everywhere': (shape) => commented(textOf(shape)),
  'comments in scripts': (shape) =>
    textOf(mapScripts(shape, (script) => `# What follows matters.\n\n${script.trimEnd()}  # so it does\n`)),
  'other versions of the actions': (shape) =>
    textOf(mapTexts(shape, (text) => text.replace(/@v\d+$/, '@v99'))),
  'actions by commit': (shape) =>
    textOf(mapTexts(shape, (text) => text.replace(/@v\d+$/, '@08c6903cd8c0fde910a37f88322edcfb5dd907a8'))),
  'scripts split into steps': (shape) => textOf(mapSteps(shape, splitScript)),
  'scripts joined': (shape) => textOf(mapJobs(shape, joinScripts)),
  'lines joined by &&': (shape) =>
    textOf(mapScripts(shape, (script) => script.trim().split('\n').join(' && '))),
  'lines continued': (shape) =>
    textOf(mapBashScripts(shape, (script) => script.replace(/ --/g, ' \\\n  --'))),
  'set -e and chatter': (shape) =>
    textOf(
      mapScripts(shape, (script) => `set -euxo pipefail\necho "begin"\n${script.trimEnd()}\necho done\n`),
    ),
  'wrapped in sudo -E and time': (shape) =>
    textOf(
      mapBashScripts(shape, (script) => script.replace(/^(?=(make|pytest|zig|cargo) )/gm, 'time sudo -E ')),
    ),
  'variables of the workflow in the jobs': (shape) => textOf(envIntoJobs(shape)),
  'variables of the jobs in the steps': (shape) => textOf(mapJobs(shape, envIntoSteps)),
  'variables of the steps in the jobs': (shape) => textOf(mapJobs(shape, envIntoJob)),
  'variables of the jobs by $GITHUB_ENV': (shape) => textOf(mapJobs(shape, envHandedOn)),
  'variables of the steps by export': (shape) => textOf(mapJobs(shape, envExported)),
  'variables of the steps before each command': (shape) => textOf(mapJobs(shape, envPrefixed)),
  'the checkout by its name': (shape) =>
    textOf(
      mapJobs(shape, (job) =>
        directoryOf(job) === undefined
          ? (mapBashScripts({ jobs: { job } }, (script) => `cd "$GITHUB_WORKSPACE"\n${script}`).jobs.job ??
            job)
          : job,
      ),
    ),
  'paths with a dot': (shape) =>
    textOf(
      mapSteps(shape, (step) => ('path' in asMap(step.with) ? { ...step, with: dotted(step.with) } : step)),
    ),
  'a value through a variable': (shape) =>
    textOf(
      mapSteps(shape, (step) =>
        typeof step.run === 'string' && step.run.includes('--')
          ? { ...step, env: { ...asMap(step.env), FLAG: '--' }, run: step.run.replace('--', '$' + '{FLAG}') }
          : step,
      ),
    ),
  'events as a map': (shape) => textOf({ ...shape, on: eventsAsMap(shape.on as Yaml) }),
  'filters as single values': (shape) => textOf({ ...shape, on: singleValues(shape.on as Yaml) }),
  'runners as lists': (shape) =>
    textOf(
      mapJobs(shape, (job) =>
        typeof job['runs-on'] === 'string' ? { ...job, 'runs-on': [job['runs-on']] } : job,
      ),
    ),
  'labels in another order': (shape) =>
    textOf(
      mapJobs(shape, (job) =>
        Array.isArray(job['runs-on']) ? { ...job, 'runs-on': job['runs-on'].toReversed() } : job,
      ),
    ),
  'directories by cd': (shape) => textOf(mapJobs(shape, directoriesByCd)),
  'directories in each step': (shape) => textOf(mapJobs(shape, directoriesInSteps)),
  'the shell said': (shape) => textOf(mapJobs(shape, withShell)),
  'limits, permissions and concurrency': (shape) =>
    textOf({
      ...mapJobs(shape, (job) => ({ 'timeout-minutes': 20, ...job })),
      permissions: { contents: 'read' },
      concurrency: { group: 'some', 'cancel-in-progress': true },
    }),
  'other names of artifacts, kept shorter': (shape) =>
    textOf(
      mapSteps(shape, (step) =>
        String(step.uses).startsWith('actions/upload-artifact')
          ? { ...step, with: { ...asMap(step.with), name: 'another', 'retention-days': 3 } }
          : step,
      ),
    ),
  'a shallow check out and caches': (shape) =>
    textOf(
      mapSteps(shape, (step) =>
        String(step.uses).startsWith('actions/checkout')
          ? [
              { ...step, with: { 'fetch-depth': 1, 'persist-credentials': false } },
              { uses: 'actions/cache@v4', with: { path: '~/.cache', key: 'some' } },
            ]
          : step,
      ),
    ),
  'conditions that always hold': (shape) =>
    textOf(mapSteps(shape, (step) => ('if' in step ? step : { if: `\${{ success() }}`, ...step }))),
  'matrix axes renamed and turned around': (shape) => textOf(renamedAxes(shape)),
  'matrix as a list of legs': (shape) => textOf(mapJobs(shape, matrixAsInclude)),
  'npm and python in other words': (shape) =>
    textOf(
      mapScripts(shape, (script) =>
        script
          .replace(/^npm test$/gm, 'npm run test')
          .replace(/^npx /gm, 'npx --yes ')
          .replace(/^pytest /gm, 'python3 -m pytest ')
          .replace(/^\.\/(\S+\.sh)/gm, 'bash $1'),
      ),
    ),
  'anchors for what repeats': (shape) => anchored(textOf(shape)),
};

function renamed(shape: WorkflowShape): WorkflowShape {
  const ids = new Map(Object.keys(shape.jobs).map((id, index) => [id, `part-${index}`]));
  const named = mapSteps(shape, (step) => ({ ...step, name: 'Go on' }));
  const jobs = Object.entries(named.jobs).map(([id, job]) => {
    const needs = typeof job.needs === 'string' ? { needs: ids.get(job.needs) ?? '' } : {};
    return [ids.get(id) ?? id, { ...job, ...needs, name: 'Some part' }] as const;
  });
  return { ...named, name: 'Something else', jobs: Object.fromEntries(jobs) };
}

function reversed(shape: WorkflowShape): WorkflowShape {
  const visited = (value: Yaml): Yaml => {
    if (Array.isArray(value)) return value.map(visited);
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([key, inner]) => [key, visited(inner)]),
    );
  };
  return visited(shape as Yaml) as WorkflowShape;
}

function quoted(shape: WorkflowShape, type: Scalar.Type): string {
  const document = parseDocument(textOf(shape));
  visit(document, {
    Scalar(key, node) {
      if (key === 'value' && typeof node.value === 'string') node.type = type;
    },
  });
  return document.toString({ lineWidth: 0 });
}

function commented(text: string): string {
  const document = parseDocument(text);
  visit(document, {
    Pair(_, pair) {
      if (pair.key instanceof Scalar) {
        pair.key.commentBefore = ' Mind this.';
        pair.key.spaceBefore = true;
      }
    },
  });
  return `# A file of ours\n${document.toString({ lineWidth: 0 })}`;
}

function splitScript(step: Step): Step[] {
  if (typeof step.run !== 'string') return [step];
  return step.run
    .trim()
    .split('\n')
    .map((run) => ({ ...step, run }));
}

/** Neighbouring scripts that share all other keys but the name become one. */
function joinScripts(job: JobShape): JobShape {
  const steps: Step[] = [];
  const rest = ({ run: _, name: __, ...others }: Step) => JSON.stringify(others);
  for (const step of job.steps) {
    const last = steps.at(-1);
    if (typeof step.run === 'string' && typeof last?.run === 'string' && rest(step) === rest(last))
      steps[steps.length - 1] = { ...last, run: `${last.run.trimEnd()}\n${step.run}` };
    else steps.push(step);
  }
  return { ...job, steps };
}

function asMap(value: Yaml | undefined): { [key: string]: Yaml } {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? value : {};
}

function envIntoJobs({ env, ...shape }: WorkflowShape): WorkflowShape {
  return mapJobs(shape as WorkflowShape, (job) => ({
    ...job,
    env: { ...asMap(env as Yaml), ...asMap(job.env) },
  }));
}

function envIntoSteps({ env, ...job }: JobShape): JobShape {
  return {
    ...job,
    steps: job.steps.map((step) =>
      typeof step.run === 'string' && env !== undefined
        ? { ...step, env: { ...asMap(env), ...asMap(step.env) } }
        : step,
    ),
  };
}

function envIntoJob(job: JobShape): JobShape {
  const env = Object.assign({}, asMap(job.env), ...job.steps.map((step) => asMap(step.env)));
  return { ...job, env, steps: job.steps.map(({ env: _, ...step }) => step) };
}

function linesOf(env: Yaml | undefined, line: (name: string, value: string) => string): string {
  return Object.entries(asMap(env))
    .map(([name, value]) => `${line(name, String(value))}\n`)
    .join('');
}

function envHandedOn({ env, ...job }: JobShape): JobShape {
  const run = linesOf(env, (name, value) => `echo "${name}=${value}" >> "$GITHUB_ENV"`);
  return run === '' ? job : { ...job, steps: [{ run }, ...job.steps] };
}

function envExported(job: JobShape): JobShape {
  const steps = job.steps.map(({ env, ...step }) => {
    const exports = linesOf(env, (name, value) => `export ${name}="${value}"`);
    return typeof step.run === 'string' && exports !== ''
      ? { ...step, run: exports + step.run }
      : { ...step, ...(env && { env }) };
  });
  return { ...job, steps };
}

function envPrefixed(job: JobShape): JobShape {
  const steps = job.steps.map(({ env, ...step }) => {
    const before = linesOf(env, (name, value) => `${name}="${value}" `).replaceAll('\n', '');
    return typeof step.run === 'string' && before !== ''
      ? { ...step, run: step.run.replace(/^(?=\S)/gm, before) }
      : { ...step, ...(env && { env }) };
  });
  return { ...job, steps };
}

function dotted(inputs: Yaml | undefined): Yaml {
  return { ...asMap(inputs), path: `./${String(asMap(inputs).path)}` };
}

function eventsAsMap(on: Yaml): Yaml {
  if (typeof on === 'string') return { [on]: null };
  return Array.isArray(on) ? Object.fromEntries(on.map((event) => [String(event), null])) : on;
}

function singleValues(on: Yaml): Yaml {
  const single = (value: Yaml): Yaml =>
    Array.isArray(value) && value.length === 1 ? (value[0] ?? null) : value;
  const ofEvent = (filters: Yaml): Yaml =>
    Array.isArray(filters)
      ? filters
      : Object.fromEntries(Object.entries(asMap(filters)).map(([key, value]) => [key, single(value)]));
  return Array.isArray(on)
    ? on
    : Object.fromEntries(Object.entries(asMap(on)).map(([event, filters]) => [event, ofEvent(filters)]));
}

function directoryOf(job: JobShape): Yaml | undefined {
  return asMap(asMap(job.defaults).run)['working-directory'];
}

function directoriesByCd(job: JobShape): JobShape {
  const directory = directoryOf(job);
  if (directory === undefined) return job;
  const { defaults: _, ...rest } = job;
  return {
    ...rest,
    steps: job.steps.map((step) =>
      typeof step.run === 'string' ? { ...step, run: `cd ${String(directory)}\n${step.run}` } : step,
    ),
  };
}

function directoriesInSteps(job: JobShape): JobShape {
  const directory = directoryOf(job);
  if (directory === undefined) return job;
  const { defaults: _, ...rest } = job;
  return {
    ...rest,
    steps: job.steps.map((step) =>
      typeof step.run === 'string' ? { ...step, 'working-directory': `./${String(directory)}/` } : step,
    ),
  };
}

function withShell(job: JobShape): JobShape {
  return {
    ...job,
    steps: job.steps.map((step) => (typeof step.run === 'string' ? { shell: 'bash', ...step } : step)),
  };
}

function renamedAxes(shape: WorkflowShape): WorkflowShape {
  const turned = mapJobs(shape, (job) => {
    const matrix = Object.entries(asMap(asMap(job.strategy).matrix));
    if (matrix.length === 0) return job;
    const axes = matrix.map(([key, values]) => [
      `x-${key}`,
      Array.isArray(values) ? values.toReversed() : values,
    ]);
    return { ...job, strategy: { matrix: Object.fromEntries(axes.reverse()) } };
  });
  return mapTexts(turned, (text) => text.replaceAll('matrix.', 'matrix.x-'));
}

function matrixAsInclude(job: JobShape): JobShape {
  const axes = Object.entries(asMap(asMap(job.strategy).matrix));
  if (axes.length === 0) return job;
  const legs = axes.reduce<{ [key: string]: Yaml }[]>(
    (all, [key, values]) =>
      all.flatMap((leg) =>
        (Array.isArray(values) ? values : [values]).map((value) => ({ ...leg, [key]: value })),
      ),
    [{}],
  );
  return { ...job, strategy: { matrix: { include: legs } } };
}

/** The first text that stands twice as an anchor and aliases. */
function anchored(text: string): string {
  const document = parseDocument(text);
  const seen = new Map<string, Scalar>();
  visit(document, {
    Scalar(key, node) {
      if (key !== 'value' || typeof node.value !== 'string') return undefined;
      const first = seen.get(node.value);
      if (first === undefined) {
        seen.set(node.value, node);
        return undefined;
      }
      return document.createAlias(first, first.anchor ?? `same-${seen.size}`);
    },
  });
  return document.toString({ lineWidth: 0 });
}
