import { describe, expect, test } from 'vitest';
import { activitiesOf } from '../../../src/core/work/activity.ts';
import { activityCover } from '../../../src/core/work/activity-cover.ts';
import { valid } from './works.ts';

function activities(on: string, name = 'w') {
  return activitiesOf(valid(name, `on: ${on}\njobs:\n  a:\n    runs-on: x\n    steps: [{ run: y }]\n`));
}

function cover(covered: string, by: string): string {
  const { share, lost } = activityCover(activities(covered, 'a'), activities(by, 'b'));
  const rounded = Math.round(share * 100) / 100;
  return [rounded, ...lost.map(({ what }) => what)].join('; ');
}

describe('activityCover', () => {
  test.each([
    ['the same', '[push, pull_request]', '{ pull_request: , push: }', '1'],
    ['an event is missing', '[push, pull_request]', 'push', '0; pull_request'],
    ['other events', 'push', '{ schedule: [{ cron: "0 1 * * *" }] }', '0; push; push of tags'],
    ['more events', 'push', '[push, pull_request]', '1'],
    ['by hand comes with any', '[push, workflow_dispatch]', 'push', '1; workflow_dispatch'],
    ['only by hand', 'workflow_dispatch', 'push', '0; workflow_dispatch'],
    ['only by hand, both', 'workflow_dispatch', '[push, workflow_dispatch]', '1'],
    ['called only', 'workflow_call', '[push, workflow_call]', '0'],
    ['narrower branches', '{ push: { branches: [main] } }', '{ push: { branches: [main, next] } }', '1'],
    [
      'wider branches',
      '{ push: { branches: [main, next] } }',
      '{ push: { branches: [main] } }',
      '0.5; push (branches: next)',
    ],
    ['a pattern', '{ push: { branches: [feature/a] } }', '{ push: { branches: ["feature/**"] } }', '1'],
    [
      'any branch',
      '{ push: { branches: ["**"] } }',
      '{ push: { branches: [main] } }',
      '0; push (all branches)',
    ],
    [
      'no filter against one',
      'pull_request',
      '{ pull_request: { branches: [main] } }',
      '0; pull_request (all branches)',
    ],
    [
      'other branches',
      '{ push: { branches: [main] } }',
      '{ push: { branches: [stable] } }',
      '0; push (branches: main)',
    ],
    [
      'some are kept out',
      'pull_request',
      '{ pull_request: { branches-ignore: [x] } }',
      '0.9; pull_request (branches: x)',
    ],
    [
      'the one is kept out',
      '{ push: { branches: [main] } }',
      '{ push: { branches-ignore: [main] } }',
      '0; push (branches: main)',
    ],
    [
      'both keep it out',
      '{ pull_request: { paths-ignore: ["**.md"] } }',
      '{ pull_request: { paths-ignore: ["**.md"] } }',
      '1',
    ],
    ['negated patterns', '{ push: { branches: ["**", "!x"] } }', '{ push: { branches: ["**", "!x"] } }', '1'],
    ['what one keeps out itself', '{ push: { paths: [a/**, b, "!a/**"] } }', '{ push: { paths: [b] } }', '1'],
    [
      'tags are not branches',
      '{ push: { tags: ["v*"] } }',
      '{ push: { branches: [main] } }',
      '0; push of tags',
    ],
    ['a push is of both', 'push', '{ push: { branches: ["**"] } }', '0; push of tags'],
    [
      'no tags at all',
      '{ push: { branches: [main], tags-ignore: ["**"] } }',
      '{ push: { branches: [main] } }',
      '1',
    ],
    ['paths', '{ push: { branches: [main], paths: [src/**] } }', '{ push: { branches: [main] } }', '1'],
    [
      'all paths',
      '{ push: { branches: [main] } }',
      '{ push: { branches: [main], paths: [src/**] } }',
      '0; push (all paths)',
    ],
    [
      'other paths',
      '{ push: { branches: [main], paths: [a/**] } }',
      '{ push: { branches: [main], paths: [b/**] } }',
      '0; push (paths: a/**)',
    ],
    [
      'its own path',
      '{ push: { branches: [main], paths: [a/**, .github/workflows/a.yml] } }',
      '{ push: { branches: [main], paths: [a/**, .github/workflows/b.yml] } }',
      '1',
    ],
    [
      'default types',
      'pull_request',
      '{ pull_request: { types: [opened, synchronize, reopened, labeled] } }',
      '1',
    ],
    [
      'a type is missing',
      '{ pull_request: { types: [opened, closed] } }',
      'pull_request',
      '0.5; pull_request (types: closed)',
    ],
    [
      'the hour only',
      '{ schedule: [{ cron: "0 1 * * *" }] }',
      '{ schedule: [{ cron: "0 5 * * *" }] }',
      '1; schedule (0 1 * * *)',
    ],
    [
      'UTC, named or not',
      '{ schedule: [{ cron: "0 1 * * *", timezone: UTC }] }',
      '{ schedule: [{ cron: "0 1 * * *" }] }',
      '1',
    ],
    [
      'another time zone',
      '{ schedule: [{ cron: "0 1 * * *", timezone: Asia/Tokyo }] }',
      '{ schedule: [{ cron: "0 1 * * *" }] }',
      '1; schedule (0 1 * * * Asia/Tokyo)',
    ],
    [
      'less often',
      '{ schedule: [{ cron: "0 1 * * *" }] }',
      '{ schedule: [{ cron: "0 1 * * 1" }] }',
      '0.14; schedule (0 1 * * *)',
    ],
    [
      'more often',
      '{ schedule: [{ cron: "0 1 * * 1" }] }',
      '{ schedule: [{ cron: "0 1 * * *" }] }',
      '1; schedule (0 1 * * 1)',
    ],
    [
      'other workflows',
      '{ workflow_run: { workflows: [A] } }',
      '{ workflow_run: { workflows: [B] } }',
      '0; workflow_run (workflows: A)',
    ],
  ])('%s', (_, covered, by, expected) => {
    expect(cover(covered, by)).toBe(expected);
  });
});
