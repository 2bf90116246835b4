import { type Command, forEachChild, type ParsedScript, type SyntaxNode, type Word } from 'unbash';
import { shells } from './wrappers.ts';

/** Commands that read a script. */
const readers: ReadonlySet<string> = new Set([...shells, 'source', '.']);
/** Commands that pass a command on. */
const passing: ReadonlySet<string> = new Set(['exec', 'sudo', 'env', 'timeout', 'xargs', 'nohup', 'time']);
const deepest = 200;

/** What a script names: files that it may run, and directories that it goes to. */
export interface ScriptReferences {
  readonly files: ReadonlySet<string>;
  readonly directories: ReadonlySet<string>;
}

/**
 * The files that a script's commands may run, by the literal end of the word that names them (`./e2e.sh`, the `/lib.sh`
 * of `"$DIR/lib.sh"`). A look at the grammar alone, without following variables: it says where following pays.
 */
export function scriptReferences(parsed: ParsedScript): ScriptReferences {
  const found = { files: new Set<string>(), directories: new Set<string>() };
  collect(parsed, found, 0);
  return found;
}

// Each part is bounded: what is longer than that is no word that a person wrote, and time stays in proportion.
const readerWord = `(?<![\\w.-])(?:${[...readers].filter((name) => name !== '.').join('|')})(?=[\\s"'])`;
const dot = '(?:^|[\\s;&|(){}])\\.(?=\\s)';
const passingWord = `(?<![\\w.-])(?:${[...passing].join('|')})(?=[\\s"'])[^\\n]{0,1000}?/`;
const commandPlace = '(?:^|[;&|(){}!`]|(?<![\\w-])(?:then|do|else|elif|if|while|until)(?=\\s))[ \\t]{0,200}';
const assigned = '[A-Za-z_]\\w{0,99}\\+?=(?:"[^"\\n]{0,300}"|\'[^\'\\n]{0,300}\'|[^\\s"\']){0,300}';
const redirected = '\\d{0,9}[<>]{1,3}&?[ \\t]{0,99}[^\\s<>]{1,300}';
const beforeName = `(?:(?:${assigned}|${redirected})[ \\t]{1,99}){0,9}`;
const namedPath = '(?:["\'][^"\'\\n]{0,200}/|["\']?(?:\\$\\(|`)|(?!/)[^\\s;&|()<>]{0,200}/)';
const mayRefer = new RegExp(
  `\\bg?make\\b|${readerWord}|${dot}|${passingWord}|${commandPlace}${beforeName}${namedPath}`,
  'm',
);

/** Whether a script may name any file, seen without parsing it: where this says no, `scriptReferences` finds none. */
export function mayReferToFiles(script: string): boolean {
  return mayRefer.test(script);
}

function collect(
  node: SyntaxNode,
  found: { readonly files: Set<string>; readonly directories: Set<string> },
  depth: number,
): void {
  if (depth > deepest || isPlain(node)) return;
  if (node.type === 'Command') {
    for (const word of referringWords(node)) found.files.add(word);
    const [target] = node.name?.value === 'cd' || node.name?.value === 'pushd' ? node.args : [];
    if (target?.type === 'Word') found.directories.add(literalEnd(target));
    if (node.name?.value === 'make')
      for (const arg of node.args) if (arg.type === 'Word') found.directories.add(literalEnd(arg));
  }
  forEachChild(node, (child) => collect(child, found, depth + 1));
}

function* referringWords(command: Command): Generator<string> {
  const { name } = command;
  if (name === undefined) return;
  const first = literalEnd(name);
  if (first.includes('/') && !isAbsolute(name)) yield first;
  if (first === 'make' || first === 'gmake') yield 'Makefile';
  const reader = first.slice(first.lastIndexOf('/') + 1);
  const isReader = readers.has(reader);
  if (!isReader && !passing.has(reader)) return;
  for (const arg of command.args) {
    if (arg.type !== 'Word' || isAbsolute(arg)) continue;
    // A script in quotes (`bash -c '…'`) names what it names.
    for (const part of literalEnd(arg).split(/\s+/))
      if (/^[\w.+@/-]+$/.test(part) && !part.startsWith('-') && (isReader || part.includes('/'))) yield part;
  }
}

/** Whether a word is a path from the root of the machine, where no file of the repository is. */
function isAbsolute(word: Word): boolean {
  return word.text.startsWith('/');
}

/** Whether a part of a command runs nothing itself: its parts need not be worked out. */
function isPlain(node: SyntaxNode): boolean {
  switch (node.type) {
    case 'Word':
    case 'Assignment':
    case 'HereDocBody':
      return !node.text.includes('(') && !node.text.includes('`');
    default:
      return false;
  }
}

/** The text of a word behind its last expansion. */
function literalEnd(word: Word): string {
  if (!/[$`"'\\{]/.test(word.text)) return word.text;
  if (word.parts === undefined) return word.value;
  let end = '';
  for (const part of word.parts) {
    if (part.type === 'Literal' || part.type === 'SingleQuoted') end += part.value;
    else if (part.type === 'DoubleQuoted')
      for (const child of part.parts) end = child.type === 'Literal' ? end + child.value : '';
    else end = '';
  }
  return end;
}
