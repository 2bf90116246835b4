import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeHtml, html } from '../../../src/demo/page/html.ts';
import { renderMarkdown } from '../../../src/demo/page/markdown.ts';

describe('html', () => {
  it('escapes what is put in, and nothing twice', () => {
    const inner = html`<b>${'<i>'}</b>`;
    expect(html`<p title="${'"'}">${inner}${[inner, 'x&']}${undefined}${false}${0}</p>`.markup).toBe(
      '<p title="&quot;"><b>&lt;i&gt;</b><b>&lt;i&gt;</b>x&amp;0</p>',
    );
  });
});

describe('renderMarkdown', () => {
  it.each([
    ['tables', '| a |\n|---|\n| b |', '<td>b</td>'],
    ['task lists', '- [x] done', 'type="checkbox"'],
    ['code', '`a<b`', '<code>a&lt;b</code>'],
    ['harmless tags', 'a<br>b <sub>c</sub>', 'a<br>b <sub>c</sub>'],
    [
      'folded parts',
      '<details><summary>More</summary>\n\ninner\n\n</details>',
      '<details><summary>More</summary>',
    ],
    ['mentions', 'hi @octocat!', '<span class="mention">@octocat</span>'],
    ['commits', `at ${'a'.repeat(40)}`, '>aaaaaaa</code>'],
  ])('shows %s', (_, source, markup) => {
    expect(renderMarkdown(source).markup).toContain(markup);
  });

  it.each([
    ['comments', 'a <!-- secret --> b\n\n<!-- more\nof it -->\n\nc', /secret|more/],
    ['scripts', '<script>alert(1)</script>', /<script/],
    ['handlers', '<b onclick="alert(1)">x</b> <img src=x onerror=alert(1)>', /<b on|<img/],
    ['scripts as addresses', '[x](javascript:alert(1))', /javascript:/],
    ['a mention in code', '`@octocat`', /mention/],
    ['mail addresses as mentions', 'a@b.example', /mention/],
  ])('does not show %s', (_, source, markup) => {
    expect(renderMarkdown(source).markup).not.toMatch(markup);
  });

  it('lets no element through but those of Markdown and the harmless ones', () => {
    const known =
      /^<\/?(a|blockquote|br|code|del|details|div|em|h[1-6]|hr|i|img|input|kbd|li|ol|p|pre|s|section|span|strong|b|sub|summary|sup|table|tbody|td|th|thead|tr|ul)\b[^<>]*>$/;
    const piece = fc.constantFrom(
      '<',
      '>',
      '<script>',
      '<img onerror=x>',
      '<svg/onload=x>',
      '`',
      '\n',
      '"',
      'x',
      '<!--',
      '-->',
      '&',
      '[a](',
      ')',
      '<details open>',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 12 }), (pieces) => {
        const { markup } = renderMarkdown(pieces.join(''));
        for (const tag of markup.match(/<[^>]*>?/g) ?? []) {
          expect(tag).toMatch(known);
          expect(tag).not.toMatch(/\son\w+\s*=\s*[^"\s]/i);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('escapes for attributes, too', () => {
    expect(escapeHtml(`"<&>`)).toBe('&quot;&lt;&amp;&gt;');
  });
});
