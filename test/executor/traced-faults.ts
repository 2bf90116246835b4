import type { Fault } from './fault.ts';

/**
 * The faults that can matter to a job, from a log of its points and of its calls of crun: those that strike once
 * something may have been created. Left out is the failure of a command that itself removes: no clean-up can be written
 * against that. What runs after a script's last point is its EXIT trap, which a failure at that point doesn't stop.
 */
export function faultsWorthTrying(log: readonly string[]): readonly Fault[] {
  const created = log.findIndex((line) => !line.startsWith('@') && /\b(create|run)\b/.test(line));
  if (created < 0) return [];
  const faults = log.flatMap((line, index) => {
    const point = pointOf(line);
    if (point === undefined || index < created) return [];
    const cancellation: Fault = { ...point, kind: 'cancellation' };
    return removesNext(log, index) ? [cancellation] : [{ ...point, kind: 'failure' as const }, cancellation];
  });
  // A loop passes a point more than once; a fault strikes the first time.
  return [...new Map(faults.map((fault) => [`${fault.step}:${fault.point}:${fault.kind}`, fault])).values()];
}

function removesNext(log: readonly string[], index: number): boolean {
  const here = pointOf(log[index] ?? '');
  const after = log.slice(index + 1);
  const next = after.findIndex((line) => line.startsWith('@'));
  const calls = next < 0 ? after : after.slice(0, next);
  const isLast = next < 0 || pointOf(after[next] ?? '')?.step !== here?.step;
  return !isLast && calls.some((call) => /\bdelete\b/.test(call));
}

function pointOf(line: string): { readonly step: string; readonly point: number } | undefined {
  const [, step, point] = /^@([\d.]+):(\d+)$/.exec(line) ?? [];
  return step === undefined ? undefined : { step, point: Number(point) };
}
