/** How a terminal marks text; each function returns it marked, or as it is. */
export interface Palette {
  readonly error: (text: string) => string;
  readonly warning: (text: string) => string;
  readonly note: (text: string) => string;
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
  readonly good: (text: string) => string;
}

const plain = (text: string) => text;

/** No colours at all. */
export const plainPalette: Palette = {
  error: plain,
  warning: plain,
  note: plain,
  strong: plain,
  faint: plain,
  good: plain,
};
