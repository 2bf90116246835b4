import type { ShellCommand, ShellWord } from '../shell/model.ts';
import type { Span } from '../source/source-text.ts';
import { putAssigned } from './assigned-texts.ts';
import { familyOf, plainWords } from './command-name.ts';
import { installOf } from './install.ts';
import { tellingOf } from './quiet-commands.ts';
import type { Telling } from './work.ts';

/** A piece before its step's condition and variables are put in. */
export interface PieceDraft {
  readonly key: string;
  readonly mark: string;
  readonly family: string;
  readonly telling: Telling;
  readonly what: string;
  readonly span: Span;
}

/** What a script does, and what its installs put into the job's setting. */
export interface ScriptWork {
  readonly drafts: readonly PieceDraft[];
  readonly pins: ReadonlyMap<string, string>;
  readonly libraries: ReadonlySet<string>;
}

/** Where a script begins, and what puts known values into its texts. */
export interface ScriptPlace {
  readonly directory: string;
  resolve(text: string, telling: Telling): string;
}

/** A command as written, wrappers off. */
export interface WrittenCommand {
  readonly words: readonly string[];
  /** The same with what the script sets its variables to. */
  readonly known: readonly string[];
  readonly span: Span;
}

/** The commands of a shell script. Not as the shell model has them: those keep hold of the whole script. */
export function writtenCommands(
  commands: readonly ShellCommand[],
  assigned: ReadonlyMap<string, string>,
): WrittenCommand[] {
  return commands.map(({ words, span }) => {
    const written = words.map(textOfWord);
    const known = written.map((word) => putAssigned(word, assigned));
    return { words: written, known: known.every((word, at) => word === written[at]) ? written : known, span };
  });
}

/** The pieces of a script: each command where it runs, installs package by package. */
export function piecesOf(
  commands: readonly WrittenCommand[],
  { directory, resolve }: ScriptPlace,
): ScriptWork {
  const drafts: PieceDraft[] = [];
  const pins = new Map<string, string>();
  const libraries = new Set<string>();
  let here = directory;
  for (const { words: written, known, span } of commands) {
    const plain = plainWords(written);
    const mark = plain.join(' ');
    const telling = tellingOf(plain);
    const words = plainWords(known.map((word) => resolve(word, telling)).filter((word) => word !== ''));
    if (words[0] === 'cd' || words[0] === 'pushd') here = enter(here, words[1]);
    const install = installOf(words);
    for (const [name, version] of install?.pins ?? []) pins.set(name, version);
    for (const library of install?.libraries ?? []) libraries.add(library);
    if (install === undefined) {
      const key = `${here}$ ${words.join(' ')}`;
      drafts.push({ key, mark, family: familyOf(words), telling, what: brief(written.join(' ')), span });
    } else
      for (const name of install.packages.length > 0 ? install.packages : ['']) {
        const what = `${install.manager} install ${name}`.trim();
        const family = `${install.manager} install`;
        drafts.push({ key: `${here}$ ${what}`, mark, family, telling: 'setup', what, span });
      }
  }
  return { drafts, pins, libraries };
}

function textOfWord(word: ShellWord): string {
  return (word.value ?? word.raw.replace(/["']/g, '')).replace(/\\?\r?\n\s*/g, ' ').trim();
}

/** The directory that `cd` leads to. */
function enter(here: string, target: string | undefined): string {
  if (target === undefined || target === '~') return '~';
  return /^[/~$]/.test(target) ? target : joinPath(here, target);
}

/** A path below a directory, without `.` and `..`; empty for the checkout itself. */
export function joinPath(directory: string, path: string): string {
  const parts: string[] = [];
  for (const part of `${directory}/${path}`.split('/').slice(directory === '' ? 1 : 0)) {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '.' && (part !== '' || parts.length === 0)) parts.push(part);
  }
  return parts.join('/').replace(/^\/$/, '');
}

/** A text short enough for a message. */
export function brief(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
