import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import type { Action } from '../../../src/core/action.ts';
import { must } from '../target.ts';

const bytes = (text: string): number => Buffer.byteLength(text);

/** Holds what is written to GitHub against GitHub's limits, and against what must not get through. */
export function checkActions(actions: readonly Action[]): void {
  for (const action of actions) {
    if (action.kind === 'complete-check-run') checkRun(action);
    else if (action.kind === 'keep-comment') {
      must(action.body.length <= 65_536, 'a comment is within 65,536 characters');
      must(action.body.includes(action.marker), 'a comment has its marker');
      checkText(action.body);
    }
  }
}

function checkRun({ output }: Extract<Action, { kind: 'complete-check-run' }>): void {
  must(output.title.length > 0 && output.title.length <= 255, 'a title is within 255 characters');
  for (const text of [output.summary, output.text ?? '']) {
    must(bytes(text) <= 65_535, 'summary and text are within 65,535 bytes');
    must(!text.includes('Rules that broke'), `no rule breaks: ${text.slice(0, 600)}`);
    checkText(text);
  }
  for (const { path, startLine, endLine, startColumn, endColumn, message, details } of output.annotations) {
    must(path !== '' && startLine >= 1 && endLine >= startLine, 'an annotation has a place');
    must(startColumn === undefined || (startLine === endLine && startColumn >= 1), 'columns are on one line');
    must((endColumn ?? 1) >= (startColumn ?? 1), 'columns are in order');
    must(bytes(message) <= 64 * 1024 && bytes(details ?? '') <= 64 * 1024, 'a message is within 64 KB');
    checkText(`${message}\n${details ?? ''}`);
  }
}

/** Nothing that acts on a terminal, reorders or hides; zero-width spaces are ours. */
export function checkText(text: string): void {
  const found = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff]|\p{Cs}/u.exec(
    text,
  );
  must(found === null, `${JSON.stringify(found?.[0])} is neutralised in ${around(text, found?.index ?? 0)}`);
}

interface Node {
  readonly type: string;
  readonly url?: string;
  readonly value?: string;
  readonly children?: readonly Node[];
}

const ours = /^(?:https:\/\/github\.test\/|#)/;

/** Markdown that people see has no image, no link to elsewhere, no mention and no HTML but ours. */
export function checkMarkdown(text: string): void {
  const visit = (node: Node): void => {
    must(
      !/^(?:image|imageReference|linkReference|definition|footnote)/.test(node.type),
      `there is no ${node.type}`,
    );
    if (node.type === 'link') must(ours.test(node.url ?? ''), `there is no link to ${node.url}`);
    if (node.type === 'text')
      must(!/(?<![\w`])@[a-z\d]/i.test(node.value ?? ''), `there is no mention in ${node.value}`);
    if (node.type === 'html') {
      const tags = /^(?:<!--[^<>]*-->|<\/?(?:sub|br|span|details|summary|b|s|del)>)*\s*$/i;
      must(
        tags.test((node.value ?? '').replace(/\s*\n\s*/g, '')),
        `there is no HTML but ours: ${node.value}`,
      );
    }
    for (const child of node.children ?? []) visit(child);
  };
  visit(fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }));
}

function around(text: string, at: number): string {
  return JSON.stringify(text.slice(Math.max(0, at - 60), at + 60));
}
