import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expandRecipe } from '../../../src/core/shell/make-variables.ts';
import { parseMakefile } from '../../../src/core/shell/makefile.ts';
import { SymbolTable } from '../../../src/core/shell/symbols.ts';
import { SourceText } from '../../../src/core/source/source-text.ts';

function read(text: string) {
  return parseMakefile(new SourceText('Makefile', text));
}

describe('parseMakefile', () => {
  test('reads rules, prerequisites and recipes with their places', () => {
    const text = 'all: build | dir # both\n\t@echo a\n\t-rm -f \\\n\t  x\nbuild: ; go build\n';
    const [all, build] = read(text).rules;
    expect(all?.targets).toEqual(['all']);
    expect(all?.prerequisites).toEqual(['build']);
    expect(all?.recipe.map((line) => line.text)).toEqual(['@echo a', '-rm -f \\\n\t  x']);
    for (const line of all?.recipe ?? []) expect(text.slice(line.start).startsWith(line.text)).toBe(true);
    expect(build?.targets).toEqual(['build']);
  });

  test('reads variables', () => {
    const { variables } = read('A = 1\nB := 2\nA += 3\nC ?= 4\nB ?= 5\nexport D=6\n');
    expect(Object.fromEntries(variables)).toEqual({ A: '1 3', B: '2', C: '4', D: '6' });
  });

  test('knows .ONESHELL', () => {
    expect(read('.ONESHELL:\na:\n\tb\n').oneShell).toBe(true);
    expect(read('a:\n\tb\n').oneShell).toBe(false);
  });

  test('never throws', () => {
    const part = fc.constantFrom(
      'a',
      ':',
      '=',
      '\t',
      '\n',
      '\\\n',
      ' ',
      '#',
      '$(',
      ')',
      'ifdef X',
      'define',
      'endef',
      '%',
    );
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        expect(read(parts.join('')).rules).toBeDefined();
      }),
    );
  });
});

describe('expandRecipe', () => {
  const context = (variables: Record<string, string>, given: Record<string, string> = {}) => ({
    variables: new Map(Object.entries(variables)),
    given: new Map(Object.entries(given)),
    target: 'all',
    symbols: new SymbolTable(),
    budget: { left: 1000 },
  });

  test.each([
    [`$(A) \${A} $@`, { A: 'x' }, 'x x all'],
    ['$$HOME $(MAKE) b', {}, '$HOME make b'],
    ['$(A)', { A: '$(B)-1', B: 'y' }, 'y-1'],
  ])('%s', (text, variables, expected) => {
    expect(expandRecipe(text, context(variables as Record<string, string>))).toBe(expected);
  });

  test('the command line goes before the makefile', () => {
    expect(expandRecipe('$(A)', context({ A: 'x' }, { A: 'z' }))).toBe('z');
  });

  test('what is not known is a symbol', () => {
    const unknown = context({});
    expect(unknown.symbols.show(expandRecipe('a-$(shell date)', unknown))).toBe('a-$shell date');
  });

  test('variables that double come to an end', () => {
    const variables = Object.fromEntries(
      Array.from({ length: 40 }, (_, n) => [`A${n}`, `$(A${n + 1})$(A${n + 1})`]),
    );
    expect(expandRecipe('$(A0)', context(variables)).length).toBeLessThan(1 << 20);
  });
});
