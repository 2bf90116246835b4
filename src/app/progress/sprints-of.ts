import type { GitHubClient } from '../../github/client.ts';
import type { Tools } from '../jobs/tools.ts';
import type { TaskPlace } from '../task.ts';

/** Whose sprints are read, and with what. */
export interface SprintsOf {
  readonly tools: Tools;
  readonly client: GitHubClient;
  readonly place: TaskPlace;
  /** The issue under which a person asks. */
  readonly asked: number | undefined;
}
