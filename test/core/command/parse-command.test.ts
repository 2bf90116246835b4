import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mayHoldCommand, parseCommand } from '../../../src/core/command/parse-command.ts';

const rules = ['duplicate-workflow', 'missing-runner-matrix'];
const parse = (comment: string) => parseCommand(comment, rules);

describe('what is a command', () => {
  it.each([
    ['/ci-audit', { kind: 'audit' }],
    ['  /ci-audit  ', { kind: 'audit' }],
    ['/CI-Audit.', { kind: 'audit' }],
    ['/ci-audit\r\n', { kind: 'audit' }],
    ['Thanks!\n\n/ci-audit help', { kind: 'help' }],
    ['Thanks!\n/ci-audit progress please', { kind: 'progress' }],
    ['/ci-audit duplicate-workflow', { kind: 'audit', rule: 'duplicate-workflow' }],
    ['/ci-audit `Duplicate-Workflow`', { kind: 'audit', rule: 'duplicate-workflow' }],
    ['/ci-audit explain **missing-runner-matrix**', { kind: 'explain', rule: 'missing-runner-matrix' }],
    ['/ci-audit explain', { kind: 'unknown', word: 'explain', nearest: 'explain' }],
    ['/ci-audit explain duplicate', { kind: 'unknown', word: 'duplicate' }],
    [
      '/ci-audit explain duplicate-workflows',
      { kind: 'unknown', word: 'duplicate-workflows', nearest: 'duplicate-workflow' },
    ],
    ['/ci-audit hlep', { kind: 'unknown', word: 'hlep', nearest: 'help' }],
    ['/ci-audit help\n/ci-audit progress', { kind: 'help' }],
    ['> /ci-audit help\n\n/ci-audit progress', { kind: 'progress' }],
  ])('%j', (comment, command) => {
    expect(parse(comment)).toEqual(command);
  });
});

describe('what only speaks of it', () => {
  it.each([
    ['in a sentence', 'Write /ci-audit to see.'],
    ['in a quotation', '> /ci-audit'],
    ['in a lazily continued quotation', '> see\n/ci-audit'],
    ['in fenced code', '```\n/ci-audit\n```'],
    ['in indented code', 'So:\n\n    /ci-audit\n'],
    ['in a code span', '`/ci-audit`'],
    ['in a code span over lines', 'a `b\n/ci-audit c` d'],
    ['in a list', '- /ci-audit'],
    ['in a table', '|a|\n|-|\n/ci-audit'],
    ['in an HTML comment', '<!--\n/ci-audit\n-->'],
    ['in HTML', '<div>\n/ci-audit\n</div>'],
    ['in a heading', '/ci-audit\n==='],
    ['in the text of a link', '[see\n/ci-audit](https://example.com)'],
    ['escaped', '\\/ci-audit'],
    ['as an entity', '&#47;ci-audit'],
    ['part of a path', '/ci-audit/x'],
    ['part of a word', '/ci-auditor'],
    ['another word', '/ci-audit-all'],
    ['nothing', ''],
  ])('%s', (_, comment) => {
    expect(parse(comment)).toBeUndefined();
  });
});

describe('any text', () => {
  it('never throws, and is looked at only where it may hold a command', () => {
    const piece = fc.constantFrom(
      '/ci-audit',
      ' ',
      '\n',
      '> ',
      '`',
      '```\n',
      '- ',
      '<!--',
      '-->',
      'help',
      '|',
      '\\',
      '    ',
      '\r',
    );
    const comment = fc
      .array(fc.oneof(piece, fc.string({ maxLength: 5 })), { maxLength: 30 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(comment, (text) => {
        if (parse(text) !== undefined) expect(mayHoldCommand(text)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('quoted, is never a command', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (text) => {
        const quoted = `${text}\n/ci-audit`
          .split(/\r\n|\r|\n/)
          .map((line) => `> ${line}`)
          .join('\n');
        expect(parse(quoted)).toBeUndefined();
      }),
    );
  });
});
