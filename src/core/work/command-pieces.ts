import type { CommandPlace } from '../shell/command-places.ts';
import type { ShellCommand, ShellWord } from '../shell/model.ts';
import type { Span } from '../source/source-text.ts';
import { putAssigned } from './assigned-texts.ts';
import { familyOf, plainWords } from './command-name.ts';
import { type Install, installOf } from './install.ts';
import { otherTree } from './other-tree.ts';
import { tellingOf } from './quiet-commands.ts';
import { type Assigned, assignedIn, exportedBy, handedOn, writtenFile } from './script-effects.ts';
import type { Telling } from './work.ts';

/** A piece before its step's condition and variables are put in. */
export interface PieceDraft {
  readonly key: string;
  readonly mark: string;
  readonly family: string;
  readonly telling: Telling;
  readonly what: string;
  readonly span: Span;
  /** The variables that the script sets for it. */
  readonly own?: ReadonlyMap<string, string>;
  /** Its failure doesn't fail the script. */
  readonly lenient?: true;
  /** What the script asks before it runs it. */
  readonly guards?: readonly string[];
}

/** What a script does, and what its installs put into the job's setting. */
export interface ScriptWork {
  readonly drafts: readonly PieceDraft[];
  readonly pins: ReadonlyMap<string, string>;
  readonly libraries: ReadonlySet<string>;
  readonly system: ReadonlySet<string>;
  /** The variables that it hands on to later steps. */
  readonly exports: ReadonlyMap<string, string>;
  /** Another tree than the commit at hand that it checks out. */
  readonly tree?: string;
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
  /** The variables that are set for it alone, as `name=value`. */
  readonly variables?: readonly string[];
  readonly place?: CommandPlace;
}

/** The commands of a shell script. Not as the shell model has them: those keep hold of the whole script. */
export function writtenCommands(
  commands: readonly ShellCommand[],
  assigned: ReadonlyMap<string, string>,
): WrittenCommand[] {
  return commands.map(({ words, span, assignments, place }) => {
    const written = words.map(textOfWord);
    const known = written.map((word) => putAssigned(word, assigned));
    const variables = assignments.map(({ name, value }) => `${name}=${value ? textOfWord(value) : ''}`);
    return {
      words: written,
      known: known.every((word, at) => word === written[at]) ? written : known,
      span,
      ...(variables.length > 0 && { variables: variables.map((text) => putAssigned(text, assigned)) }),
      ...(place && { place }),
    };
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
  const system = new Set<string>();
  const exports = new Map<string, string>();
  const trees: string[] = [];
  let exported: readonly Assigned[] = [];
  let here = directory;
  for (const command of commands) {
    const { known, place = nowhere } = command;
    const plain = plainWords(command.words);
    const file = writtenFile(plain, place);
    const telling = file === undefined ? tellingOf(plain) : 'setup';
    const put = (word: string) => resolve(word, telling);
    const words = plainWords(known.map(put).filter((word) => word !== ''));
    if (words[0] === 'cd' || words[0] === 'pushd') here = enter(here, words[1]);
    for (const [name, text] of handedOn(words, place)) exports.set(name, text);
    trees.push(...otherTree(words));
    const more = exportedBy(words);
    if (more.length > 0) exported = [...exported, ...more].slice(-mostExported);
    const install = installOf(words);
    for (const [name, version] of install?.pins ?? []) pins.set(name, version);
    for (const library of install?.libraries ?? []) libraries.add(library);
    for (const name of install?.system ?? []) system.add(name);
    const around = {
      mark: plain.join(' '),
      telling,
      here,
      ...surroundings(command, { telling, exported, put }),
    };
    if (install !== undefined) drafts.push(...installDrafts(install, around));
    else drafts.push(commandDraft(command, { ...around, words, file, put }));
  }
  return { drafts, pins, libraries, system, exports, ...(trees.length > 0 && { tree: trees.join(', ') }) };
}

/** Who exports more than these is generated: the last ones count. */
const mostExported = 64;

type Around = Omit<PieceDraft, 'key' | 'family' | 'what'> & { readonly here: string };

function installDrafts({ manager, packages }: Install, { here, ...around }: Around): PieceDraft[] {
  return (packages.length > 0 ? packages : ['']).map((name) => {
    const what = `${manager} install ${name}`.trim();
    return { ...around, key: `${here}$ ${what}`, family: `${manager} install`, telling: 'setup', what };
  });
}

interface OneCommand extends Around {
  readonly words: readonly string[];
  readonly file: string | undefined;
  put(text: string): string;
}

function commandDraft(
  { words: written, place }: WrittenCommand,
  { here, words, file, put, ...around }: OneCommand,
): PieceDraft {
  const input = place?.input === undefined || place.input === '/dev/null' ? [] : ['<', put(place.input)];
  const files = [...input, ...(file === undefined ? [] : ['>', file])];
  const family = file === undefined ? familyOf(words) : `write ${file}`;
  const key = `${here}$ ${[...words, ...files].join(' ')}`;
  return { ...around, key, family, what: brief([...written, ...files].join(' ')) };
}

interface Telltale {
  readonly telling: Telling;
  readonly exported: readonly Assigned[];
  put(text: string): string;
}

/** What a command runs with and under; chatter runs anyhow. */
function surroundings(
  command: WrittenCommand,
  { telling, exported, put }: Telltale,
): Pick<PieceDraft, 'span' | 'own' | 'lenient' | 'guards'> {
  const { span, place = nowhere } = command;
  if (telling === 'upkeep') return { span };
  const own = ownOf(command, exported, put);
  return {
    span,
    ...(own.size > 0 && { own }),
    ...(telling === 'work' && place.lenient && { lenient: place.lenient }),
    ...(telling === 'work' && place.guards.length > 0 && { guards: place.guards.map(put) }),
  };
}

const nowhere: CommandPlace = { guards: [] };
const none: ReadonlyMap<string, string> = new Map();

/** The variables that a script sets for a command: by words before it, or by an `export` that it doesn't name itself. */
function ownOf(
  { words, variables = [] }: WrittenCommand,
  exported: readonly Assigned[],
  put: (text: string) => string,
): ReadonlyMap<string, string> {
  if (exported.length === 0 && variables.length === 0) return none;
  const isNamed = (name: string) =>
    words.some((word) => word.includes(`$${name}`) || word.includes(`{${name}`));
  const inherited = exported.filter(([name]) => !isNamed(name));
  return new Map([...inherited, ...assignedIn(variables.map(put))]);
}

function textOfWord(word: ShellWord): string {
  return (word.value ?? word.raw.replace(/["']/g, '')).replace(/\\?\r?\n\s*/g, ' ').trim();
}

/** The directory that `cd` leads to. */
function enter(here: string, target: string | undefined): string {
  if (target === undefined || target === '~') return '~';
  if (isInCheckout(target)) return joinPath('', target);
  return /^[/~$]/.test(target) ? target : joinPath(here, target);
}

// https://docs.github.com/en/actions/reference/variables-reference: GITHUB_WORKSPACE
const checkout = /^(?:\$\{\{\s*github\.workspace\s*\}\}|\$GITHUB_WORKSPACE|\$\{GITHUB_WORKSPACE\})(?=\/|$)/;

function isInCheckout(path: string): boolean {
  return checkout.test(path);
}

/** A path below a directory, without `.` and `..`; empty for the checkout itself. */
export function joinPath(directory: string, path: string): string {
  if (isInCheckout(path)) return joinPath('', path.replace(checkout, '.'));
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
