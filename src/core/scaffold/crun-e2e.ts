import type { Policy } from '../policy/policy.ts';
import { crunLegs, showLegs } from './crun-e2e-legs.ts';
import { crunE2eSteps } from './crun-e2e-steps.ts';

/** Where the model belongs in a repository. */
export const crunE2ePath = '.github/workflows/crun_e2e.yml';

/** The model, with the names of the legs that it has; or why there can be none under this policy. */
export type CrunE2e =
  | { readonly kind: 'model'; readonly text: string; readonly legs: readonly string[] }
  | { readonly kind: 'refused'; readonly because: string };

/**
 * A workflow that takes a container through crun's whole life on each declared runner that has crun, checks every
 * stage, and leaves nothing behind; on one of GitHub's runners where the policy declares none.
 */
export function scaffoldCrunE2e(policy: Policy): CrunE2e {
  if (policy.runners.length === 0) return { kind: 'model', text: model(hostedMatrix), legs: ['ubuntu'] };
  const legs = crunLegs(policy);
  if (legs.length === 0) {
    const because = 'no declared runner provides crun: add it to `provides` of those that have it';
    return { kind: 'refused', because };
  }
  const matrix = `        runner:\n${showLegs(legs, '          ')}`;
  return { kind: 'model', text: model(matrix), legs: legs.map(({ name }) => name) };
}

const hostedMatrix = `        # No runner is declared in .github/ci-warden.yml, so this takes one of GitHub's. To use your own, declare them
        # there and run \`ci-warden scaffold crun-e2e\` again, or put them here:
        #   - name: my-runner
        #     labels: [self-hosted, my-runner]
        runner:
          - name: ubuntu
            labels: [ubuntu-24.04]`;

function model(matrix: string): string {
  return `# crun from end to end, on every runner that has it: create, start, state, stop and delete, each of them checked.
# A model by CI Warden (\`ci-warden scaffold crun-e2e\`): from here on it is yours to change.
name: crun E2E

# Every branch of this repository is tested when it is pushed. There is no \`pull_request\` here on purpose: that event
# would bring the code of forks onto self-hosted runners.
on:
  push:
    branches: ['**']
  workflow_dispatch:

# Nothing is checked out, so the token needs no rights.
permissions: {}

jobs:
  lifecycle:
    name: Lifecycle on \${{ matrix.runner.name }}
    strategy:
      fail-fast: false
      matrix:
${matrix}
    runs-on: \${{ matrix.runner.labels }}
    # One job at a time on a runner, whatever the branch. The others wait their turn: without \`queue: max\` GitHub would
    # cancel all that wait but the last (leave that line out on a GitHub Enterprise Server that doesn't know it).
    concurrency:
      group: crun-e2e-\${{ matrix.runner.name }}
      cancel-in-progress: false
      queue: max
    timeout-minutes: 10
    defaults:
      run:
        shell: bash
    env:
      # Unique to the run, the attempt and the leg, so that nothing of another job is ever met or removed.
      CONTAINER: crun-e2e-\${{ github.run_id }}-\${{ github.run_attempt }}-\${{ matrix.runner.name }}
    steps:
${crunE2eSteps}`;
}
