import type { Span } from '../source/source-text.ts';
import type { Workflow } from '../workflow/model.ts';
import type { Judged } from './finding-of.ts';
import type { SuppressionComment } from './suppression-comments.ts';

/** An offence that a suppression most likely means, though it stands for another line. */
export interface MeantOffence {
  /** The offence's line, from 1. */
  readonly line: number;
  /** Whether it is in a script, where the shell's comments count. */
  readonly isInScript: boolean;
}

/**
 * The offence of the same rule in the step for whose line a suppression stands, or of its job; undefined where there is
 * none.
 */
export function meantOffence(
  { source, rule, target }: SuppressionComment,
  standing: readonly Judged[],
  workflow: Workflow | undefined,
): MeantOffence | undefined {
  const isOnTarget = (span: Span) =>
    source.positionAt(span.start).line <= target && target <= source.positionAt(span.end).line;
  const job = workflow?.jobs.find(({ span }) => isOnTarget(span));
  const step = job?.steps.find(({ span }) => isOnTarget(span));
  const own = standing.filter(({ finding }) => finding.rule === rule && finding.path === source.path);
  const inJob = job === undefined ? [] : own.filter(({ identity }) => identity.job === job.id);
  const isMeant = ({ stepIndex }: Judged) => step === undefined || stepIndex === step.index;
  const meant = inJob.find(isMeant) ?? inJob.find(({ stepIndex }) => stepIndex === undefined);
  if (meant === undefined) return undefined;
  const { line } = meant.finding.start;
  const script = job?.steps.find(({ index }) => index === meant.stepIndex)?.run;
  const isInScript =
    script !== undefined &&
    source.positionAt(script.span.start).line < line &&
    line <= source.positionAt(script.span.end).line;
  return { line, isInScript };
}
