import type { Heading } from 'mdast';
import { parseEstimate } from './estimate.ts';
import type { Field } from './fields.ts';
import { headingText, lineOf } from './markdown.ts';
import type { Estimate, PlanItem, PlanSection, Prose, Risk, TimelineEntry } from './plan.ts';
import { type SectionRole, sectionRole } from './section-role.ts';

interface OpenHeading {
  readonly depth: number;
  readonly text: string;
}

/** Six levels are Markdown's. */
const boldDepth = 7;

/** `Task 1: One workflow (30 min)` */
function estimateIn(heading: string): Estimate | undefined {
  const inside = /[([](?<words>[^()[\]]*\d[^()[\]]*)[)\]]\s*$/.exec(heading)?.groups?.words;
  const estimate =
    inside === undefined
      ? undefined
      : parseEstimate(inside.replace(/^\s*(?:est(?:imated?|\.)?:?|~)\s*/i, ''));
  return estimate?.minutes === undefined ? undefined : estimate;
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
    this.#enterNamed(headingText(heading), { depth: heading.depth, line: lineOf(heading) });
  }

  /** Below a line that stands for a heading: deeper than any heading. */
  enterBold(text: string, line: number): void {
    this.#enterNamed(text, { depth: boldDepth, line });
  }

  #enterNamed(text: string, { depth, line }: { readonly depth: number; readonly line: number }): void {
    if (this.#headings.length === 0 && this.sections.length === 0 && depth < boldDepth) {
      this.title = text === '' ? undefined : text;
      this.#titleDepth = depth;
      // Several headings of the same level below the first are its sisters: then the plan has no title of its own.
    } else if (this.#titleDepth > 1 && depth <= this.#titleDepth) this.title = undefined;
    this.#headings = [{ depth, text }, ...this.#headings.filter((above) => above.depth < depth)];
    this.sections.push({
      heading: text,
      line,
      estimate: estimateIn(text),
      rationale: undefined,
      benefits: [],
    });
  }
}
