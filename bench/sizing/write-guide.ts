import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { asMarkdown, type Measured } from './as-markdown.ts';

const guide = resolve(import.meta.dirname, '../../docs/deploy.md');
const [begin, end] = ['<!-- measured:sizing -->', '<!-- /measured:sizing -->'];

/** docs/deploy.md with the figures that were kept of the last measurement, and what follows from them. */
export async function guideWithFigures(): Promise<string> {
  const kept = await readFile(resolve(import.meta.dirname, 'measured.json'), 'utf8');
  const document = await readFile(guide, 'utf8');
  const [before, after] = [document.split(begin)[0], document.split(end)[1]];
  if (before === undefined || after === undefined) throw new Error(`${guide} has no place for the figures`);
  return `${before}${begin}\n${asMarkdown(JSON.parse(kept) as Measured)}\n${end}${after}`;
}

/** Puts the figures into docs/deploy.md. */
export async function writeGuide(): Promise<void> {
  await writeFile(guide, await guideWithFigures());
}
