// Takes the README's pictures from the demo's page, in a real Chromium, light and dark: `npm run pictures`.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { findChromium, launchChromium } from '../test/demo/chromium.ts';

const folder = join(import.meta.dirname, '..', 'docs', 'images');

/** In pixels; what is taller is cut, as a reader of the README need not see it all. */
const tallest = 1400;

/** What is taken: the page it is on, how one gets to it from there, and the element. */
const pictures = [
  {
    name: 'check-run',
    open: (page: Page, repository: string) => page.goto(`${repository}/pull/107`),
    follow: 'Checks',
    element: 'section.file[aria-label$="proxmox_e2e.yml"]',
  },
  {
    name: 'progress',
    open: (page: Page, repository: string) => page.goto(`${repository}/issues/106`),
    element: '.comment:has(table)',
  },
] as const;

/** Starts the demo, and resolves with the address of its repository's page once all has been shown. */
async function startDemo(): Promise<{ demo: ChildProcess; repository: string }> {
  const demo = spawn(process.execPath, ['dist/demo.js', '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  const repository = new Promise<string>((resolve, reject) => {
    demo.stdout.setEncoding('utf8').on('data', (part: string) => {
      said += part;
      const [, address] = /See it as GitHub would show it: (\S+)/.exec(said) ?? [];
      const [, name] = /GitHub in a box, with (\S+):/.exec(said) ?? [];
      if (address !== undefined) resolve(`${address}/${name}`);
    });
    demo.once('exit', () => reject(new Error(`the demo ended: ${said}`)));
  });
  return { demo, repository: await repository };
}

const chromium = findChromium();
if (chromium.kind === 'missing') throw new Error(chromium.why);
mkdirSync(folder, { recursive: true });
const { demo, repository } = await startDemo();
const browser = await launchChromium(chromium);
try {
  for (const colorScheme of ['light', 'dark'] as const) {
    const page = await browser.newPage({ colorScheme, viewport: { width: 1000, height: 900 } });
    for (const picture of pictures) {
      await picture.open(page, repository);
      if ('follow' in picture) await page.getByRole('link', { name: picture.follow }).first().click();
      const box = await page.locator(picture.element).first().boundingBox();
      if (box === null) throw new Error(`${picture.name} is not on its page`);
      const clip = { ...box, height: Math.min(box.height, tallest) };
      await page.screenshot({
        path: join(folder, `${picture.name}-${colorScheme}.png`),
        fullPage: true,
        clip,
      });
    }
  }
} finally {
  await browser.close();
  demo.kill('SIGTERM');
}
