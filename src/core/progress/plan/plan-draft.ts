import type { Heading } from 'mdast';
import type { Field } from './fields.ts';
import { headingText, lineOf } from './markdown.ts';
import type { PlanItem, PlanSection, Prose, Risk, TimelineEntry } from './plan.ts';
import { type SectionRole, sectionRole } from './section-role.ts';

interface OpenHeading {
  readonly depth: number;
  readonly text: string;
}

/** A plan while it is being read: what has been found so far, and the headings that one stands under. */
export class PlanDraft {
  readonly text: string;
  readonly path: string;
  title: string | undefined;
  readonly items: PlanItem[] = [];
  readonly sections: { -readonly [Key in keyof PlanSection]: PlanSection[Key] }[] = [];
  readonly benefits: Prose[] = [];
  readonly dependencies: Prose[] = [];
  readonly risks: Risk[] = [];
  readonly timeline: TimelineEntry[] = [];
  /** The fields above the first section, such as `**Issue**: #106`. */
  readonly header: Field[] = [];
  #headings: OpenHeading[] = [];
  #titleDepth = 0;

  constructor(text: string, path: string) {
    this.text = text;
    this.path = path;
  }

  /** The nearest heading's words; empty where there is none. */
  get section(): string {
    return this.#headings[0]?.text ?? '';
  }

  get role(): SectionRole {
    return sectionRole(this.#headings.map(({ text }) => text));
  }

  /** Whether no heading but the plan's title stands above. */
  get inHeader(): boolean {
    return this.#headings.length <= 1 && (this.section === '' || this.section === this.title);
  }

  enter(heading: Heading): void {
    const text = headingText(heading);
    if (this.#headings.length === 0 && this.sections.length === 0) {
      this.title = text === '' ? undefined : text;
      this.#titleDepth = heading.depth;
      // Several headings of the same level below the first are its sisters: then the plan has no title of its own.
    } else if (this.#titleDepth > 1 && heading.depth <= this.#titleDepth) this.title = undefined;
    this.#headings = [
      { depth: heading.depth, text },
      ...this.#headings.filter(({ depth }) => depth < heading.depth),
    ];
    this.sections.push({
      heading: text,
      line: lineOf(heading),
      estimate: undefined,
      rationale: undefined,
      benefits: [],
    });
  }
}
