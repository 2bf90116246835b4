import type { AndOr, Command, CompoundList, If, ParsedScript, PipelineNode, Redirection, Word } from 'unbash';
import { forEachChild, type SyntaxNode } from 'unbash';

/** What surrounds a command of a script, as far as it tells what the command does and what comes of its failure. */
export interface CommandPlace {
  /** The file that it reads by `<`, as written. */
  readonly input?: string;
  /** The file that it, or a group around it, writes by `>` or `>>`, as written. */
  readonly output?: string;
  /** Its failure doesn't fail the script: `|| true`, `set +e`, a pipe without `pipefail`, a bare `if`. */
  readonly lenient?: true;
  /** What the script asks before it runs the command, the outermost first; `not ` before what must not hold. */
  readonly guards: readonly string[];
}

interface Around {
  readonly guards: readonly string[];
  readonly output?: string;
  readonly lenient: boolean;
  /** How many nodes are around it. */
  readonly depth: number;
}

/** Deeper within each other than this nobody writes commands; they are left out. */
const deepest = 300;

/** The places of a script's commands, by where each begins; commands of which there is nothing to say are left out. */
export function commandPlaces(
  script: ParsedScript,
  text: string,
  options: { readonly errexit: boolean; readonly pipefail: boolean },
): ReadonlyMap<number, CommandPlace> {
  const walk = new PlaceWalk(text, options);
  walk.statements(script, { guards: [], lenient: false, depth: 0 }, 'script');
  return walk.places;
}

class PlaceWalk {
  readonly places = new Map<number, CommandPlace>();
  readonly #text: string;
  #errexit: boolean;
  #pipefail: boolean;
  /** Whether the script says by itself how it ends: then no failure that is caught is sure to be forgotten. */
  readonly #endsByItself: boolean;

  constructor(text: string, { errexit, pipefail }: { errexit: boolean; pipefail: boolean }) {
    this.#text = text;
    this.#errexit = errexit;
    this.#pipefail = pipefail || text.includes('PIPESTATUS');
    this.#endsByItself = /\b(exit|return)[ \t]+["']?[^\s0;"'&|)}]|\bfalse\b/.test(text);
  }

  statements(list: ParsedScript | CompoundList, around: Around, of: 'script' | 'part'): void {
    for (const [at, { command }] of list.commands.entries()) {
      const isLast = of === 'script' && at === list.commands.length - 1;
      const goesOn = !this.#errexit && !isLast && !this.#endsByItself;
      this.#visit(command, goesOn ? { ...around, lenient: true } : around);
    }
  }

  #visit(node: SyntaxNode, outside: Around): void {
    const around = { ...outside, depth: outside.depth + 1 };
    if (around.depth > deepest) return;
    switch (node.type) {
      case 'Command':
        this.#command(node, around);
        break;
      case 'AndOr':
        this.#andOr(node, around);
        break;
      case 'Pipeline': {
        const last = node.commands.length - 1;
        for (const [at, command] of node.commands.entries())
          this.#visit(command, at < last && !this.#pipefail ? { ...around, lenient: true } : around);
        break;
      }
      case 'If':
        this.#arms([node, ...node.elif], node.else, around);
        break;
      case 'Case':
        for (const { pattern, body } of node.items) {
          const asked = `${this.#said(node.word)} in ${pattern.map((word) => this.#said(word)).join(' | ')}`;
          this.statements(body, { ...around, guards: also(around.guards, asked) }, 'part');
        }
        break;
      case 'CompoundList':
        this.statements(node, around, 'part');
        break;
      case 'Redirected': {
        const output = this.#outputOf(node.redirects);
        this.#visit(node.command, output === undefined ? around : { ...around, output });
        break;
      }
      default:
        forEachChild(node, (child) => this.#visit(child, around));
    }
  }

  #command(node: Command, around: Around): void {
    this.#followOptions(node);
    const output = this.#outputOf(node.redirects) ?? around.output;
    const input = inputOf(node.redirects);
    const place: CommandPlace = {
      guards: around.guards,
      ...(input && { input: this.#said(input) }),
      ...(output !== undefined && { output }),
      ...(around.lenient && { lenient: true }),
    };
    if (Object.keys(place).length > 1 || place.guards.length > 0) this.places.set(node.pos, place);
    forEachChild(node, (child) =>
      this.#visit(child, { guards: around.guards, lenient: around.lenient, depth: around.depth }),
    );
  }

  /** `set -e`, `set +e`, `set -o pipefail`: what holds for the commands behind it. */
  #followOptions(node: Command): void {
    if (node.name?.value !== 'set') return;
    const words = node.args.map((word) =>
      'value' in word && typeof word.value === 'string' ? word.value : '',
    );
    for (const [at, word] of words.entries()) {
      const name = words[at + 1];
      if (/^[-+]\w*e/.test(word) || (/^[-+]\w*o$/.test(word) && name === 'errexit'))
        this.#errexit = word.startsWith('-');
      if (/^[-+]\w*o$/.test(word) && name === 'pipefail') this.#pipefail = word.startsWith('-');
    }
  }

  /** What stands behind a test runs only where it holds; what stands before `|| true` may fail. */
  #andOr(node: AndOr, around: Around): void {
    let guards = around.guards;
    for (const [at, command] of node.commands.entries()) {
      const [before, next] = [node.commands[at - 1], node.commands[at + 1]];
      const operator = node.operators[at - 1];
      if (before !== undefined && operator === '||') guards = also(guards, `not ${this.#said(before)}`);
      else if (before !== undefined && isTest(before)) guards = also(guards, this.#said(before));
      const isForgotten =
        next !== undefined && node.operators[at] === '||' && forgets(next, this.#endsByItself);
      this.#visit(command, { ...around, guards, lenient: around.lenient || isForgotten });
    }
  }

  #arms(
    arms: readonly Pick<If, 'clause' | 'then'>[],
    otherwise: CompoundList | undefined,
    around: Around,
  ): void {
    let { guards } = around;
    for (const { clause, then } of arms) {
      const asked = this.#said(clause);
      this.statements(clause, { ...around, lenient: around.lenient || !this.#endsByItself }, 'part');
      this.statements(then, { ...around, guards: also(guards, asked) }, 'part');
      guards = also(guards, `not ${asked}`);
    }
    if (otherwise !== undefined) this.statements(otherwise, { ...around, guards }, 'part');
  }

  #outputOf(redirects: readonly Redirection[]): string | undefined {
    for (const redirect of redirects) {
      if (redirect.type !== 'Redirect' || redirect.target === undefined) continue;
      const { descriptor, operator } = redirect;
      const isStdout =
        descriptor === undefined || (descriptor.type === 'FileDescriptor' && descriptor.value === 1);
      const target = this.#said(redirect.target);
      if (isStdout && operator.includes('>') && !/^(\d|-|\/dev\/.*)$/.test(target)) return target;
    }
    return undefined;
  }

  #said({ pos, end }: Pick<Word, 'pos' | 'end'>): string {
    return this.#text
      .slice(pos, end)
      .replace(/["']/g, '')
      .replace(/[;\s]+/g, ' ')
      .trim();
  }
}

/** More than these say nothing more, and a script may have a hundred thousand of them. */
const mostGuards = 8;

function also(guards: readonly string[], guard: string): readonly string[] {
  return guards.length < mostGuards ? [...guards, guard.slice(0, 500)] : guards;
}

function inputOf(redirects: readonly Redirection[]): Word | undefined {
  for (const redirect of redirects)
    if (redirect.type === 'Redirect' && redirect.operator === '<') return redirect.target;
  return undefined;
}

function isTest(node: PipelineNode): boolean {
  if (node.type === 'Pipeline') return node.commands.length === 1 && node.commands.every(isTest);
  if (node.type === 'TestCommand') return true;
  return node.type === 'Command' && (node.name?.value === '[' || node.name?.value === 'test');
}

/** Whether nothing is left of a failure once this has run in its stead. */
function forgets(node: PipelineNode, endsByItself: boolean): boolean {
  if (node.type === 'BraceGroup' || node.type === 'Subshell') {
    const last = node.body.commands.at(-1)?.command;
    return last !== undefined && last.type !== 'AndOr' && forgets(last, endsByItself);
  }
  if (node.type !== 'Command') return false;
  const name = node.name?.value;
  if (name === 'true' || name === ':') return true;
  const [first] = node.args;
  if (name === 'exit') return first !== undefined && 'value' in first && first.value === '0';
  return !endsByItself && (name === undefined || name === 'echo' || name === 'printf');
}
