import type { Estimate } from './plan.ts';

const minutesOf: Readonly<Record<string, number>> = { m: 1, h: 60 };

/** Reads "20 minutes", "1.5 hours", "1-2 h"; any other text is kept without minutes. */
export function parseEstimate(text: string): Estimate {
  const match =
    /(\d+(?:[.,]\d+)?)\s*(?:(?:-|–|to)\s*(\d+(?:[.,]\d+)?)\s*)?(minutes?|mins?|m|hours?|hrs?|h)\b/i.exec(
      text,
    );
  const unit = minutesOf[match?.[3]?.charAt(0).toLowerCase() ?? ''];
  if (match?.[1] === undefined || unit === undefined) return { text, minutes: undefined };
  const from = numberOf(match[1]) * unit;
  return { text, minutes: { from, to: match[2] === undefined ? from : numberOf(match[2]) * unit } };
}

/** What several estimates come to together; undefined where one of them is not in minutes or hours. */
export function totalMinutes(estimates: readonly Estimate[]): Estimate['minutes'] {
  let total = { from: 0, to: 0 };
  for (const { minutes } of estimates) {
    if (minutes === undefined) return undefined;
    total = { from: total.from + minutes.from, to: total.to + minutes.to };
  }
  return estimates.length === 0 ? undefined : total;
}

function numberOf(text: string): number {
  return Number(text.replace(',', '.'));
}
