import type { Decided } from '../../../src/app/audit/audit-task.ts';
import { taskRunner } from '../../../src/app/audit/run-task.ts';
import { defaults } from '../../../src/app/config.ts';
import type { RemoteAction } from '../../../src/core/audit/repository.ts';
import type { AuditFacts } from '../../../src/core/decide/facts.ts';
import { type Files, growChange, somePolicy } from '../grow/repository.ts';
import { defineTarget, must } from '../target.ts';
import { treeOf } from '../tree-of.ts';
import { checkActions, checkMarkdown } from './check-output.ts';

interface AuditInput {
  readonly head: Files;
  readonly base: Files | null;
  readonly organisationPolicy: string | null;
  readonly from: 'fork' | 'branch';
  readonly asked: 'check' | 'reply' | 'reply to a rule';
  readonly looksAtMarkdown: 'yes' | 'no';
}

const remoteActions: ReadonlyMap<string, RemoteAction> = new Map([
  ['x/y@main', { using: 'docker' }],
  ['owner/name/path@v1', { using: 'composite' }],
]);

/** What a pull request is judged by, from files to what is written to GitHub, as the audit's thread does it. */
export const auditTarget = defineTarget<AuditInput>({
  name: 'audit',
  seconds: defaults.audits.seconds,
  grow(random, material) {
    const { head, base } = growChange(random, material);
    return {
      head,
      base: random.oneIn(8) ? null : base,
      organisationPolicy: random.oneIn(6) ? somePolicy(random, material) : null,
      from: random.oneIn(4) ? 'fork' : 'branch',
      asked: random.pick(['check', 'check', 'reply', 'reply to a rule']),
      looksAtMarkdown: random.oneIn(8) ? 'yes' : 'no',
    };
  },
  run(input) {
    const { actions } = decided(input);
    must(actions.length === 1, 'there is one answer');
    checkActions(actions);
    if (input.looksAtMarkdown === 'no') return;
    for (const action of actions) {
      if (action.kind === 'keep-comment') checkMarkdown(action.body);
      else if (action.kind === 'complete-check-run')
        [action.output.summary, action.output.text ?? ''].forEach(checkMarkdown);
    }
    must(
      JSON.stringify(decided(input).actions) === JSON.stringify(actions),
      'the same input gives the same answer',
    );
  },
});

function decided({ head: files, base, organisationPolicy, from, asked }: AuditInput): Decided {
  const head = treeOf(files);
  const baseTree = base === null ? undefined : treeOf(base);
  const facts: AuditFacts = {
    repository: { owner: 'octo', name: 'fuzzed' },
    webUrl: 'https://github.test',
    known: { visibility: 'public', remoteActions },
    headSha: 'a'.repeat(40),
    head,
    merged: head,
    base: baseTree,
    policyTree: baseTree ?? head,
    organisationPolicy: organisationPolicy ?? undefined,
    fork: from === 'fork',
    issues: new Map([[106, { body: files['docs/PLAN.md'] ?? '- [x] Delete `w0.yml`' }]]),
  };
  const rule = asked === 'reply to a rule' ? { rule: 'duplicate-workflow' } : {};
  const purpose =
    asked === 'check'
      ? ({ kind: 'check', externalId: 'pull:1' } as const)
      : ({
          kind: 'reply',
          command: { kind: 'audit', ...rule },
          place: { issue: 1, commentId: 1 },
          subject: 'this pull request',
        } as const);
  return taskRunner(32 * 1024 * 1024)({ kind: 'decide', purpose, facts }) as Decided;
}
