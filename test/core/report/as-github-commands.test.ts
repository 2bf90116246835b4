import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asGithubCommands } from '../../../src/core/report/as-github-commands.ts';
import { finding, report } from './sample-report.ts';

/** Reads a command as the runner does. */
function readCommand(line: string) {
  const [, name = '', properties = '', message = ''] = /^::(\w+) (.*?)::(.*)$/s.exec(line) ?? [];
  const decode = (text: string) =>
    text
      .replaceAll('%3A', ':')
      .replaceAll('%2C', ',')
      .replaceAll('%0D', '\r')
      .replaceAll('%0A', '\n')
      .replaceAll('%25', '%');
  return {
    name,
    properties: Object.fromEntries(
      properties
        .split(',')
        .map((pair) => [pair.slice(0, pair.indexOf('=')), decode(pair.slice(pair.indexOf('=') + 1))]),
    ),
    message: decode(message),
  };
}

describe('workflow commands', () => {
  it('name the place, by severity, errors first', () => {
    const lines = asGithubCommands(
      report([
        finding({ severity: 'note' }),
        finding({ severity: 'error', end: { line: 4, column: 1 } }),
        finding({ status: 'existing' }),
      ]),
    ).split('\n');
    expect(lines.slice(0, 4)).toEqual([
      '::error file=.github/workflows/a.yml,line=2,endLine=4,title=missing-lid::The pot `rice` has no lid.%0AIt boils over.%0APut a lid on.',
      '::notice file=.github/workflows/a.yml,line=2,endLine=2,col=5,endColumn=9,title=missing-lid::The pot `rice` has no lid.%0AIt boils over.%0APut a lid on.',
      '::notice file=.github/workflows/a.yml,line=2,endLine=2,col=5,endColumn=9,title=missing-lid (there before)::The pot `rice` has no lid.%0AIt boils over.%0APut a lid on.',
      'ci-warden: 1 error and 1 note in 3 workflows',
    ]);
  });

  it('survive any text: one command a finding, and the text comes out as it went in', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc
        .array(fc.constantFrom('::', '%', '%0A', '%25', ',', '=', ':', '\n', '\r', '::error::', 'a'), {
          maxLength: 8,
        })
        .map((p) => p.join('')),
    );
    fc.assert(
      fc.property(text, text, (path, message) => {
        const lines = asGithubCommands(report([finding({ path: `a/${path}`, message })])).split(/\r\n|\n|\r/);
        expect(lines).toHaveLength(3);
        const { name, properties, message: read } = readCommand(lines[0] ?? '');
        expect(name).toBe('error');
        expect(Object.keys(properties)).toEqual(['file', 'line', 'endLine', 'col', 'endColumn', 'title']);
        expect(properties.file).toBe(`a/${path}`);
        expect(read.split('\n')).toHaveLength(3);
      }),
      { numRuns: 1_000 },
    );
  });
});
