import type { SymbolTable } from './symbols.ts';

/** What a recipe's variables may be. */
export interface RecipeContext {
  readonly variables: ReadonlyMap<string, string>;
  /** Given on the command line: they go before the makefile's own. */
  readonly given: ReadonlyMap<string, string>;
  readonly target: string;
  readonly symbols: SymbolTable;
  /** How many more references are worked out: variables can double a text at will. */
  readonly budget: { left: number };
}

const reference = /\$(?:\$|\(([^()]*)\)|\{([^{}]*)\}|(.))/gs;
const deepest = 8;
const longest = 1 << 16;

/** The text that `make` gives to the shell: `$(VAR)` replaced, `$$` a dollar, all else that it works out a symbol. */
export function expandRecipe(text: string, context: RecipeContext, depth = 0): string {
  if (!text.includes('$')) return text;
  return text.replace(reference, (written, round?: string, curly?: string, single?: string) => {
    if (written === '$$') return '$';
    context.budget.left -= 1;
    const name = round ?? curly ?? single ?? '';
    if (name === '@') return context.target;
    if (name === 'MAKE') return 'make';
    const value = context.given.get(name) ?? context.variables.get(name);
    if (value === undefined || depth >= deepest || context.budget.left < 0)
      return context.symbols.encode({ kind: 'variable', text: `$${name}` });
    const expanded = expandRecipe(value, context, depth + 1);
    return expanded.length > longest ? context.symbols.encode({ kind: 'output', text: written }) : expanded;
  });
}
