import type { Place } from '../rules/rule.ts';
import { SourceText, type Span } from '../source/source-text.ts';
import type { Finding } from './finding.ts';
import { type Identity, stepIdentity } from './fingerprint.ts';
import type { FoundOffence } from './run-rules.ts';
import type { Severity } from './severity.ts';

/** A finding before it is compared and numbered, with what comparing needs to know of it. */
export interface Judged {
  readonly identity: Identity;
  readonly finding: Omit<Finding, 'fingerprint'>;
  /** The text of the finding's first line, without its indentation. */
  readonly lineText: string;
  /** The place of the finding's step in its job, from 0. */
  readonly stepIndex?: number | undefined;
}

const gravity: Readonly<Record<Severity, number>> = { note: 0, warning: 1, error: 2 };

/** Whether one severity is graver than another. */
export function isGraver(one: Severity, other: Severity): boolean {
  return gravity[one] > gravity[other];
}

function milder(one: Severity, other: Severity): Severity {
  return isGraver(one, other) ? other : one;
}

/** Turns an offence into a finding: its place in lines, its words completed by the rule's own. */
export function judge(found: FoundOffence): Judged {
  const { rule, offence } = found;
  const { source, span } = placeOf(found);
  const trimmed = withoutTrailingBlanks(source, span);
  const start = source.positionAt(trimmed.start);
  const job = offence.job ?? found.job;
  const step = offence.step ?? found.step;
  const finding = {
    rule: rule.id,
    severity: milder(found.severity, offence.severity ?? found.severity),
    path: source.path,
    start,
    end: source.positionAt(trimmed.end),
    ...(job && { job: job.id }),
    ...(step && { step: step.name?.text ?? step.id?.text ?? `step ${step.index + 1}` }),
    message: offence.message,
    reason: offence.reason ?? rule.why,
    remedy: offence.remedy ?? rule.remedy,
    related: (offence.related ?? []).map(({ at, message }) => ({
      path: at.source.path,
      line: at.source.positionAt(at.span.start).line,
      message,
    })),
    ...(offence.coverage !== undefined && { coverage: offence.coverage }),
    ...(offence.lost !== undefined && { lost: offence.lost }),
  };
  const via = found.workflow?.path === source.path ? undefined : found.workflow?.path;
  const identity = {
    rule: rule.id,
    path: source.path,
    job: job?.id,
    step: step && stepIdentity(step),
    via,
    key: offence.key,
  };
  return { identity, finding, lineText: source.lineText(start.line).trim(), stepIndex: step?.index };
}

function placeOf({ offence: { at }, workflow }: FoundOffence): Place {
  if ('source' in at) return at;
  const source = workflow?.source ?? new SourceText('', '');
  return { source, span: 'span' in at ? at.span : at };
}

/** A block scalar's node ends below its last line: there is nothing to see there. */
function withoutTrailingBlanks(source: SourceText, span: Span): Span {
  const text = source.text.slice(span.start, span.end);
  const end = span.start + text.trimEnd().length;
  return { start: span.start, end: Math.max(span.start, end) };
}
