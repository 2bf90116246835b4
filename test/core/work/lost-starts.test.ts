import { describe, expect, test } from 'vitest';
import { findRedundant } from '../../../src/core/work/find-redundant.ts';
import { lostStarts } from '../../../src/core/work/lost-starts.ts';
import type { Workflow } from '../../../src/core/workflow/model.ts';
import { valid } from './works.ts';

const many = ['make one', 'make two', 'make three', 'make four', 'make five'];
const more = [...many, './publish.sh a', './publish.sh b', './publish.sh c', './sign.sh', './notify.sh all'];

function running(name: string, on: string, commands: readonly string[]): Workflow {
  const steps = commands.map((command) => `      - run: ${command}\n`).join('');
  return valid(
    name,
    `name: ${name}\non: ${on}\njobs:\n  go:\n    runs-on: ubuntu-latest\n    steps:\n${steps}`,
  );
}

/** What is lost of the starts of the only redundant workflow. */
function lostIn(...workflows: Workflow[]): string[] {
  const found = findRedundant(workflows, 0.8);
  expect(found).toHaveLength(1);
  return found.flatMap((redundant) => {
    const byPath = (path: string) => workflows.filter((workflow) => workflow.path === path);
    const survivors = redundant.survivors.flatMap(({ path }) => byPath(path));
    return byPath(redundant.work.path).flatMap((workflow) =>
      lostStarts(workflow, redundant, { survivors, workflows }).map(({ what }) => what),
    );
  });
}

const listener = (names: string) =>
  running('listener', `{ workflow_run: { workflows: ${names}, types: [completed] } }`, ['./deploy.sh']);

describe('lostStarts', () => {
  test('a trigger that the survivor lacks', () => {
    expect(lostIn(running('a', '[push, workflow_dispatch]', many), running('b', 'push', more))).toEqual([
      'the trigger workflow_dispatch',
    ]);
  });

  test('a start by hand of this alone, where the survivor does more', () => {
    const on = '[push, workflow_dispatch]';
    expect(lostIn(running('a', on, many), running('b', on, more))).toEqual([
      'a start of this work alone (workflow_dispatch)',
    ]);
    expect(lostIn(running('a', on, many), running('b', on, many))).toEqual([]);
  });

  test('inputs of a start by hand, whatever their case', () => {
    const on = (inputs: string) => `{ push: , workflow_dispatch: { inputs: { ${inputs} } } }`;
    expect(
      lostIn(
        running('b', on('Why: , target: { type: string }'), many),
        running('a', `{ pull_request: , ${on('why: ').slice(2)}`, many),
      ),
    ).toEqual(['the input `target` of workflow_dispatch']);
  });

  test('a call, with the workflows that make it', () => {
    const caller = valid('caller', 'on: issues\njobs:\n  a:\n    uses: ./.github/workflows/a.yml\n');
    const small = running('a', '[push, workflow_call]', many);
    const large = running('b', '[push, workflow_call]', more);
    expect(lostIn(small, large)).toEqual(['the trigger workflow_call']);
    expect(lostIn(small, large, caller)).toEqual(['the trigger workflow_call, by which caller.yml calls it']);
  });

  test('what waits for its end, unless it waits for the survivor too', () => {
    const [small, large] = [running('a', 'push', many), running('b', 'push', more)];
    expect(lostIn(small, large, listener('[a]'))).toEqual(['the start of listener.yml, which waits for it']);
    expect(lostIn(small, large, listener('[a, b]'))).toEqual([]);
    expect(lostIn(small, large, listener('[b]'))).toEqual([]);
  });

  test('a trigger that one of two halves lacks', () => {
    const [lint, check] = [
      ['./spell.sh', './links.sh'],
      ['make one', 'cargo test'],
    ] as const;
    const onMain = '{ push: { branches: [main] }, workflow_dispatch: }';
    const whole = running('whole', onMain, [...lint, ...check]);
    const both = '[push, workflow_dispatch]';
    const lacking = (one: string, other: string) =>
      lostIn(whole, running('one', one, lint), running('two', other, check));
    expect(lacking(both, both)).toEqual([]);
    expect(lacking(both, 'push')).toEqual(['the trigger workflow_dispatch']);
    expect(lacking('push', both)).toEqual(['the trigger workflow_dispatch']);
  });
});
