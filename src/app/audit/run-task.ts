import type { RemoteAction } from '../../core/audit/repository.ts';
import { isWorkflowPath } from '../../core/audit/tree.ts';
import { WorkflowCache } from '../../core/audit/workflow-cache.ts';
import { howItRuns } from '../../core/capability/how-it-runs.ts';
import { parseCommand } from '../../core/command/parse-command.ts';
import { AskedMap } from '../../core/decide/asked-map.ts';
import { dateEvidence } from '../../core/decide/date-evidence.ts';
import { decideCheck } from '../../core/decide/decide-check.ts';
import { decideProgress } from '../../core/decide/decide-progress.ts';
import { decideAuditReply } from '../../core/decide/decide-reply.ts';
import type { AuditFacts } from '../../core/decide/facts.ts';
import { readPolicy } from '../../core/decide/policy-in-force.ts';
import type { SprintFacts } from '../../core/decide/sprint-facts.ts';
import { policyPath } from '../../core/policy/parse-policy.ts';
import { tickBody } from '../../core/progress/tick-body.ts';
import { rules } from '../../core/rules/index.generated.ts';
import type { AuditPurpose, AuditTask, Decided, SprintsDecided } from './audit-task.ts';

/** A function that does the work of the audit's thread and keeps parsed workflows between calls. */
export function taskRunner(cachedCharacters: number): (task: AuditTask) => unknown {
  const cache = new WorkflowCache(cachedCharacters);
  const ids = rules.map(({ id }) => id);
  return (task) => {
    switch (task.kind) {
      case 'parse-command':
        return parseCommand(task.comment, ids);
      case 'read-manifests':
        return readAll(task.manifests);
      case 'tick-body':
        return tickBody(task.body, task.items);
      case 'decide':
        return decideNoting(task.purpose, task.facts, cache);
      case 'decide-progress':
        return decideSprintsNoting(task.facts, cache);
      case 'date-evidence':
        return dateEvidence(task.facts, { ...task, cache });
    }
  };
}

function readAll(
  manifests: ReadonlyMap<string, string | undefined>,
): ReadonlyMap<string, RemoteAction | undefined> {
  return new Map(
    [...manifests].map(([reference, text]) => [reference, text === undefined ? undefined : howItRuns(text)]),
  );
}

function decideSprintsNoting(facts: SprintFacts, cache: WorkflowCache): SprintsDecided {
  const tree = new AskedMap(facts.tree);
  const remoteActions = new AskedMap(facts.known.remoteActions);
  const sprints = decideProgress({ ...facts, tree, known: { ...facts.known, remoteActions } }, cache);
  return {
    sprints,
    lookedFor: { paths: tree.asked.filter(isFurtherFile), actions: remoteActions.asked, issues: [] },
  };
}

/** Decides, and notes what the rules looked for: a script that a step runs, an action that it uses. */
function decideNoting(purpose: AuditPurpose, facts: AuditFacts, cache: WorkflowCache): Decided {
  const merged = new AskedMap(facts.merged);
  const base = facts.base && new AskedMap(facts.base);
  const remoteActions = new AskedMap(facts.known.remoteActions);
  const issues = new AskedMap(facts.issues);
  const policyTree = facts.policyTree === facts.merged ? merged : facts.policyTree;
  const noting = { ...facts, merged, base, policyTree, issues, known: { ...facts.known, remoteActions } };
  const actions = decide(purpose, noting, cache);
  const paths = new Set([...merged.asked, ...(base?.asked ?? [])]);
  return {
    actions,
    tracked:
      readPolicy(facts.policyTree, facts.organisationPolicy).policy.tracking.length > 0
        ? 'something'
        : 'nothing',
    lookedFor: {
      paths: [...paths].filter(isFurtherFile),
      actions: remoteActions.asked,
      issues: issues.asked,
    },
  };
}

function decide(purpose: AuditPurpose, facts: AuditFacts, cache: WorkflowCache): Decided['actions'] {
  switch (purpose.kind) {
    case 'check':
      return decideCheck(facts, { externalId: purpose.externalId, cache });
    case 'reply':
      return decideAuditReply(purpose.command, purpose.place, { facts, subject: purpose.subject, cache });
  }
}

/** A path that a tree can have, besides the workflows and the policy, which are read in any case. */
function isFurtherFile(path: string): boolean {
  if (isWorkflowPath(path) || path === policyPath || path.length > 1024) return false;
  return path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
}
