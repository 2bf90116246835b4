import { z } from 'zod';

const missing = z.object({
  guid: z.string(),
  /** Of the attempt that is to be repeated. */
  id: z.string(),
  /** When that attempt was. */
  at: z.iso.datetime(),
  /** How the log has it: answered with an error or not at all, or acknowledged by a store that has lost it since. */
  how: z.enum(['failed', 'lost']),
  /** How often GitHub was asked to send it again. */
  asked: z.int(),
  /** Not to be asked for before. */
  due: z.iso.datetime(),
  isGivenUp: z.boolean().optional(),
});

const state = z.object({
  /** The log was looked at up to here. */
  until: z.iso.datetime().optional(),
  /** A look that is under way: it goes from the newest back to `until`, over several sweeps where that is far. */
  pass: z
    .object({
      scope: z.enum(['all', 'failures']),
      cursor: z.string(),
      newest: z.iso.datetime(),
      /** What was delivered by a redelivery that lies before the cursor. */
      redelivered: z.array(z.string()),
    })
    .optional(),
  /** The last look took several sweeps: the next one is for failures only, so that those never wait for long. */
  isBusy: z.boolean().optional(),
  missing: z.array(missing),
});

/** A delivery that has not come to be known here. */
export type Missing = z.infer<typeof missing>;

/** How far the sweep of GitHub's log of deliveries has got; kept in the database from one sweep to the next. */
export type SweepState = z.infer<typeof state>;

/** The state as the last sweep left it; begins anew where that can't be read. */
export function readSweepState(kept: object | undefined): SweepState {
  const read = state.safeParse(kept);
  return read.success ? read.data : { missing: [] };
}
