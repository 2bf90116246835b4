import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
];

/** A Chromium to test with, or why there is none and how to get one. */
export type ChromiumFound =
  | { readonly kind: 'found'; readonly path: string }
  | { readonly kind: 'missing'; readonly why: string };

/** The Chromium that CHROMIUM_PATH names, or one in a usual place; throws where CI_WARDEN_REQUIRE_ALL=1 and there is none. */
export function findChromium(): ChromiumFound {
  const path = [process.env.CHROMIUM_PATH ?? '', ...usualPlaces].find((one) => one !== '' && existsSync(one));
  if (path !== undefined) return { kind: 'found', path };
  const why = 'Chromium is not installed: `apt-get install chromium` (or the like), or set CHROMIUM_PATH';
  if (process.env.CI_WARDEN_REQUIRE_ALL === '1') throw new Error(why);
  return { kind: 'missing', why };
}

/** Starts it without a window. */
export function launchChromium({ path }: ChromiumFound & { kind: 'found' }): Promise<Browser> {
  // Its sandbox can't be had by root, as whom containers run tests.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath: path, args });
}
