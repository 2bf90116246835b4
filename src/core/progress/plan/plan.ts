import type { Span } from '../../source/source-text.ts';

/** A stretch of a sentence as Markdown means it: words, or code, without their marks. */
export interface Piece {
  readonly code: boolean;
  readonly text: string;
  /** What inference reads in place of the text: where a link within the repository leads. */
  readonly target?: string;
}

/** A sentence of the plan. */
export interface Prose {
  /** From 1. */
  readonly line: number;
  readonly pieces: readonly Piece[];
  /**
   * The sentence on one line, for people and for inference: code in backticks, links within the repository as their
   * path in backticks, links to issues as `#N`, other links as their words; without HTML and struck-out words.
   */
  readonly reading: string;
}

/** A checkbox of the plan with its words. */
export interface PlanItem extends Prose {
  /** From 0, in the plan's order. */
  readonly index: number;
  /** The words of the nearest heading above; empty where there is none. */
  readonly section: string;
  readonly kind: 'task' | 'criterion';
  /** The item's Markdown source on one line, without its checkbox, its nested lists and HTML comments. */
  readonly text: string;
  readonly ticked: boolean;
  /** The whole item is struck out: it is no longer meant. */
  readonly struck: boolean;
  /** The one character between the brackets, in the plan's text. */
  readonly checkbox: Span;
}

/** How long something was thought to take. */
export interface Estimate {
  readonly text: string;
  /** Undefined where it is not in minutes or hours: how long a day of work is, the plan doesn't say. */
  readonly minutes: { readonly from: number; readonly to: number } | undefined;
}

/** A heading that has items, an estimate or benefits directly below it. */
export interface PlanSection {
  readonly heading: string;
  readonly line: number;
  readonly estimate: Estimate | undefined;
  readonly rationale: Prose | undefined;
  readonly benefits: readonly Prose[];
}

/** What may go wrong, and what is done against it. */
export interface Risk {
  readonly risk: Prose;
  readonly mitigation: Prose | undefined;
}

/** A line of the timeline with its ISO dates. */
export interface TimelineEntry extends Prose {
  readonly name: string;
  readonly from: string;
  readonly to: string;
}

/** A sprint's plan, read from Markdown. */
export interface Plan {
  /** The file, or the words for where it stands (`the body of issue #106`). */
  readonly path: string;
  readonly title: string | undefined;
  /** The issue that the plan says it belongs to. */
  readonly issue: number | undefined;
  readonly items: readonly PlanItem[];
  readonly sections: readonly PlanSection[];
  /** Those below a heading of their own. */
  readonly benefits: readonly Prose[];
  readonly dependencies: readonly Prose[];
  readonly risks: readonly Risk[];
  readonly timeline: readonly TimelineEntry[];
  readonly duration: Estimate | undefined;
  /** ISO date on which the timeline says that the sprint began. */
  readonly started: string | undefined;
}

/** Tells an item from the others of a plan, also after lines have shifted. */
export function itemKey(item: Pick<PlanItem, 'section' | 'text'>): string {
  return `${item.section}\n${item.text}`;
}
