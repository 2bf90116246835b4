import { expect, it } from 'vitest';
import { targets } from './targets/all-targets.ts';

const workflow = (label: string): string =>
  `on: push\njobs:\n  a:\n    runs-on: [self-hosted, ${JSON.stringify(label)}]\n    steps: [{ run: crun create x }]\n`;
const report = (label: string) => ({ head: { '.github/workflows/w.yml': workflow(label) }, base: null });
const excepting = (...globs: string[]): string =>
  `version: 1\nrules: { dead-workflow: { except: ${JSON.stringify(globs)} } }\n`;

// Further ones stand where what they broke is tested: globs, Markdown, deliveries without a body, test/security/bombs.ts.
it.each<[what: string, target: string, input: unknown]>([
  ['a first policy for a runner of an endless name', 'report', report('a'.repeat(3000))],
  ['a first policy for a runner of a name that no policy may have', 'report', report('__proto__')],
  [
    'exceptions that regular expressions choke on',
    'policy',
    [excepting('(a+)+$', '*a'.repeat(99)), 'version: 1\n'],
  ],
  ['a comment of brackets', 'comment', `${'![*'.repeat(10_000)}\n\n/ci-audit`],
  [
    'a plan of quotations',
    'plan',
    { body: '> '.repeat(20_000), files: {}, runs: null, runner: 'x', looksAtMarkdown: 'no' },
  ],
  [
    'a path that is no text',
    'report',
    { head: { '.github/workflows/\ud800.yml': workflow('x') }, base: null },
  ],
])('%s', async (_, name, input) => {
  const found = targets.find(({ target }) => target.name === name);
  expect(found).toBeDefined();
  await found?.target.run(input);
});
