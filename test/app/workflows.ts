/** Small workflows to build repositories from. */

/** Tests a package, on a hosted runner. */
export const testWorkflow = `name: Test
on: [push, pull_request]
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: make build
      - run: make test
`;

/** Starts a container on a self-hosted runner and leaves it there. */
export const leakyWorkflow = `name: Leaky
on: [pull_request]
concurrency: leaky
jobs:
  leak:
    runs-on: [self-hosted, box]
    steps:
      - run: |
          crun create leaky
          crun start leaky
`;

/** The same with the container removed, whatever happens. */
export const cleanWorkflow = `name: Clean
on: [pull_request]
concurrency: clean
jobs:
  leak:
    runs-on: [self-hosted, box]
    steps:
      - run: |
          crun create leaky
          crun start leaky
      - if: always()
        run: crun delete -f leaky
`;

/** A workflow with so many jobs that each leave a container of their own. */
export function leaks(count: number): string {
  const jobs = Array.from(
    { length: count },
    (_, index) => `  job${index}:
    runs-on: [self-hosted, box]
    steps:
      - run: crun create container${index}
`,
  );
  return `name: Leaks\non: [pull_request]\nconcurrency: leaks\njobs:\n${jobs.join('')}`;
}
