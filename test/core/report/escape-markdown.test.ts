import fc from 'fast-check';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { describe, expect, it } from 'vitest';
import { codeSpan, escapeMarkdown, messageMarkdown } from '../../../src/core/report/escape-markdown.ts';
import { neutralise } from '../../../src/core/report/neutralise.ts';

/** As GitHub would: HTML in Markdown is HTML. */
function render(markdown: string): string {
  return micromark(markdown, { allowDangerousHtml: true, extensions: [gfm()], htmlExtensions: [gfmHtml()] });
}

function decode(html: string): string {
  return html
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}

/** The text that a reader sees in a paragraph; throws where there is any element but the paragraph. */
function plainTextOf(html: string, allowed = /<span>\$<\/span>/g): string {
  const inside = html.replace(/^<p>|<\/p>$/g, '').replace(allowed, '$');
  const tag = /<[^>]*>/.exec(inside);
  if (tag !== null) throw new Error(`an element of its own: ${tag[0]} in ${html}`);
  return decode(inside).replaceAll('\u200b', '');
}

/** What is expected to be read: neutralised, white space as HTML collapses it. */
function asRead(text: string): string {
  return neutralise(text.replace(/[ \t\r\n\f\v]+/g, ' ').trim());
}

const nasty = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  {
    weight: 5,
    arbitrary: fc
      .array(
        fc.constantFrom(
          '@octocat',
          '@org/team',
          '#1',
          'GH-12',
          'owner/repo#3',
          ':tada:',
          'https://x.test/a_b',
          'www.x.test',
          'a@b.test',
          'mailto:a@b.test',
          '![i](u)',
          '[l](u)',
          '[r]: u',
          '<img src=x>',
          '<!--',
          '-->',
          '<b>',
          '&lt;',
          '&#64;',
          '`',
          '``',
          '```',
          '~~~',
          '*',
          '**',
          '_',
          '~',
          '~~',
          '|',
          '\\',
          '\n',
          '\r\n',
          '\n\n',
          '# ',
          '> ',
          '- ',
          '+ ',
          '1. ',
          '1) ',
          '- [ ] ',
          '===',
          '---',
          '    ',
          '\t',
          '$x$',
          '$$',
          '[^1]',
          '[^1]: n',
          'deadbeef1234567890deadbeef1234567890abcd',
          '\u202e',
          '\u0000',
          '\u001b[31m',
          'x',
          ' ',
        ),
        { maxLength: 12 },
      )
      .map((parts) => parts.join('')),
  },
);

describe('escapeMarkdown', () => {
  it('renders any text as exactly itself, without an element of its own', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        expect(plainTextOf(render(escapeMarkdown(text)))).toBe(asRead(text));
      }),
      { numRuns: 3_000 },
    );
  });

  it('does so in a list item, a table cell and the text of a link, too', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const escaped = escapeMarkdown(text);
        fc.pre(escaped !== '');
        expect(
          plainTextOf(render(`- ${escaped}`), /<span>\$<\/span>|<\/?(ul|li)>\n?/g).replaceAll('$', ''),
        ).toBe(asRead(text).replaceAll('$', ''));
        const table = render(`| a | b |\n|---|---|\n| ${escaped} | end |`);
        expect(table.match(/<td>/g)).toHaveLength(2);
        expect(
          decode(/<td>(.*?)<\/td>/s.exec(table)?.[1] ?? '')
            .replace(/<span>\$<\/span>/g, '$')
            .replaceAll('\u200b', ''),
        ).toBe(asRead(text));
        const link = render(`[${escaped}](<https://x.test/>)`);
        expect(link.match(/<a /g)).toHaveLength(1);
        expect(link.startsWith('<p><a href="https://x.test/">')).toBe(true);
        expect(link.endsWith('</a></p>')).toBe(true);
      }),
      { numRuns: 1_500 },
    );
  });

  it.each([
    ['@octocat', /@[a-z]/],
    ['#12', /#\d/],
    ['a/b#12', /#\d/],
    ['GH-12', /GH-\d/],
    [':tada:', /:tada:/],
    ['https://evil.test', /:\/\//],
    ['www.evil.test', /www\./],
    ['me@evil.test', /@e/],
    ['0123456789abcdef0123456789abcdef01234567', /[0-9a-f]{40}/],
  ])('leaves nothing in the rendered text by which GitHub would know %s', (text, known) => {
    expect(render(text).replace(/<[^>]*>/g, '')).toMatch(known);
    expect(decode(render(escapeMarkdown(text)))).not.toMatch(known);
  });
});

describe('codeSpan', () => {
  it('shows any text as code, and nothing else', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const html = render(`a ${codeSpan(text)} z`);
        const inside = html
          .replace(/^<p>a |<\/code>? z<\/p>$| z<\/p>$/g, '')
          .replace(/^<code>|<\/code>$/g, '');
        expect(plainTextOf(inside).trim()).toBe(asRead(text));
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('messageMarkdown', () => {
  it('sets as code what the message quotes', () => {
    expect(render(messageMarkdown('The job `build` runs on *one* of `[a, b]`.'))).toBe(
      '<p>The job <code>build</code> runs on *one* of <code>[a, b]</code>.</p>',
    );
  });

  it('has no element but code, whatever the message quotes', () => {
    fc.assert(
      fc.property(nasty, nasty, (one, other) => {
        const message = `The job \`${one}\` needs ${other}.`;
        const html = render(messageMarkdown(message)).replace(/<\/?code>/g, '');
        expect(plainTextOf(html).replaceAll(/[`\s]/g, '')).toBe(asRead(message).replaceAll(/[`\s]/g, ''));
      }),
      { numRuns: 3_000 },
    );
  });
});
