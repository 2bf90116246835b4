import { type Command, forEachChild, parse, type SyntaxNode, type Word } from 'unbash';
import type { ScalarNode } from '../workflow/model.ts';
import type { ShellCommand, ShellWord } from './model.ts';
import { type ScriptText, scriptOfScalar } from './script-text.ts';
import type { Shell } from './shell-of.ts';
import { SymbolTable } from './symbols.ts';

/**
 * The commands that a script may run, in order and flat, with wrappers (`sudo`, `env`, `timeout`, …) taken off.
 * Empty where the shell is not bash or sh. `env` gives the values of variables that are set outside of the script.
 * Never throws.
 */
export function commandsOf(
  script: ScalarNode,
  shell?: Shell,
  _env?: ReadonlyMap<string, string>,
): ShellCommand[] {
  if (shell?.kind === 'other') return [];
  const symbols = new SymbolTable();
  const text = scriptOfScalar(script, symbols);
  const commands: ShellCommand[] = [];
  walk(parse(text.masked), (node, conditional) => {
    if (node.type === 'Command') commands.push(...commandOf(node, { text, symbols, conditional }));
  });
  return commands;
}

const conditionals = new Set(['If', 'AndOr', 'Case', 'While', 'For', 'Select', 'ArithmeticFor']);

function walk(
  node: SyntaxNode,
  visit: (node: SyntaxNode, conditional: boolean) => void,
  conditional = false,
): void {
  visit(node, conditional);
  forEachChild(node, (child) => walk(child, visit, conditional || conditionals.has(node.type)));
}

interface Context {
  readonly text: ScriptText;
  readonly symbols: SymbolTable;
  readonly conditional: boolean;
}

function* commandOf(node: Command, { text, symbols, conditional }: Context): Generator<ShellCommand> {
  const wordOf = (word: { pos: number; end: number; value?: unknown; parts?: Word['parts'] }): ShellWord => ({
    raw: text.original.slice(word.pos, word.end),
    value:
      word.parts === undefined && typeof word.value === 'string'
        ? symbols.show(symbols.normalize(word.value))
        : undefined,
    span: text.locate(word.pos, word.end),
  });
  if (node.name === undefined) return;
  const words = [node.name, ...node.args].map((word) => wordOf(word as Word));
  yield { words, assignments: [], wrappers: [], span: text.locate(node.pos, node.end), conditional };
}
