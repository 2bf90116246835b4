import type { CheckRunFields } from '../acts/check-runs.ts';
import { unprocessable } from '../http/api-error.ts';
import type { StoredAnnotation } from '../store/check.ts';

/** GitHub's limits of a check run that its description doesn't hold: in bytes, unless it says characters. */
const mostOutput = 65_535;
const longestTitle = 255;
const largestMessage = 64 * 1024;

/** Throws GitHub's refusal of a check run that says too much, or whose annotations can't stand where they say. */
export function refuseTooMuch({ output, actions }: CheckRunFields): void {
  if ((actions?.length ?? 0) > 3) throw invalid('No more than 3 items are allowed in actions.');
  if (!output) return;
  if ((output.title?.length ?? 0) > longestTitle)
    throw invalid(`Only ${longestTitle} characters are allowed in title.`);
  for (const name of ['summary', 'text'] as const) {
    if (Buffer.byteLength(output[name] ?? '') > mostOutput) {
      throw invalid(`The ${name} exceeds a maximum of ${mostOutput} bytes.`);
    }
  }
  output.annotations?.forEach(refuseAnnotation);
}

function refuseAnnotation(annotation: StoredAnnotation, index: number): void {
  const { start_line: start, end_line: end, start_column: from, end_column: to } = annotation;
  const at = `annotations[${index}]`;
  if (start < 1 || end < start)
    throw invalid(`${at}: start_line must be at least 1 and end_line not before it.`);
  const columns = from !== undefined || to !== undefined;
  if (columns && start !== end) throw invalid(`${at}: columns need start_line and end_line to be the same.`);
  if (to !== undefined && (from ?? 0) > to) throw invalid(`${at}: end_column is before start_column.`);
  if ((annotation.title?.length ?? 0) > longestTitle) throw invalid(`${at}: the title is too long.`);
  if (annotation.path === '') throw invalid(`${at}: path is empty.`);
  for (const text of [annotation.message, annotation.raw_details ?? '']) {
    if (Buffer.byteLength(text) > largestMessage) throw invalid(`${at}: exceeds a maximum of 64 KB.`);
  }
  if (annotation.message === '') throw invalid(`${at}: message is empty.`);
}

function invalid(message: string) {
  return unprocessable(`Invalid request.\n\n${message}`);
}
