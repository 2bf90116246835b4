import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeLine } from '../../../src/demo/page/code-line.ts';
import { hunksOf, partsNear, plainLines } from '../../../src/demo/page/code-table.ts';
import { cutTokens, yamlTokens } from '../../../src/demo/page/yaml-tokens.ts';

const annotation = {
  path: 'a.yml',
  start_line: 2,
  end_line: 2,
  annotation_level: 'failure',
  message: 'wrong <here>',
} as const;

describe('yamlTokens', () => {
  it.each([
    ['runs-on: [self-hosted]  # why', ['key:runs-on', 'plain:: [self-hosted]  ', 'comment:# why']],
    ['  - name: "a # b"', ['plain:  - ', 'key:name', 'plain:: ', 'string:"a # b"']],
    ['run: echo ${{ x }}', ['key:run', 'plain:: echo ', 'expression:${{ x }}']],
  ])('tells the pieces of %s apart', (line, pieces) => {
    expect(yamlTokens(line).map(({ kind, text }) => `${kind}:${text}`)).toEqual(pieces);
  });

  it('loses nothing, cut or whole', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(40), fc.nat(40), (line, from, to) => {
        const tokens = yamlTokens(line);
        const text = (some: typeof tokens) => some.map((token) => token.text).join('');
        expect(text(tokens)).toBe(line);
        expect(text(cutTokens(tokens, from, Math.max(from, to)))).toBe(line.slice(from, Math.max(from, to)));
      }),
    );
  });
});

describe('codeLine', () => {
  const style = {
    path: 'a.yml',
    numbers: 'one',
    annotations: [{ ...annotation, start_column: 1, end_column: 4 }],
  } as const;

  it('marks the columns and puts what is wrong below its line, escaped', () => {
    const { markup } = codeLine({ new: 2, kind: 'same', text: 'jobs: x' }, style);
    expect(markup).toContain('<mark class="failure"><span class="token-key">job</span></mark>');
    expect(markup).toContain('Check failure on line 2');
    expect(markup).toContain('wrong &lt;here&gt;');
  });

  it('leaves other lines alone', () => {
    expect(codeLine({ new: 3, kind: 'same', text: 'jobs: x' }, style).markup).not.toContain('annotation');
  });
});

describe('lines', () => {
  it('near an annotation are shown, those between left out', () => {
    const lines = plainLines(Array.from({ length: 30 }, (_, index) => `line ${index + 1}`).join('\n'));
    const parts = partsNear(lines, [annotation, { ...annotation, start_line: 20, end_line: 21 }]);
    expect(parts.map((part) => [part[0]?.new, part.at(-1)?.new])).toEqual([
      [1, 5],
      [17, 24],
    ]);
  });

  it('of a diff have their numbers before and after', () => {
    const [first, second] = hunksOf('@@ -1,2 +1,2 @@\n same\n-old\n+new\n@@ -9 +9,2 @@ job\n+added\n last');
    expect(first).toEqual([
      { old: 1, new: 1, kind: 'same', text: 'same' },
      { old: 2, kind: 'removed', text: 'old' },
      { new: 2, kind: 'added', text: 'new' },
    ]);
    expect(second?.at(-1)).toEqual({ old: 9, new: 10, kind: 'same', text: 'last' });
  });

  it('end with the file, however it ends', () => {
    expect(plainLines('a\r\nb\n').map((line) => line.text)).toEqual(['a', 'b']);
    expect(plainLines('')).toEqual([]);
  });
});
