import { expect, test } from 'vitest';
import { parseWorkflow } from '../../../src/core/workflow/parse-workflow.ts';

function commentsIn(text: string): string[] {
  const { comments, source } = parseWorkflow({ path: 'w.yml', id: '1', text });
  for (const { span } of comments) expect(source.text[span.start]).toBe('#');
  return comments.map((comment) => comment.text);
}

test.each<[string, string, string[]]>([
  ["at a line's start and end", '# a\non: push # b\n#c\n', ['a', 'b', 'c']],
  ['not within words', 'on: pu#sh\nurl: x#y\n', []],
  ['not within quotes', `a: 'x # y'\nb: "x # y" # z\n`, ['z']],
  ['not within a block, but behind its header', 'a: | # why\n  x # y\n  # z\nb: 1 # end\n', ['why', 'end']],
  ['after a block, at its end', 'a:\n  b: |\n    x\n  # after\nc: 1\n', ['after']],
  ['between the items of a flow collection', 'a: [x, # one\n  y] # two\n', ['one', 'two']],
  ['several signs are one comment', 'a: 1 ## b # c\n', ['# b # c']],
  ['with CRLF', 'a: 1 # b\r\n# c\r\n', ['b', 'c']],
  ['in a file that is no YAML', 'a: [ # b\n', ['b']],
  ['nowhere', 'a: 1\n', []],
])('comments stand %s', (_, text, expected) => {
  expect(commentsIn(text)).toEqual(expected);
});
