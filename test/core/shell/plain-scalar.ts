import type { ScalarNode } from '../../../src/core/workflow/model.ts';

/** A scalar whose text is the file itself: what a script is to the shell model, without YAML around it. */
export function plainScalar(text: string): ScalarNode {
  return {
    kind: 'scalar',
    span: { start: 0, end: text.length },
    value: text,
    text,
    style: 'literal',
    locate: (start, end) => ({ start, end }),
  };
}
