import { type Command, forEachChild, parse, type Redirection, type SyntaxNode } from 'unbash';
import type { Span } from '../source/source-text.ts';
import type { ScalarNode } from '../workflow/model.ts';

/** A text that a script hands to a command on its standard input. */
export interface HereDocument {
  /** The program that reads it; empty where a loop or a group does. */
  readonly program: string;
  /** The file that it is written into, as written; empty where it goes to a program. */
  readonly file: string;
  /** Without its indentation and blank lines. */
  readonly text: string;
  readonly span: Span;
}

/** The here-documents and here-strings of a script, in order. */
export function hereDocuments(script: ScalarNode): HereDocument[] {
  if (!script.text.includes('<<')) return [];
  const found: HereDocument[] = [];
  const visit = (node: SyntaxNode): void => {
    if (node.type === 'Command') for (const redirect of node.redirects) add(redirect, node, node.redirects);
    if (node.type === 'Redirected')
      for (const redirect of node.redirects) add(redirect, undefined, node.redirects);
    forEachChild(node, visit);
  };
  const add = (redirect: Redirection, command: Command | undefined, all: readonly Redirection[]): void => {
    const text = textOf(redirect);
    if (text === undefined) return;
    const words = [command?.name, ...(command?.args ?? [])].map((word) =>
      word === undefined ? '' : script.text.slice(word.pos, word.end),
    );
    const span = script.locate(redirect.pos, redirect.end);
    const [program = '', ...operands] = words.filter((word) => word !== '' && word !== 'sudo');
    const file =
      program === 'tee' ? (operands.find((word) => !word.startsWith('-')) ?? '') : writtenBy(all, script);
    found.push({ program, file: file.replace(/["']/g, ''), text, span });
  };
  visit(parse(script.text));
  return found;
}

function writtenBy(redirects: readonly Redirection[], { text }: ScalarNode): string {
  for (const redirect of redirects)
    if (redirect.type === 'Redirect' && redirect.operator.includes('>') && redirect.target !== undefined)
      return text.slice(redirect.target.pos, redirect.target.end);
  return '';
}

function textOf(redirect: Redirection): string | undefined {
  if (redirect.type === 'HereDoc') return plain(redirect.body.text);
  return redirect.type === 'HereString' ? plain(redirect.target?.value ?? '') : undefined;
}

function plain(text: string): string {
  const lines = text.split('\n').map((line) => line.trim().replace(/\s+/g, ' '));
  return lines.filter((line) => line !== '').join('\n');
}
