import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { demoFolder } from '../checkout.ts';

/** What is sent for an address. */
export interface PageAnswer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  readonly location?: string;
  /** The content security policy, where it is not that of a page. */
  readonly policy?: string;
}

const common = "base-uri 'none'; form-action 'none'";

/** Nothing from elsewhere, no script but ours: what a repository writes can't do anything here. */
export const pagePolicy = `default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; frame-src 'self'; ${common}; frame-ancestors 'none'`;

/** A drawing has its styles within it: it stands in a frame, away from the page. */
const drawingPolicy = `default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self'; ${common}; frame-ancestors 'self'`;

const assets: Readonly<Record<string, string>> = {
  'style.css': 'text/css; charset=utf-8',
  'live.js': 'text/javascript; charset=utf-8',
  'drawings.js': 'text/javascript; charset=utf-8',
  'drawing.js': 'text/javascript; charset=utf-8',
  'drawing.html': 'text/html; charset=utf-8',
  'icon.svg': 'image/svg+xml',
};

/** A file that the pages are made of; Mermaid's own files come from its package. */
export function assetAt(path: string): PageAnswer | undefined {
  if (!path.startsWith('/-/')) return undefined;
  const name = path.slice('/-/'.length);
  const module = /^mermaid\/((?:chunks\/mermaid\.esm\.min\/)?[\w-][\w.-]*\.mjs)$/.exec(name)?.[1];
  if (module !== undefined) return mermaidModule(module);
  const type = Object.hasOwn(assets, name) ? assets[name] : undefined;
  if (type === undefined) return undefined;
  const body = readFileSync(join(demoFolder('page'), 'assets', name), 'utf8');
  return { status: 200, type, body, ...(name === 'drawing.html' && { policy: drawingPolicy }) };
}

function mermaidModule(name: string): PageAnswer | undefined {
  try {
    const folder = dirname(fileURLToPath(import.meta.resolve('mermaid')));
    const body = readFileSync(join(folder, name), 'utf8');
    return { status: 200, type: 'text/javascript; charset=utf-8', body };
  } catch {
    return undefined;
  }
}
