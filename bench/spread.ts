/** The middle of samples, with the quarter below and above it. */
export interface Spread {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** Sums samples up: median, lower and upper quartile. */
export function spreadOf(samples: readonly number[]): Spread {
  const sorted = samples.toSorted((a, b) => a - b);
  const at = (share: number) => {
    const place = share * (sorted.length - 1);
    const [low, high] = [sorted[Math.floor(place)] ?? Number.NaN, sorted[Math.ceil(place)] ?? Number.NaN];
    return low + (high - low) * (place - Math.floor(place));
  };
  return { median: at(0.5), low: at(0.25), high: at(0.75) };
}

/** Milliseconds that a piece of work takes. */
export function elapsed(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}
