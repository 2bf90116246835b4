import { describe, expect, it } from 'vitest';
import { asJson } from '../../../src/core/report/as-json.ts';
import { finding, plain, report } from './sample-report.ts';

describe('the JSON that scripts rely on', () => {
  it('has exactly the keys of its contract', () => {
    const duplicate = finding({
      rule: 'duplicate-workflow',
      step: 'Boil',
      related: [{ path: 'b.yml', line: 3, message: 'The other.' }],
      coverage: 0.9,
      lost: [{ path: 'a.yml', line: 7, what: 'a test' }],
    });
    const strange = { ...finding({ status: 'existing' }), surprise: 1 };
    expect(JSON.parse(asJson(report([duplicate, strange], { resolved: [plain(finding())] })))).toEqual({
      version: 1,
      workflows: 3,
      findings: [
        {
          rule: 'duplicate-workflow',
          severity: 'error',
          path: '.github/workflows/a.yml',
          start: { line: 2, column: 5 },
          end: { line: 2, column: 9 },
          job: 'cook',
          step: 'Boil',
          message: 'The pot `rice` has no lid.',
          reason: 'It boils over.',
          remedy: 'Put a lid on.',
          related: [{ path: 'b.yml', line: 3, message: 'The other.' }],
          coverage: 0.9,
          lost: [{ path: 'a.yml', line: 7, what: 'a test' }],
          fingerprint: '0123456789abcdef',
          status: 'introduced',
        },
        { ...finding({ status: 'existing' }) },
      ],
      resolved: [plain(finding())],
    });
  });
});
