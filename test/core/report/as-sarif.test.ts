import sarifSchema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json' with { type: 'json' };
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { asSarif } from '../../../src/core/report/as-sarif.ts';
import { finding, plain, report } from './sample-report.ts';

const rules = [
  {
    id: 'missing-lid',
    severity: 'error',
    summary: 's',
    why: 'w',
    remedy: 'r',
    options: z.object({}),
  } as const,
];

describe('SARIF', () => {
  const suppressed = plain(finding({ fingerprint: 'ffff' }));
  const log = JSON.parse(
    asSarif(
      report(
        [
          finding({ path: 'ä b/#.yml', related: [{ path: 'b.yml', line: 3, message: 'Here.' }] }),
          finding({ status: 'existing', rule: 'suppression', severity: 'note' }),
        ],
        {
          suppressions: [
            {
              rule: 'missing-lid',
              path: 'b.yml',
              line: 4,
              reason: 'so be it',
              status: 'introduced',
              findings: [suppressed],
            },
          ],
        },
      ),
      { version: '1.2.3', rules },
    ),
  );
  const [run] = log.runs;

  it('describes the tool and each rule that is referred to', () => {
    expect(log.version).toBe('2.1.0');
    expect(run.tool.driver).toMatchObject({ name: 'ci-warden', semanticVersion: '1.2.3' });
    for (const { ruleId, ruleIndex } of run.results) expect(run.tool.driver.rules[ruleIndex].id).toBe(ruleId);
  });

  it('locates each result, with its other places and its fingerprint', () => {
    expect(run.results[0]).toEqual({
      ruleId: 'missing-lid',
      ruleIndex: 0,
      level: 'error',
      message: { text: 'The pot `rice` has no lid. Put a lid on.' },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: '%C3%A4%20b/%23.yml' },
            region: { startLine: 2, startColumn: 5, endLine: 2, endColumn: 9 },
          },
        },
      ],
      relatedLocations: [
        {
          id: 1,
          message: { text: 'Here.' },
          physicalLocation: { artifactLocation: { uri: 'b.yml' }, region: { startLine: 3 } },
        },
      ],
      partialFingerprints: {
        primaryLocationLineHash: '0123456789abcdef:1',
        'ciWarden/v1': '0123456789abcdef',
      },
      baselineState: 'new',
    });
    expect(run.results[1]).toMatchObject({ level: 'note', baselineState: 'unchanged' });
  });

  it('shows what a comment allows as suppressed', () => {
    expect(run.results[2]).toMatchObject({
      partialFingerprints: { primaryLocationLineHash: 'ffff:1', 'ciWarden/v1': 'ffff' },
      suppressions: [{ kind: 'inSource', justification: 'so be it' }],
    });
  });

  it('fits the schema of SARIF 2.1.0', () => {
    const ajv = addFormats.default(new Ajv.default({ strict: false, allErrors: true, unicodeRegExp: false }));
    const fits = ajv.compile(sarifSchema);
    fits(log);
    expect(fits.errors ?? []).toEqual([]);
    // The schema is no formality: what it refuses is refused.
    expect(fits({ ...log, runs: [{ ...run, results: [{ ruleId: 1 }] }] })).toBe(false);
  });
});
