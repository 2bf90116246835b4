/** Settings of a queue that does little, and that soon. */
export const queueSettings = {
  concurrency: 2,
  groupConcurrency: 2,
  retries: 1,
  retryDelay: 1,
  longestRetryDelay: 1,
  attemptSeconds: 30,
  pollSeconds: 0.5,
  keepSeconds: 3600,
} as const;

/** What a queue tells is told to nobody. */
export const untold = { error: () => {}, warning: () => {}, fatal: () => {} } as const;
