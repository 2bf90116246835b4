import fc from 'fast-check';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Picture } from '../../../src/core/progress/evidence/picture.ts';
import { parallelGantt } from '../../../src/core/progress/render/parallel-gantt.ts';
import { timeChart } from '../../../src/core/progress/render/time-chart.ts';
import type { GitHubBox } from '../../../src/demo/box/github-box.ts';
import { startGitHubBox } from '../../../src/demo/box/start-github-box.ts';
import { servePages } from '../../../src/demo/page/pages.ts';
import { findChromium, launchChromium } from '../chromium.ts';

const chromium = findChromium();
const why = chromium.kind === 'missing' ? ` (skipped: ${chromium.why})` : '';
const start = Date.parse('2026-11-23T12:00:00Z');
const minute = 60_000;

/** What stands between the fences. */
function source(markdown: string): string {
  return /^```mermaid\n([\s\S]*)\n```$/.exec(markdown)?.[1] ?? 'no drawing';
}

function gantt(names: readonly string[], workflow = '.github/workflows/ci.yml'): string {
  const jobs = names.map((name, index) => ({
    name,
    runner: index % 2 === 0 ? 'proxmox' : name,
    start: start + index * minute,
    end: start + (index + 10) * minute,
  }));
  return parallelGantt({ kind: 'parallel', workflow, url: 'https://github.test/o/r/actions/runs/1', jobs });
}

function chart(before: number, after: number, waiting: number): string {
  const summary = (median: number) => ({ count: 12, median: median * minute });
  const picture: Extract<Picture, { kind: 'time' }> = {
    kind: 'time',
    workflows: [],
    running: {
      before: summary(before),
      after: summary(after),
      fall: 0.35,
      interval: { low: 0.3, high: 0.4 },
    },
    queueing: { before: summary(waiting), after: summary(0) },
  };
  return timeChart(picture);
}

describe.skipIf(chromium.kind === 'missing')(`Mermaid's own parser and painter${why}`, () => {
  let box: GitHubBox;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    if (chromium.kind === 'missing') return;
    box = await startGitHubBox({ pages: servePages });
    browser = await launchChromium(chromium);
    page = await browser.newPage();
  });
  afterAll(async () => {
    await browser?.close();
    await box?.close();
  });

  /** What Mermaid has against the drawings, one by one; empty where it takes one. */
  async function faults(drawings: readonly string[]): Promise<string[]> {
    await page.goto(`${box.url}/-/drawing.html`);
    // As text: what runs in the page is none of the test's own code.
    return page.evaluate(`(async () => {
      const { default: mermaid } = await import('/-/mermaid/mermaid.esm.min.mjs');
      const found = [];
      for (const text of ${JSON.stringify(drawings)}) {
        found.push(await mermaid.parse(text).then(() => '', (error) => error + '\\n' + text));
      }
      return found;
    })()`);
  }

  it('take what is drawn, and refuse what is wrong', async () => {
    const good = [gantt(['build', 'test']), chart(20, 13, 0), chart(20, 13, 2), chart(0.01, 900, 0.2)].map(
      source,
    );
    expect(await faults(good)).toEqual(good.map(() => ''));
    const bad = good.map((text) => `${text}\n  nonsense [`);
    expect((await faults(bad)).filter((one) => one === '')).toEqual([]);
  });

  it('take a drawing whatever its jobs and runners are called', async () => {
    const word = fc.oneof(
      fc.constantFrom(
        'end',
        'done',
        'section x',
        'crit',
        'active',
        'after a',
        'click a',
        ':::',
        '%%{init}%%',
        '#',
        ';',
        '"',
        '`',
        '```',
        '\n',
        '--',
        '<b>',
        '[',
        '{',
        '()',
        'é',
        '漢字',
        '🚀',
        '$x$',
        '1, 2',
      ),
      fc.string({ maxLength: 12 }),
    );
    const name = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' '));
    const names = fc.sample(fc.array(name, { minLength: 1, maxLength: 4 }), { numRuns: 150, seed: 106 });
    const workflow = fc.sample(name, { numRuns: 150, seed: 6 });
    const drawings = names.map((some, index) => source(gantt(some, workflow[index])));
    expect((await faults(drawings)).filter((one) => one !== '')).toEqual([]);
  });

  it('draw a comment on its page, with the source behind each drawing', async () => {
    const repo = await box.createRepository({ owner: 'acme', name: 'tool', roles: { mira: 'admin' } });
    const body = [gantt(['build (proxmox)', 'test']), chart(20, 13, 2), '```mermaid\nnonsense [\n```'].join(
      '\n\n',
    );
    const issue = repo.openIssue({ title: 'Sprint', author: 'mira', body });
    await page.goto(`${box.url}/acme/tool/issues/${issue}`);
    await expect.poll(() => page.locator('[data-drawn], [data-fault]').count(), { timeout: 30_000 }).toBe(3);
    const drawn = await page.evaluate(
      `[...document.querySelectorAll('.drawing')].map((one) => one.dataset.drawn ?? 'not')`,
    );
    expect(drawn).toEqual(['yes', 'yes', 'not']);
    const texts = await Promise.all(
      page
        .frames()
        .slice(1)
        .map((frame) => frame.locator('#drawing').textContent()),
    );
    expect(texts[0]).toContain('Job build (proxmox)');
    expect(texts[1]).toContain('running before');
    expect(await page.locator('.drawing details pre').first().textContent()).toContain('dateFormat x');
  });
});
