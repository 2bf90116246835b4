import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BoxRepository } from '../../../src/demo/box/box-repository.ts';
import type { GitHubBox } from '../../../src/demo/box/github-box.ts';
import { startGitHubBox } from '../../../src/demo/box/start-github-box.ts';
import { servePages } from '../../../src/demo/page/pages.ts';
import { asInstallation } from '../box/clients.ts';
import { findChromium, launchChromium } from '../chromium.ts';

const workflow =
  'name: CI\non: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - run: make test\n';
const where = { owner: 'acme', repo: 'tool' };
const evil = '<img src=x onerror="document.title=1"> **bold** @mira <script>document.title=2</script>';
const chromium = findChromium();
const why = chromium.kind === 'missing' ? ` (skipped: ${chromium.why})` : '';

let box: GitHubBox;
let tool: BoxRepository;
let github: ReturnType<typeof asInstallation>;
let number: number;

beforeAll(async () => {
  box = await startGitHubBox({ pages: servePages });
  tool = await box.createRepository({
    owner: 'acme',
    name: 'tool',
    files: { 'README.md': 'Tool\n' },
    roles: { mira: 'admin' },
  });
  github = asInstallation(box, 'acme');
  const sha = await tool.push(
    'topic',
    { '.github/workflows/ci.yml': workflow },
    { by: 'mira', message: 'A <b>pipeline</b>' },
  );
  const pull = await tool.openPullRequest({
    title: 'A pipeline & more',
    head: 'topic',
    author: 'mira',
    body: evil,
  });
  number = pull.issue.number;
  await check(sha, 'failure');
  const comment = tool.comment(number, 'mira', '/ci-audit');
  await github.request('POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions', {
    ...where,
    comment_id: comment.id,
    content: 'eyes',
  });
});
afterAll(() => box.close());

function check(sha: string, conclusion: 'failure' | 'success') {
  return github.request('POST /repos/{owner}/{repo}/check-runs', {
    ...where,
    name: 'ci-warden',
    head_sha: sha,
    conclusion,
    output: {
      title: '1 error introduced',
      summary: `### Introduced\n\n${evil}`,
      text: '| a | b |\n|---|---|\n| 1 | 2 |',
      annotations: [
        {
          path: '.github/workflows/ci.yml',
          start_line: 5,
          end_line: 5,
          start_column: 14,
          end_column: 27,
          annotation_level: 'failure',
          title: 'a-rule',
          message: 'What is <wrong> here',
        },
      ],
    },
  });
}

describe('the pages', () => {
  const get = async (path: string) => {
    const answer = await fetch(`${box.url}${path}`, { redirect: 'manual' });
    return { status: answer.status, headers: answer.headers, body: await answer.text() };
  };

  it('lead from the root to the first repository', async () => {
    expect((await get('/')).headers.get('location')).toBe('/acme/tool/pulls');
  });

  it("are at GitHub's addresses, which the API gives", async () => {
    const { data: pull } = await github.request('GET /repos/{owner}/{repo}/pulls/{pull_number}', {
      ...where,
      pull_number: number,
    });
    const [run] = await tool.checkRuns('topic');
    const addresses = [pull.html_url, `${pull.html_url}/files`, `${pull.html_url}/checks`];
    const { data } = await github.request('GET /repos/{owner}/{repo}/check-runs/{check_run_id}', {
      ...where,
      check_run_id: run?.id ?? 0,
    });
    const blob = `${box.url}/acme/tool/blob/${await tool.sha('topic')}/.github/workflows/ci.yml`;
    for (const address of [...addresses, `${data.html_url}`, blob]) {
      expect([address, (await fetch(address)).status]).toEqual([address, 200]);
    }
  });

  it('forbid everything from elsewhere, and escape what a repository says', async () => {
    const { headers, body } = await get(`/acme/tool/pull/${number}`);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(body).toContain('A pipeline &amp; more');
    expect(body).toContain('A &lt;b&gt;pipeline&lt;/b&gt;');
    expect(body).not.toMatch(/<img src=x|<script>document/);
  });

  it.each([
    '/acme/none',
    '/acme/tool/pull/99',
    '/acme/tool/issues/99',
    '/acme/tool/runs/1',
    '/acme/tool/blob/main/none',
    '/-/none',
  ])('are 404 where there is nothing: %s', async (path) => {
    expect((await get(path)).status).toBe(404);
  });

  it("don't fall over strange addresses", async () => {
    expect((await get('/%E0%A4%A')).status).toBe(404);
    expect((await get('/acme/tool/blob/main/..%2f..%2fetc/passwd')).status).toBe(404);
  });
});

describe.skipIf(chromium.kind === 'missing')(`the pages in Chromium${why}`, () => {
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  const troubles: string[] = [];

  beforeAll(async () => {
    if (chromium.kind === 'missing') return;
    browser = await launchChromium(chromium);
    context = await browser.newContext({ viewport: { width: 1200, height: 900 } });
    page = await context.newPage();
    page.on('console', (message) => {
      if (message.type() === 'error') troubles.push(message.text());
    });
    page.on('pageerror', (error) => troubles.push(error.message));
    page.on('request', (request) => {
      if (!request.url().startsWith(box.url)) troubles.push(`asked ${request.url()}`);
    });
  });
  afterAll(() => browser?.close());

  const open = (path: string) => page.goto(`${box.url}/acme/tool${path}`);

  it('list the pull requests with what their check says', async () => {
    await open('/pulls');
    await page.getByRole('link', { name: '1 error introduced' }).waitFor();
    await page.getByRole('link', { name: 'A pipeline & more' }).click();
    await page.waitForURL(`**/pull/${number}`);
  });

  it('show the conversation, with Markdown rendered and nothing that could act', async () => {
    await open(`/pull/${number}`);
    expect(await page.getByRole('article').count()).toBe(2);
    expect(await page.locator('.markdown strong').first().textContent()).toBe('bold');
    expect(await page.locator('.mention').first().textContent()).toBe('@mira');
    expect(await page.locator('.markdown img, .markdown script').count()).toBe(0);
    expect(await page.title()).toContain('A pipeline & more');
    expect(await page.getByRole('img', { name: 'eyes' }).isVisible()).toBe(true);
    expect(await page.getByRole('heading', { name: 'Some checks were not successful' }).isVisible()).toBe(
      true,
    );
  });

  it('show the check run, with its annotation below the line that it is about', async () => {
    await open(`/pull/${number}/checks`);
    expect(await page.getByRole('heading', { name: '1 error introduced' }).isVisible()).toBe(true);
    expect(await page.getByRole('cell', { name: '2', exact: true }).count()).toBeGreaterThan(0);
    const line = await page.locator('#L5').boundingBox();
    const next = await page.locator('#L6').boundingBox();
    const box = await page.getByRole('complementary', { name: 'Check failure on line 5' }).boundingBox();
    expect(await page.locator('mark.failure').textContent()).toBe('ubuntu-latest');
    expect(box?.y).toBeGreaterThanOrEqual((line?.y ?? 0) + (line?.height ?? 0));
    expect(next?.y).toBeGreaterThanOrEqual((box?.y ?? 0) + (box?.height ?? 0));
  });

  it('show the annotation in the changed file, too', async () => {
    await open(`/pull/${number}/files`);
    const file = page.getByRole('region', { name: '.github/workflows/ci.yml', exact: true });
    expect(await file.getByText('What is <wrong> here').isVisible()).toBe(true);
    expect(await file.locator('.line.added').count()).toBe(workflow.trim().split('\n').length);
  });

  it('show what comes, without a reload', async () => {
    await open(`/pull/${number}`);
    await page.evaluate('globalThis.stays = true');
    tool.comment(number, 'mira', 'Another word');
    await page.getByText('Another word').waitFor();
    expect(await page.evaluate('globalThis.stays')).toBe(true);
  });

  it('can be read in the light and in the dark', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      for (const path of ['/pulls', `/pull/${number}`, `/pull/${number}/checks`, `/pull/${number}/files`]) {
        await open(path);
        const weak = await page.evaluate(weakTexts);
        expect([colorScheme, path, weak]).toEqual([colorScheme, path, []]);
      }
    }
    await page.emulateMedia({ colorScheme: null });
  });

  it('fit a telephone', async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    for (const path of ['/pulls', `/pull/${number}`, `/pull/${number}/checks`, `/pull/${number}/files`]) {
      await open(path);
      expect([path, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([path, 360]);
    }
    await page.setViewportSize({ width: 1200, height: 900 });
  });

  it('can be used with the keyboard', async () => {
    await open('/pulls');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to content');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('main');
  });

  it('had no trouble, and asked nothing of elsewhere', () => {
    expect(troubles).toEqual([]);
  });
});

/** In the page: the texts whose contrast with what is behind them is less than WCAG's 4.5 (3 where they are large). */
const weakTexts = `(() => {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const pixel = (layers) => {
    canvas.clearRect(0, 0, 1, 1);
    for (const colour of layers) {
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
    }
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const light = (rgb) => {
    const [r, g, b] = rgb.map((value) => value / 255).map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    const layers = [];
    for (let one = element; one; one = one.parentElement) layers.unshift(getComputedStyle(one).backgroundColor);
    return ['Canvas', ...layers];
  };
  const weak = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    const text = walker.currentNode.textContent.trim();
    if (text === '' || !element.checkVisibility() || element.closest('.hidden, .skip')) continue;
    const style = getComputedStyle(element);
    const layers = behind(element);
    const [a, b] = [light(pixel([...layers, style.color])), light(pixel(layers))].sort((x, y) => y - x);
    const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && Number(style.fontWeight) >= 700);
    const contrast = (a + 0.05) / (b + 0.05);
    if (contrast < (large ? 3 : 4.5)) weak.push(text.slice(0, 30) + ' ' + contrast.toFixed(2));
  }
  return weak;
})()`;
