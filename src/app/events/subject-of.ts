import { z } from 'zod';
import { objectId } from './payload.ts';

/** What an event is about, for the log; what it does not tell, or not in GitHub's form, is left out. */
export interface Subject {
  readonly installation?: number;
  /** `owner/name` */
  readonly repository?: string;
  /** The commit that it brings. */
  readonly head?: string;
}

const optional = <Schema extends z.ZodType>(schema: Schema) => schema.optional().catch(undefined);
const withHead = optional(z.object({ head_sha: optional(objectId) }));

const payload = z.object({
  installation: optional(z.object({ id: z.int() })),
  repository: optional(z.object({ full_name: z.string().regex(/^[\w.-]{1,100}\/[\w.-]{1,100}$/) })),
  pull_request: optional(z.object({ head: z.object({ sha: objectId }) })),
  check_run: withHead,
  check_suite: withHead,
  workflow_run: withHead,
  merge_group: withHead,
  after: optional(objectId),
});

/** What a payload is about. */
export function subjectOf(event: unknown): Subject {
  const { success, data } = payload.safeParse(event);
  if (!success) return {};
  const head =
    data.pull_request?.head.sha ??
    [data.check_run, data.check_suite, data.workflow_run, data.merge_group].find((one) => one?.head_sha)
      ?.head_sha ??
    data.after;
  return {
    ...(data.installation && { installation: data.installation.id }),
    ...(data.repository && { repository: data.repository.full_name }),
    ...(head !== undefined && { head }),
  };
}
