import { describe, expect, test } from 'vitest';
import { conditionHolds, type Ending } from '../../../src/core/workflow/condition.ts';
import type { ScalarNode } from '../../../src/core/workflow/model.ts';
import { parseWorkflow } from '../../../src/core/workflow/parse-workflow.ts';

const endings: readonly Ending[] = ['success', 'failure', 'cancelled'];

function conditionOf(yaml: string): ScalarNode | undefined {
  const text = `on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: y\n        ${yaml}\n`;
  return parseWorkflow({ path: 'w.yml', id: '1', text }).jobs[0]?.steps[0]?.if;
}

describe('conditionHolds', () => {
  test.each([
    ['name: no condition', 'yes no no'],
    ['if: success()', 'yes no no'],
    ['if: always()', 'yes yes yes'],
    [`if: \${{ always() }}`, 'yes yes yes'],
    ['if: ALWAYS()', 'yes yes yes'],
    ['if: failure()', 'no yes no'],
    ['if: cancelled()', 'no no yes'],
    [`if: '!cancelled()'`, 'yes yes no'],
    [`if: '!success()'`, 'no yes yes'],
    ['if: failure() || cancelled()', 'no yes yes'],
    ['if: success() || failure()', 'yes yes no'],
    ['if: true', 'yes no no'],
    ['if: false', 'no no no'],
    [`if: ''`, 'yes no no'],
    [`if: env.X != ''`, 'unknown no no'],
    [`if: always() && env.X != ''`, 'unknown unknown unknown'],
    [`if: always() || env.X != ''`, 'yes yes yes'],
    [`if: failure() && env.X != ''`, 'no unknown no'],
    [`if: always() && false`, 'no no no'],
    [`if: contains('always()', 'always')`, 'yes no no'],
    // A text around the expression makes it true whatever the expression says.
    [`if: \${{ failure() }} && x`, 'yes yes yes'],
    [`if: \${{ github.ref == 'x' }} && y`, 'yes no no'],
    [`if: |\n          \${{ failure() }}`, 'yes yes yes'],
    ['if: |\n          failure()', 'no yes no'],
    ['if: always( &&', 'unknown unknown unknown'],
    [`if: case(failure(), true, false)`, 'no yes no'],
  ])('%s: after success, failure, cancellation: %s', (yaml, expected) => {
    const condition = conditionOf(yaml);
    expect(endings.map((ending) => conditionHolds(condition, ending)).join(' ')).toBe(expected);
  });
});
