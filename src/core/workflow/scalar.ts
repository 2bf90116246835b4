import type { Span } from '../source/source-text.ts';
import { mapBlockScalar } from './block-scalar-offsets.ts';
import { mapDoubleQuoted } from './double-quoted-offsets.ts';
import { mapFoldedFlow } from './flow-scalar-offsets.ts';
import type { ScalarNode } from './model.ts';
import type { OffsetMap } from './offset-map.ts';

/** How a scalar stands in the file. */
export interface WrittenScalar {
  readonly fileText: string;
  /** From the first indicator, quote or character; a block scalar's last line break belongs to it. */
  readonly written: Span;
  readonly value: ScalarNode['value'];
  readonly style: ScalarNode['style'];
}

/** A scalar of the file; where the parts of its value stand is worked out when somebody asks. */
export class Scalar implements ScalarNode {
  readonly kind = 'scalar';
  readonly span: Span;
  readonly value: ScalarNode['value'];
  readonly text: string;
  readonly style: ScalarNode['style'];
  readonly #fileText: string;
  readonly #writtenEnd: number;
  #map: OffsetMap | undefined;

  constructor({ fileText, written, value, style }: WrittenScalar) {
    this.value = value;
    this.text = typeof value === 'string' ? value : value === null ? '' : String(value);
    this.style = style;
    this.span = isBlock(style) ? { start: written.start, end: blockEnd(fileText, written) } : written;
    this.#fileText = fileText;
    this.#writtenEnd = written.end;
  }

  locate(start: number, end: number): Span {
    const inside = this.#inside();
    if (typeof this.value !== 'string' || this.text.length === inside.end - inside.start) {
      return {
        start: clamp(inside.start + start, inside),
        end: clamp(inside.start + Math.max(start, end), inside),
      };
    }
    this.#map ??= this.#offsets(inside);
    return this.#map.locate(start, end);
  }

  /** Without the quotes. No escape and no folding makes a value longer, so one of the same length stands as it is. */
  #inside(): Span {
    if (isBlock(this.style)) return { start: this.span.start, end: this.#writtenEnd };
    if (this.style === 'plain') return this.span;
    return { start: this.span.start + 1, end: Math.max(this.span.start + 1, this.span.end - 1) };
  }

  #offsets(span: Span): OffsetMap {
    const fileText = this.#fileText;
    if (this.style === 'double') return mapDoubleQuoted(fileText, span);
    if (this.style === 'single' || this.style === 'plain') return mapFoldedFlow(fileText, span, this.style);
    return mapBlockScalar({ fileText, span, folded: this.style === 'folded', value: this.text });
  }
}

function isBlock(style: ScalarNode['style']): boolean {
  return style === 'literal' || style === 'folded';
}

/** A finding that marks a script ends on its last line, not on the line after it. */
function blockEnd(fileText: string, written: Span): number {
  let end = written.end;
  while (end > written.start && /\s/.test(fileText[end - 1] ?? '')) end -= 1;
  return end;
}

function clamp(offset: number, { start, end }: Span): number {
  return Math.max(start, Math.min(offset, end));
}
