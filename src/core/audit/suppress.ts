import { nearestName } from '../policy/nearest-name.ts';
import { remembered } from '../remembered.ts';
import type { SourceText } from '../source/source-text.ts';
import type { Workflow } from '../workflow/model.ts';
import type { Judged } from './finding-of.ts';
import { meantOffence } from './misplaced-suppression.ts';
import type { Repository } from './repository.ts';
import { type SuppressionComment, suppressionComments } from './suppression-comments.ts';

/** A finding, and the suppression that allows it. */
export interface Weighed extends Judged {
  readonly allowedBy: SuppressionComment | undefined;
}

/** The rules by which suppressions are weighed. */
export interface KnownRules {
  readonly all: ReadonlySet<string>;
  /** Those that were in force: a suppression of another rule is neither used nor unused. */
  readonly inForce: ReadonlySet<string>;
}

/**
 * Weighs findings against the suppressions that stand in the files: adds which one allows each, and findings of the
 * pseudo-rule `suppression` for those that name no rule, give no reason, or allow nothing.
 */
export function weighSuppressions(
  judged: readonly Judged[],
  repository: Repository,
  rules: KnownRules,
): Weighed[] {
  const comments = allComments(judged, repository);
  const valid = comments.filter((comment) => complaintAbout(comment, rules) === undefined);
  const byTarget = new Map(
    valid.map((comment) => [targetKey(comment.source.path, comment.target, comment.rule), comment]),
  );
  const used = new Set<SuppressionComment>();
  const weighed = judged.map((one): Weighed => {
    const { path, start, rule } = one.finding;
    const allowedBy = byTarget.get(targetKey(path, start.line, rule));
    if (allowedBy !== undefined) used.add(allowedBy);
    return { ...one, allowedBy };
  });
  const standing = weighed.filter(({ allowedBy }) => allowedBy === undefined);
  const notes = comments.flatMap((comment) => {
    const complaint =
      complaintAbout(comment, rules) ??
      (used.has(comment) ? undefined : unused(comment, rules, { standing, repository }));
    return complaint === undefined ? [] : [{ ...suppressionNote(comment, complaint), allowedBy: undefined }];
  });
  return [...weighed, ...notes];
}

function targetKey(path: string, line: number, rule: string | undefined): string {
  return `${path}\0${line}\0${rule ?? ''}`;
}

const commentsOf = remembered((workflow: Workflow) => suppressionComments(workflow.source, workflow));

/** Comments of all workflows, and of the other files in which something was found. */
function allComments(judged: readonly Judged[], repository: Repository): SuppressionComment[] {
  const workflows = new Set(repository.workflows.map((workflow) => workflow.path));
  const others = new Map<string, SourceText>();
  for (const { finding } of judged) {
    const source = workflows.has(finding.path) ? undefined : repository.file(finding.path);
    if (source !== undefined) others.set(finding.path, source);
  }
  return [
    ...repository.workflows.flatMap(commentsOf),
    ...[...others.values()].flatMap((source) => suppressionComments(source, undefined)),
  ];
}

interface Complaint {
  readonly message: string;
  readonly remedy: string;
  /** What tells it from others in place of the message, where that names a line. */
  readonly key?: string;
}

const form = '`# ci-warden: allow <rule> -- <reason>`';

function complaintAbout({ rule, reason }: SuppressionComment, rules: KnownRules): Complaint | undefined {
  if (rule === undefined) {
    return { message: 'This comment speaks to CI Warden and is not understood.', remedy: `Write ${form}.` };
  }
  if (!rules.all.has(rule)) {
    const nearest = nearestName(rule, rules.all);
    const remedy =
      nearest === undefined
        ? `Name a rule: ${[...rules.all].sort().join(', ')}.`
        : `Write \`${nearest}\`, if that is meant.`;
    return { message: `There is no rule \`${rule}\` to allow.`, remedy };
  }
  if (reason === '') {
    return {
      message: `The suppression of \`${rule}\` gives no reason, so it does not count.`,
      remedy: `Say why: ${form}.`,
    };
  }
  return undefined;
}

function unused(
  comment: SuppressionComment,
  rules: KnownRules,
  { standing, repository }: { readonly standing: readonly Judged[]; readonly repository: Repository },
): Complaint | undefined {
  const { rule, source, target } = comment;
  if (rule === undefined || !rules.inForce.has(rule)) return undefined;
  const message = `The suppression of \`${rule}\` allows nothing.`;
  const workflow = repository.workflows.find(({ path }) => path === source.path);
  const meant = meantOffence(comment, standing, workflow);
  if (meant === undefined) return { message, remedy: 'Remove it.' };
  const where = meant.isInScript ? 'in the script on' : 'on';
  const how = meant.isInScript ? ': a comment of the shell counts there' : '';
  return {
    message: `The suppression of \`${rule}\` allows nothing: it stands for line ${target}, and the offence is ${where} line ${meant.line}.`,
    remedy: `Put it on that line or right above it${how}.`,
    key: message,
  };
}

/** A note of the pseudo-rule `suppression` at a comment. */
export function suppressionNote(comment: SuppressionComment, { message, remedy, key }: Complaint): Judged {
  const { source, span } = comment;
  const start = source.positionAt(span.start);
  return {
    identity: { rule: 'suppression', path: source.path, key: `${comment.rule ?? ''} ${key ?? message}` },
    finding: {
      rule: 'suppression',
      severity: 'note',
      path: source.path,
      start,
      end: source.positionAt(span.end),
      message,
      reason:
        'A suppression that says nothing or allows nothing hides the next offence that comes to stand there.',
      remedy,
      related: [],
    },
    lineText: source.lineText(start.line).trim(),
  };
}
