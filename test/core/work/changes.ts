import {
  mapBashScripts,
  mapJobs,
  mapScripts,
  mapSteps,
  mapTexts,
  type Step,
  type WorkflowShape,
  type Yaml,
} from './shape.ts';

/**
 * Changes that make other work of a workflow: the two stand side by side for a reason. A base that has nothing of the
 * kind is given back as it is.
 */
export const changes: Readonly<Record<string, (shape: WorkflowShape) => WorkflowShape>> = {
  'another package': (shape) =>
    mapScripts(shape, (script) => script.replace(/--workspace/g, '--package shop-engine')),
  'another directory': (shape) =>
    mapJobs(shape, (job) => ({ ...job, defaults: { run: { 'working-directory': 'tools/other' } } })),
  'another directory by cd': (shape) => mapScripts(shape, (script) => `cd apps/second\n${script}`),
  'other paths': (shape) => filtered(shape, { paths: ['mobile/**'] }),
  'another branch': (shape) => filtered(shape, { branches: ['release/**'] }),
  'tags in place of branches': (shape) => filtered(shape, { tags: ['v*'] }),
  'a release in place of a push': (shape) => ({ ...shape, on: { release: { types: ['published'] } } }),
  'other types of an event': (shape) => ({ ...shape, on: { pull_request: { types: ['closed'] } } }),
  'another system': (shape) => mapJobs(shape, (job) => ({ ...job, 'runs-on': 'macos-15' })),
  'another architecture': (shape) =>
    mapJobs(shape, (job) =>
      // Labels of one's own tell no architecture.
      Array.isArray(job['runs-on']) ? job : { ...job, 'runs-on': 'ubuntu-24.04-arm' },
    ),
  'another container': (shape) => mapJobs(shape, (job) => ({ ...job, container: { image: 'alpine:3.22' } })),
  'another environment': (shape) => mapJobs(shape, (job) => ({ ...job, environment: 'staging' })),
  'a variable that programs read': (shape) => mapJobs(shape, (job) => ({ ...job, env: { EDITION: 'lite' } })),
  'another value of a variable': (shape) =>
    mapTexts(shape, (text) => text.replace(/^(strict|postgres:\/\/localhost\/shop)$/, 'lenient')),
  'a variable of a step that programs read': (shape) =>
    mapSteps(shape, (step) => (typeof step.run === 'string' ? { ...step, env: { TIER: '2' } } : step)),
  'a variable before each command': (shape) =>
    mapBashScripts(shape, (script) => script.replace(/^(?!cd )(?=\S)/gm, 'TIER=2 ')),
  'a variable by env before each command': (shape) =>
    mapBashScripts(shape, (script) => script.replace(/^(?!cd )(?=\S)/gm, 'env TIER=2 ')),
  'a variable that scripts export': (shape) => mapBashScripts(shape, (script) => `export TIER=2\n${script}`),
  'a variable handed on to later steps': (shape) => handingOn(shape, 'TIER=2'),
  'a shell that enters another system': (shape) =>
    mapSteps(shape, (step) => (typeof step.run === 'string' ? { ...step, shell: 'alpine.sh {0}' } : step)),
  'another tree by git': (shape) =>
    mapJobs(shape, (job) => ({ ...job, steps: [{ run: 'git checkout next' }, ...job.steps] })),
  'another text on the standard input': (shape) =>
    mapBashScripts(shape, (script) => script.replace(/^(\S+ .*)$/gm, '$1 < other.txt')),
  'another secret': (shape) =>
    mapTexts(shape, (text) =>
      text.replace('secrets.CLUSTER', 'secrets.OTHER_CLUSTER').replace('kubectl ', 'kubectl --context b '),
    ),
  'another version of a tool chain': (shape) =>
    mapSteps(shape, (step) =>
      withInput(step, /setup-|toolchain/, { 'node-version': 18, toolchain: 'nightly' }),
    ),
  'another input of an action': (shape) =>
    mapSteps(shape, (step) => withInput(step, /build-push/, { context: 'worker' })),
  'another service': (shape) =>
    mapJobs(shape, (job) =>
      'services' in job ? { ...job, services: { database: { image: 'mysql:8' } } } : job,
    ),
  'another tree': (shape) =>
    mapSteps(shape, (step) => withInput(step, /checkout/, { ref: 'next', repository: 'shop/other' })),
  'disjoint values of a matrix': (shape) =>
    mapJobs(shape, (job) => {
      const matrix = Object.entries(mapOf(mapOf(job.strategy).matrix));
      if (matrix.length === 0) return { ...job, 'runs-on': 'windows-2025' };
      const others = matrix.map(([key, values]) => [
        key,
        (values as Yaml[]).map((value) => `other-${String(value)}`),
      ]);
      return { ...job, strategy: { matrix: Object.fromEntries(others) } };
    }),
  'other operands of every program': (shape) =>
    mapScripts(shape, (script) => script.replace(/^(\S+)(.*)$/gm, '$1 second$2')),
  'other scripts': (shape) =>
    mapScripts(shape, (script) =>
      script
        .replace(/^(\S*?)([\w-]+)\.sh/gm, '$1other-$2.sh')
        .replace(/^(npm|npx|make|cargo|zig|pytest|python|kubectl) /gm, 'task '),
    ),
  'the set-up alone in common': (shape) =>
    mapJobs(shape, (job) => ({
      ...job,
      steps: [
        ...job.steps.filter(({ uses }) => /checkout|setup-|toolchain|login/.test(String(uses))),
        { run: 'just audit' },
      ],
    })),
  'another value of a variable of the script': (shape) =>
    mapScripts(
      shape,
      (script) => `flavour=$(date +%H)\n${script.replace(/^(?!cd )(\S+ \S+.*)$/gm, '$1 --flavour $flavour')}`,
    ),
};

function handingOn(shape: WorkflowShape, variable: string): WorkflowShape {
  return mapJobs(shape, (job) => ({
    ...job,
    steps: [{ shell: 'bash', run: `echo "${variable}" >> "$GITHUB_ENV"` }, ...job.steps],
  }));
}

function filtered(shape: WorkflowShape, filters: { [key: string]: Yaml }): WorkflowShape {
  // Where all pushes start the original, it does what one with a filter does.
  return Array.isArray(shape.on) ? shape : { ...shape, on: { push: filters } };
}

function mapOf(value: Yaml | undefined): { [key: string]: Yaml } {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? value : {};
}

function withInput(step: Step, action: RegExp, inputs: { [key: string]: Yaml }): Step {
  return action.test(String(step.uses)) ? { ...step, with: { ...mapOf(step.with), ...inputs } } : step;
}
