import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { findRedundant } from '../../../src/core/work/find-redundant.ts';
import { baseWorkflows } from './base-workflows.ts';
import { changes } from './changes.ts';
import { disguises } from './disguises.ts';
import {
  baseShape,
  type JobShape,
  mapBashScripts,
  mapJobs,
  mapSteps,
  textOf,
  type WorkflowShape,
} from './shape.ts';
import { valid } from './works.ts';

/** What is found, as `a by b`; the other base workflows stand beside, as other files do in a repository. */
function found(base: string, files: Readonly<Record<string, string>>): string[] {
  const others = Object.entries(baseWorkflows).filter(([name]) => name !== base);
  const all = [...Object.entries(files), ...others].map(([name, text]) => valid(name, text));
  const nameOf = ({ path }: { path: string }) => path.slice('.github/workflows/'.length, -'.yml'.length);
  return findRedundant(all, 0.8).map(
    ({ work, survivors }) => `${nameOf(work)} by ${survivors.map(nameOf).sort().join(' and ')}`,
  );
}

const bases = Object.keys(baseWorkflows);
const parsed = (text: string) => parse(text) as WorkflowShape;

describe.each(bases)('%s: written anew, it is a duplicate', (base) => {
  test.each(Object.entries(disguises))('%s', (_, disguise) => {
    const copy = disguise(baseShape(base));
    const all = found(base, { original: textOf(baseShape(base)), copy });
    expect(all).toHaveLength(1);
    expect(['copy by original', 'original by copy']).toContain(all[0]);
  });

  test('in many ways at once', () => {
    const names = [
      'scripts split into steps',
      'actions by commit',
      'events as a map',
      'renamed workflow, jobs and steps',
      'matrix axes renamed and turned around',
      'limits, permissions and concurrency',
      'keys in another order',
      'all texts in double quotes',
    ];
    const copy = names.reduce((text, name) => disguises[name]?.(parsed(text)) ?? '', textOf(baseShape(base)));
    expect(found(base, { original: textOf(baseShape(base)), copy })).toHaveLength(1);
  });
});

describe.each(bases)('%s: with other work, it is none', (base) => {
  const original = textOf(baseShape(base));
  const changed = Object.entries(changes).map(
    ([name, change]) => [name, textOf(change(baseShape(base)))] as const,
  );
  test.each(changed.filter(([, other]) => other !== original))('%s', (_, other) => {
    expect(found(base, { original, other })).toEqual([]);
  });
});

test.each(bases)('%s: narrowed to forks, it is covered, and covers nothing', (base) => {
  const narrow = mapJobs(baseShape(base), (job) => ({
    ...job,
    if: `\${{ github.event.pull_request.head.repo.fork }}`,
  }));
  const all = found(base, { original: textOf(baseShape(base)), narrow: textOf(narrow) });
  expect(all.filter((one) => one !== 'narrow by original')).toEqual([]);
});

describe.each(bases)('%s: where its failures pass', (base) => {
  const bash = (change: (script: string) => string) => mapBashScripts(baseShape(base), change);
  const lenient = {
    'a step may fail': mapSteps(baseShape(base), (step) => ({ ...step, 'continue-on-error': true })),
    'a job may fail': mapJobs(baseShape(base), (job) => ({ ...job, 'continue-on-error': true })),
    'each command may fail': bash((script) => script.replace(/^(?!cd )(\S+.*)$/gm, '$1 || true')),
    'set +e': bash((script) => `set +e\n${script.trimEnd()}\ntrue\n`),
    'into a pipe': bash((script) => script.replace(/^(?!cd )(\S+.*)$/gm, '$1 | tee -a log.txt')),
    'only if a variable is set': bash((script) => `if [ -n "$NIGHTLY" ]; then\n${script.trimEnd()}\nfi\n`),
    'only behind a test': bash((script) => script.replace(/^(?!cd )(\S+.*)$/gm, '[ -n "$NIGHTLY" ] && $1')),
  };
  const original = textOf(baseShape(base));
  const ways = Object.entries(lenient).map(([name, shape]) => [name, textOf(shape)] as const);
  test.each(ways.filter(([, text]) => text !== original))(
    '%s: it is covered, and covers nothing',
    (_, text) => {
      // Whichever comes first.
      expect(found(base, { original, 'z-lenient': text })).toEqual(['z-lenient by original']);
      expect(found(base, { original, 'a-lenient': text })).toEqual(['a-lenient by original']);
    },
  );
});

test('each change makes other work of a base at least', () => {
  const idle = Object.entries(changes).filter(([, change]) =>
    bases.every((base) => textOf(change(baseShape(base))) === textOf(baseShape(base))),
  );
  expect(idle.map(([name]) => name)).toEqual([]);
});

/** The shape with only these jobs, under other names. */
function part(shape: WorkflowShape, wanted: (id: string, index: number) => boolean): string {
  const jobs = Object.entries(shape.jobs)
    .filter(([id], index) => wanted(id, index))
    .map(([id, { needs: _, ...job }]): [string, JobShape] => [`my-${id}`, { ...job, steps: job.steps }]);
  return disguises['actions by commit']?.({ ...shape, name: 'A part', jobs: Object.fromEntries(jobs) }) ?? '';
}

describe.each(bases.filter((base) => Object.keys(baseShape(base).jobs).length > 1))('%s in parts', (base) => {
  const original = textOf(baseShape(base));

  test.each(Object.keys(baseShape(base).jobs))('a workflow of the job %s alone is covered', (id) => {
    expect(found(base, { original, part: part(baseShape(base), (other) => other === id) })).toEqual([
      'part by original',
    ]);
  });

  test('two that it was split into do its work together', () => {
    const first = part(baseShape(base), (_, index) => index === 0);
    const second = part(baseShape(base), (_, index) => index > 0);
    // Each half is covered by the whole, which is the one to stay.
    expect(found(base, { first, second, original })).toEqual(['first by original', 'second by original']);
    const fuller = (text: string, ...commands: string[]) => {
      const shape = parsed(text);
      const more = { 'runs-on': 'ubuntu-latest', steps: commands.map((run) => ({ run })) };
      return textOf({ ...shape, jobs: { ...shape.jobs, more } });
    };
    const files = {
      first: fuller(first, './scripts/nightly.sh --deep', 'make soak', 'just licences'),
      second: fuller(second, './scripts/weigh.sh', 'task pages', 'bazel test //perf'),
      original,
    };
    expect(found(base, files)).toEqual(['original by first and second']);
  });
});

test('a value of a matrix that is written out', () => {
  const shape = baseShape('zig');
  const { strategy: _, ...job } = shape.jobs.build as JobShape;
  const text = textOf({ ...shape, name: 'Debug only', jobs: { debug: job as JobShape } });
  const debug = text.replaceAll(`\${{ matrix.optimize }}`, 'Debug');
  expect(found('zig', { original: textOf(shape), debug })).toEqual(['debug by original']);
  const safe = text.replaceAll(`\${{ matrix.optimize }}`, 'ReleaseSafe');
  expect(found('zig', { original: textOf(shape), safe })).toEqual([]);
});
