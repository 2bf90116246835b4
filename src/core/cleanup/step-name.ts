import type { Step } from '../workflow/model.ts';

/** A step as GitHub's log calls it. */
export function nameOf(step: Step): string {
  if (step.name !== undefined && step.name.text.trim() !== '') return step.name.text.trim();
  if (step.uses !== undefined) return `Run ${step.uses.text}`;
  const first = step.run?.text.trim().split('\n')[0] ?? '';
  return first.length > 60 ? `Run ${first.slice(0, 59)}…` : `Run ${first}`;
}
