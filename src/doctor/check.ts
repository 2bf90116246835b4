/** How a check came out: `wrong` stops something from working, `warning` may, `skipped` could not be looked at. */
export type CheckState = 'ok' | 'warning' | 'wrong' | 'skipped';

/** One thing that the doctor has looked at. */
export interface Check {
  /** What was looked at, in a few words. */
  readonly title: string;
  readonly state: CheckState;
  /** What was found. */
  readonly found: string;
  /** What to do; only where something is to be done. */
  readonly remedy?: string;
}

/** Nothing is wrong. */
export function ok(title: string, found: string): Check {
  return { title, state: 'ok', found };
}

/** It works, or may do so, but not as it should. */
export function warning(title: string, found: string, remedy: string): Check {
  return { title, state: 'warning', found, remedy };
}

/** Something does not work. */
export function wrong(title: string, found: string, remedy: string): Check {
  return { title, state: 'wrong', found, remedy };
}

/** Something else has to be mended first. */
export function skipped(title: string, found: string): Check {
  return { title, state: 'skipped', found };
}
