import fc from 'fast-check';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { describe, expect, it } from 'vitest';
import type { ProgressFacts } from '../../../../src/core/progress/evidence/facts.ts';
import {
  asProgressComment,
  progressMarker,
} from '../../../../src/core/progress/render/as-progress-comment.ts';
import { keepUnchanged } from '../../../../src/core/progress/render/facts-line.ts';
import { states } from '../../../../src/core/progress/state.ts';
import { utf8Length } from '../../../../src/core/report/clip.ts';
import { at, facts, job, run, twoRunners } from '../github-facts.ts';
import { progressOf, twoRunnersPolicy } from '../progress-of.ts';

const workflow = `on: push
jobs:
  build:
    runs-on: \${{ matrix.r }}
    strategy:
      matrix:
        r: [proxmox, proxmox-runner0]
    steps: [{run: make}]
`;
const files = { 'ci.yml': workflow };

/** As GitHub would: HTML in Markdown is HTML. */
function render(markdown: string): string {
  return micromark(markdown, { allowDangerousHtml: true, extensions: [gfm()], htmlExtensions: [gfmHtml()] });
}

/** The rows of a comment's tables of items, as the texts of their cells. */
function rows(markdown: string): string[][] {
  return [
    ...render(markdown).matchAll(/<tr>\n<td>(.*?)<\/td>\n<td>(.*?)<\/td>\n<td>(.*?)<\/td>\n<\/tr>/gs),
  ].map((match) => match.slice(1));
}

const plan = `# A *sprint* for @everyone
## One | two
- [x] \`.github/workflows/ci.yml\` has a matrix for both runners
- [x] \`gone.md\` is there
- [ ] Matrix workflows run in parallel on both runners
- [ ] Something | else
- [x] A thing
## Timeline
- Start: 2025-10-10
`;
const known = facts({
  runs: [run({ jobs: twoRunners() })],
  since: new Map([
    [
      'One | two\n`gone.md` is there',
      { sha: 'c'.repeat(40), url: `https://github.test/o/r/commit/${'c'.repeat(40)}`, date: at(0) },
    ],
  ]),
});
const comment = asProgressComment(progressOf({ plan, files, policy: twoRunnersPolicy, facts: known }));

describe('the comment', () => {
  it('leaves the marker to who writes it, and room for it', () => {
    expect(comment).not.toContain(progressMarker);
    expect(render(progressMarker)).toBe(progressMarker);
  });

  it('has one row an item, with its state alone in a cell', () => {
    expect(rows(comment).map(([state]) => state)).toEqual([
      '✅ verified',
      '❌ contradicted',
      '🟢 ready to tick',
      '⬜ open',
      '💬 claimed',
    ]);
  });

  it("has the item's words beside it", () => {
    expect(rows(comment).map(([, words]) => words)).toEqual([
      '<code>.github/workflows/ci.yml</code> has a matrix for both runners',
      '<code>gone.md</code> is there',
      'Matrix workflows run in parallel on both runners',
      'Something | else',
      'A thing',
    ]);
  });

  it('has the bar, the counts, and the time of the facts', () => {
    expect(comment).toContain('`█████████░░░░░░░░░░░░░░░` **40 %** proved: 2 of 5');
    expect(comment).toContain(
      '✅ 1 verified · 💬 1 claimed · ❌ 1 contradicted · 🟢 1 ready to tick · ⬜ 1 open',
    );
    expect(comment).toContain('<sub>Facts of 2025-11-01 11:00 UTC');
  });

  it('links to where evidence can be seen, and says since which commit', () => {
    const html = render(comment);
    expect(html).toContain(
      `<a href="https://github.test/o/r/blob/${'b'.repeat(40)}/.github/workflows/ci.yml#L4">`,
    );
    expect(html).toContain('<a href="https://github.test/o/r/actions/runs/1">the run</a>');
    expect(html).toContain(
      `since <a href="https://github.test/o/r/commit/${'c'.repeat(40)}"><code>ccccccc</code></a>`,
    );
  });

  it('says first what contradicts ticked items, cause by cause', () => {
    const broken = `- [x] Create \`.github/workflows/e2e.yml\`\n- [x] Test \`crun create\` in \`e2e.yml\`\n- [x] \`gone.md\` is there\n`;
    const body = asProgressComment(progressOf({ plan: broken, files: { 'e2e.yml': 'on: [push\n' } }));
    const [head = ''] = body.split('| State');
    expect(head.match(/^- ✗ .*$/gm)).toEqual([
      expect.stringMatching(
        /^- ✗ GitHub refuses `e2e\.yml`.*: “Create `\.github\/workflows\/e2e\.yml`” and 1 more$/,
      ),
      '- ✗ `gone.md` is not there: “`gone.md` is there”',
    ]);
    const fine = asProgressComment(progressOf({ plan: '- [x] Delete `gone.md`\n' }));
    expect(fine).not.toContain('not so');
  });

  it('explains what it read', () => {
    expect(comment).toContain(
      '<sub>read as: a job of `ci.yml` has a matrix over `proxmox` and `proxmox-runner0`</sub>',
    );
    expect(comment).toContain('nothing checks it: its words name nothing that can be checked');
  });

  it('draws jobs in parallel', () => {
    expect(comment).toContain(
      [
        '```mermaid',
        '%%{init: {"gantt": {"leftPadding": 144}}}%%',
        'gantt',
        '  title Jobs of one run of ci.yml by runner (UTC)',
        '  dateFormat x',
        '  axisFormat %H:%M:%S',
        '  section proxmox',
        `  Job build (proxmox) :${Date.parse(at(0))}, ${Date.parse(at(10))}`,
        '  section proxmox-runner0',
        `  Job build (proxmox-runner0) :${Date.parse(at(2))}, ${Date.parse(at(12))}`,
        '```',
      ].join('\n'),
    );
  });

  it('is not written again when nothing but the time of the facts has changed', () => {
    const later = (over: Partial<ProgressFacts>) =>
      asProgressComment(
        progressOf({
          plan,
          files,
          policy: twoRunnersPolicy,
          facts: { ...known, readAt: at(90), headSha: 'd'.repeat(40), ...over },
        }),
      );
    const previous = comment.replaceAll('\n', '\r\n');
    expect(keepUnchanged(previous, later({ headSha: known.headSha }))).toBe(previous);
    expect(keepUnchanged(previous, later({ runs: [] }))).not.toBe(previous);
  });
});

describe('a long plan', () => {
  const nasty = '@a |<b>`c`$d$ é漢 ';
  const long = (count: number, words: string, each = 20) =>
    `# Long\n${Array.from({ length: count }, (_, index) => `${index % each === 0 ? `## Part ${index / each} of many, each with a heading of its own\n` : ''}- [x] \`docs/page-${index}.md\` is there ${words}\n`).join('')}`;

  it.each([
    ['of 500 short items', 500, ''],
    ['of 500 long items', 500, 'and says what everybody has to know about it before they begin '.repeat(4)],
    ['of 500 items that need much escaping', 500, nasty.repeat(10)],
    ['of 500 items in another script', 500, '漢字'.repeat(150)],
    ['of 500 sections', 500, '', 1],
    ['of 500 sections with long items that need much escaping', 500, nasty.repeat(10), 1],
  ])('%s fits, with each item', (_, count, words, each = 20) => {
    const body = asProgressComment(progressOf({ plan: long(count, words, each), facts: facts() }));
    expect(utf8Length(body)).toBeLessThanOrEqual(65_536);
    const shown = rows(body);
    expect(shown).toHaveLength(count);
    expect(shown.every(([state, item]) => state === '❌ contradicted' && item?.includes('docs/page-'))).toBe(
      true,
    );
  });

  it('of 5,000 items says how many there is no room for', () => {
    const body = asProgressComment(progressOf({ plan: long(5_000, nasty), facts: facts() }));
    expect(utf8Length(body)).toBeLessThanOrEqual(65_536);
    expect(body).toMatch(/…and \d+ more that there is no room for/);
  });
});

describe('text from outside', () => {
  const attack = fc
    .array(
      fc.oneof(
        fc.constantFrom(
          '@octocat',
          '#1',
          'https://x.test/',
          '<img src=x onerror=alert(1)>',
          '<!--',
          '-->',
          '[a](b)',
          '![a](b)',
          '`',
          '``',
          '|',
          '\\',
          '$a$',
          '```mermaid',
          '%%{init}%%',
          '</td>',
          '&lt;',
          ':tada:',
          '~~',
          '**',
          'www.x.test',
          '\u202e',
        ),
        fc.string({ unit: 'binary', maxLength: 5 }),
      ),
      { maxLength: 10 },
    )
    .map((parts) => parts.join(' ').replace(/[\r\n]/g, ' '));

  it('never becomes an element, a mention or a link', () => {
    fc.assert(
      fc.property(attack, attack, attack, (words, name, url) => {
        const body = asProgressComment(
          progressOf({
            plan: `# ${words}\n## ${name}\n- [x] ${words}\n- [ ] Matrix workflows run in parallel on both runners\n## Dependencies\n- ${words} crun\n## Risks\n- ${name}\n`,
            files,
            policy: twoRunnersPolicy,
            tracking: { evidence: [{ item: 'no such item', kind: 'file-present', path: 'x' }] },
            facts: facts({
              runs: [
                run({
                  url: `https://github.test/${url}`,
                  jobs: twoRunners().map((one) => ({ ...one, name, url })),
                }),
              ],
            }),
          }),
        );
        const html = render(body);
        const elements = new Set([...html.matchAll(/<\/?([a-z]\w*)/gi)].map(([, element]) => element));
        const ours = [
          'h2',
          'h3',
          'p',
          'code',
          'strong',
          'em',
          'sub',
          'br',
          'table',
          'thead',
          'tbody',
          'tr',
          'th',
          'td',
          'pre',
          'ul',
          'li',
          'a',
          'span',
          'blockquote',
        ];
        expect([...elements].filter((element) => !ours.includes(element ?? ''))).toEqual([]);
        const links = [...html.matchAll(/<a href="([^"]*)"/g)].map(([, target]) => target);
        expect(links.filter((target) => !target?.startsWith('https://github.test/'))).toEqual([]);
        const readable = html.replace(/<(code|pre)>.*?<\/\1>/gs, '').replace(/<[^>]*>/g, '');
        expect(readable).not.toMatch(/@[\p{L}\p{N}]|(?<!&)#\d/u);
        expect(states.some((state) => body.includes(state))).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it('cannot leave its drawing', () => {
    const name = 'x:1,2\n```\n# free\nsection y; click a "b" %%{init}%%';
    const jobs = [
      job({ name }),
      job({ name: 'end', runnerName: 'proxmox-runner0', labels: ['proxmox-runner0'], start: 2, end: 12 }),
    ];
    const body = asProgressComment(
      progressOf({ plan, files, policy: twoRunnersPolicy, facts: facts({ runs: [run({ jobs })] }) }),
    );
    const drawing = /```mermaid\n(.*?)\n```/s.exec(body)?.[1]?.split('\n') ?? [];
    expect(drawing).toHaveLength(9);
    for (const line of drawing.slice(5))
      expect(line).toMatch(/^ {2}(?:section [\p{L}\p{N} ._/()+-]+|Job [\p{L}\p{N} ._/()+-]+ :\d+, \d+)$/u);
  });
});
