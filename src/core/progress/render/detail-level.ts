/** How much a comment says of each item, so that a long plan still fits. */
export interface DetailLevel {
  /** The most characters of an item's words. */
  readonly words: number;
  /** The most characters of a piece of evidence; none of it is shown at 0. */
  readonly evidence: number;
  /** Which items are shown with what they were read as. */
  readonly readAs: 'all' | 'none';
  /** Which items are shown with their evidence. */
  readonly evidenceOf: 'all' | 'contradicted' | 'none';
}

/** From all that is known to what a plan of five hundred items leaves room for. */
export const detailLevels: readonly DetailLevel[] = [
  { words: 400, evidence: 500, readAs: 'all', evidenceOf: 'all' },
  { words: 200, evidence: 160, readAs: 'all', evidenceOf: 'all' },
  { words: 120, evidence: 120, readAs: 'none', evidenceOf: 'all' },
  { words: 80, evidence: 120, readAs: 'none', evidenceOf: 'contradicted' },
  { words: 60, evidence: 60, readAs: 'none', evidenceOf: 'contradicted' },
  { words: 40, evidence: 0, readAs: 'none', evidenceOf: 'none' },
];
