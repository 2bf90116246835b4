import { matchesGlob } from './glob.ts';

/** A place that a policy may except: a file (with the workflow through which it was reached) and, perhaps, a job. */
export interface ExceptablePlace {
  readonly paths: readonly string[];
  readonly job: string | undefined;
}

const workflowFolder = '.github/workflows/';

/**
 * Whether a policy's `except` names the place. A pattern is a glob of files, from the repository's root or from
 * `.github/workflows`; `file#job` narrows it to a job.
 */
export function isExcepted(place: ExceptablePlace, except: readonly string[]): boolean {
  return except.some((pattern) => {
    const [filePattern = '', jobPattern] = pattern.split('#', 2);
    if (jobPattern !== undefined && (place.job === undefined || !matches(place.job, jobPattern)))
      return false;
    return place.paths.some((path) => matchesFile(path, filePattern));
  });
}

function matchesFile(path: string, pattern: string): boolean {
  if (matches(path, pattern)) return true;
  return path.startsWith(workflowFolder) && matches(path.slice(workflowFolder.length), pattern);
}

function matches(text: string, pattern: string): boolean {
  // Longer patterns could only be an attempt to keep the matcher busy.
  return pattern.length > 0 && pattern.length <= 500 && matchesGlob(text, pattern);
}
