import fc from 'fast-check';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { describe, expect, it } from 'vitest';
import { asCheckOutput } from '../../../src/core/report/as-check-run.ts';
import { asComment } from '../../../src/core/report/as-comment.ts';
import { finding, plain, report } from './sample-report.ts';

const linkTo = (path: string, line: number) =>
  `https://github.test/o/r/blob/abc/${encodeURIComponent(path)}#L${line}`;
const bytes = (text: string) => new TextEncoder().encode(text).length;

describe('a check run', () => {
  it('has the counts in its title', () => {
    const existing = finding({ status: 'existing' });
    const suppression = {
      rule: 'missing-lid',
      path: 'b.yml',
      line: 4,
      reason: 'so be it',
      status: 'introduced',
      findings: [],
    } as const;
    expect(asCheckOutput(report([])).title).toBe('Nothing introduced in 3 workflows');
    expect(asCheckOutput(report([finding(), finding({ severity: 'warning' }), existing])).title).toBe(
      '1 error and 1 warning introduced; 1 there before',
    );
    expect(
      asCheckOutput(
        report([existing], { resolved: [plain(existing)], suppressions: [suppression, suppression] }),
      ).title,
    ).toBe('Nothing introduced in 3 workflows; 1 there before; 1 resolved; 2 suppressions added');
    const failures = [{ rule: 'x', where: 'a.yml', error: 'Error: no' }];
    expect(asCheckOutput(report([], { failures })).title).toBe(
      'Nothing introduced in 3 workflows; 1 rule broke',
    );
  });

  it('reads like this', () => {
    const output = asCheckOutput(
      report(
        [
          finding({ related: [{ path: 'b.yml', line: 3, message: 'The lid is here.' }] }),
          finding({ severity: 'warning', rule: 'cold-stove', message: 'The stove is cold.' }),
          finding({ start: { line: 7, column: 1 }, reason: 'Another reason.' }),
          finding({ status: 'existing', message: 'An old pot.' }),
        ],
        {
          resolved: [plain(finding({ message: 'A mended pot.' }))],
          suppressions: [
            {
              rule: 'missing-lid',
              path: 'b.yml',
              line: 4,
              reason: 'so be it',
              status: 'introduced',
              findings: [],
            },
            {
              rule: 'missing-lid',
              path: 'b.yml',
              line: 9,
              reason: 'of old',
              status: 'existing',
              findings: [],
            },
          ],
          failures: [{ rule: 'hot-pan', where: 'c.yml', error: 'Error: no' }],
        },
      ),
      { linkTo, notices: ['The policy changes.'] },
    );
    expect(output.summary).toMatchSnapshot('summary');
    expect(output.text).toMatchSnapshot('text');
  });

  it('annotates what is introduced, the gravest first, and nothing else', () => {
    const { annotations } = asCheckOutput(
      report([
        finding({ severity: 'note', end: { line: 3, column: 2 } }),
        finding({
          lost: [{ path: 'a.yml', line: 9, what: 'a test' }],
          related: [{ path: 'b.yml', line: 3, message: 'Here.' }],
        }),
        finding({ severity: 'warning', start: { line: 2, column: 1 }, end: { line: 2, column: 1 } }),
        finding({ status: 'existing' }),
      ]),
    );
    expect(annotations).toEqual([
      {
        path: '.github/workflows/a.yml',
        startLine: 2,
        endLine: 2,
        startColumn: 5,
        endColumn: 9,
        level: 'failure',
        title: 'missing-lid',
        message:
          'The pot `rice` has no lid.\n\nWhy: It boils over.\nWhat to do: Put a lid on.\nSee b.yml:3: Here.',
        details: 'What would be lost:\na.yml:9: a test',
      },
      expect.objectContaining({ level: 'warning', startLine: 2, endLine: 2 }),
      expect.objectContaining({ level: 'notice', startLine: 2, endLine: 3 }),
    ]);
    expect(annotations.slice(1).some((one) => 'startColumn' in one)).toBe(false);
  });

  it('keeps within the limits of GitHub, and says how many findings it leaves out', () => {
    const wordy = (status: 'introduced' | 'existing') =>
      Array.from({ length: 2_000 }, (_, i) =>
        finding({ status, start: { line: i + 1, column: 1 }, message: `漢字 ${'*'.repeat(150)}` }),
      );
    const output = asCheckOutput(report([...wordy('introduced'), ...wordy('existing')]), { linkTo });
    for (const text of [output.summary, output.text ?? '']) {
      expect(bytes(text)).toBeLessThanOrEqual(65_535);
      expect(bytes(text)).toBeGreaterThan(60_000);
      const shown = text.match(/^- /gm)?.length ?? 0;
      expect(text).toContain(`…and ${2_000 - shown} more`);
    }
    expect(output.annotations).toHaveLength(2_000);
    const huge = asCheckOutput(report([finding({ message: '漢'.repeat(200_000) })]));
    expect(bytes(huge.annotations[0]?.message ?? '')).toBeLessThanOrEqual(64 * 1024);
    expect(bytes(huge.summary)).toBeLessThanOrEqual(65_535);
  });
});

describe('a comment', () => {
  it('tells the whole audit', () => {
    const introduced = [finding(), finding({ severity: 'note', message: 'A small pot.' })];
    expect(asComment(report(introduced), { subject: '`main`', compared: 'alone', linkTo })).toMatchSnapshot();
  });

  it('fits into one of GitHub', () => {
    const many = Array.from({ length: 3_000 }, (_, i) =>
      finding({ start: { line: i, column: 1 }, rule: `rule-${i % 7}` }),
    );
    const text = asComment(report(many), { subject: '`main`', compared: 'alone', linkTo });
    expect(text.length).toBeLessThanOrEqual(65_536);
    const shown = text.match(/^- /gm)?.length ?? 0;
    expect(text).toContain(`…and ${3_000 - shown} more`);
  });
});

describe('text of a repository in Markdown', () => {
  const piece = fc.constantFrom(
    '@octocat',
    '#1',
    '![i](https://x.test/a.png)',
    '<img src=x onerror=y>',
    '</details>',
    '\n\n# h',
    '\n- l',
    '`',
    '```',
    '|',
    '\n',
    '](x)',
    '>',
    '<!--',
    'https://x.test',
    ':tada:',
    '\\',
    '&lt;',
    '$',
    '*',
    'x',
  );
  const nasty = fc
    .array(piece, { minLength: 1, maxLength: 8 })
    .map((parts) => parts.join(''))
    .filter((text) => text.trim() !== '');

  it('adds no element to what is there without it', () => {
    const elements = (markdown: string) => {
      const html = micromark(markdown, {
        allowDangerousHtml: true,
        extensions: [gfm()],
        htmlExtensions: [gfmHtml()],
      });
      // Text may be set as code, a dollar sign is wrapped; links are those to the places.
      return html
        .replace(/<\/?code>|<span>\$<\/span>/g, '')
        .replace(/href="https:\/\/github\.test\/[^"]*"/g, 'href')
        .match(/<[^>]*>/g);
    };
    const render = (text: string) => {
      const one = finding({
        path: text,
        message: text,
        reason: text,
        remedy: text,
        related: [{ path: text, line: 1, message: text }],
      });
      const suppressions = [
        { rule: 'missing-lid', path: text, line: 1, reason: text, status: 'introduced', findings: [] },
      ] as const;
      const failures = [{ rule: 'r', where: text, error: text }];
      const whole = report([one, { ...one, status: 'existing' }], {
        suppressions,
        failures,
        resolved: [plain(one)],
      });
      const { summary, text: rest = '' } = asCheckOutput(whole, { linkTo });
      return [summary, rest, asComment(whole, { subject: 'x', compared: 'with base', linkTo })];
    };
    const harmless = render('x').map(elements);
    fc.assert(
      fc.property(nasty, (text) => {
        expect(render(text).map(elements)).toEqual(harmless);
      }),
      { numRuns: 500 },
    );
  });
});
