import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Tree, TreeEntry } from '../../../src/core/audit/tree.ts';
import { WorkflowCache } from '../../../src/core/audit/workflow-cache.ts';
import { AskedMap } from '../../../src/core/decide/asked-map.ts';
import { decideCheck } from '../../../src/core/decide/decide-check.ts';
import { decideFailure } from '../../../src/core/decide/decide-failure.ts';
import {
  acknowledge,
  decideAuditReply,
  decideFailedReply,
  decidePlainReply,
} from '../../../src/core/decide/decide-reply.ts';
import { fromExternalId, type Question, toExternalId } from '../../../src/core/decide/external-id.ts';
import type { AuditFacts } from '../../../src/core/decide/facts.ts';
import { pointToProgress } from '../../../src/core/decide/point-to-progress.ts';
import { rules } from '../../../src/core/rules/index.generated.ts';

const policyPath = '.github/ci-warden.yml';
const leaky =
  'on: push\njobs:\n  leak:\n    runs-on: [self-hosted]\n    steps:\n      - run: crun create x\n';

function tree(files: Readonly<Record<string, string>>): Tree {
  return new Map(
    Object.entries(files).map(([path, text]): [string, TreeEntry] => [
      path,
      { kind: 'text', path, id: `id of ${text}`, text },
    ]),
  );
}

function facts(
  files: { readonly base?: Record<string, string>; readonly head: Record<string, string> },
  more: Partial<AuditFacts> = {},
): AuditFacts {
  const head = tree(files.head);
  const base = files.base && tree(files.base);
  return {
    repository: { owner: 'octo', name: 'repo' },
    webUrl: 'https://github.com',
    known: { visibility: 'private', remoteActions: new Map() },
    headSha: 'a'.repeat(40),
    head,
    merged: head,
    base,
    policyTree: base ?? head,
    organisationPolicy: undefined,
    fork: false,
    ...more,
  };
}

const cache = new WorkflowCache(1_000_000);
function check(given: AuditFacts) {
  const [action] = decideCheck(given, { externalId: 'pull:1', cache });
  if (action?.kind !== 'complete-check-run') throw new Error('no check run was decided');
  return action;
}

describe('a check', () => {
  it('links each place to its line at the head, whatever is in its path', () => {
    const { output } = check(facts({ base: {}, head: { '.github/workflows/a #1?.yml': leaky } }));
    expect(output.summary).toContain(
      `https://github.com/octo/repo/blob/${'a'.repeat(40)}/.github/workflows/a%20%231%3F.yml#L6`,
    );
  });

  it('is the same for the same facts, with a warm cache or a cold one', () => {
    const given = facts({ base: { 'a.txt': '' }, head: { '.github/workflows/a.yml': leaky } });
    expect(decideCheck(given, { externalId: 'x', cache: new WorkflowCache(0) })).toEqual(
      decideCheck(given, { externalId: 'x', cache }),
    );
  });

  it('compares a policy with that of the base, not with one that the head has merely fallen behind', () => {
    const old = { [policyPath]: 'version: 1\n' };
    const given = facts(
      { base: old, head: { ...old, '.github/workflows/a.yml': leaky } },
      {
        policyTree: tree({ [policyPath]: 'version: 1\nrules: { missing-container-cleanup: off }\n' }),
      },
    );
    const { conclusion, output } = check(given);
    expect(conclusion).toBe('success');
    expect(output.summary).not.toContain('changes the policy');
  });

  it('of a push is judged by the policy that was pushed', () => {
    const pushed = {
      [policyPath]: 'version: 1\nrules: { missing-container-cleanup: off }\n',
      '.github/workflows/a.yml': leaky,
    };
    const given = facts({ base: {}, head: pushed });
    expect(check({ ...given, policyTree: given.merged }).conclusion).toBe('success');
    expect(check(given).conclusion).toBe('failure');
  });

  it('says that the policy is unreadable where it is a directory', () => {
    const entry: TreeEntry = { kind: 'unreadable', path: policyPath, id: 'd', why: 'it is a directory' };
    const head = new Map([[policyPath, entry]]);
    const { conclusion, output } = check(facts({ base: {}, head: {} }, { head, merged: head }));
    expect(conclusion).toBe('failure');
    expect(output.annotations[0]?.message).toContain('it is a directory');
  });
});

describe('a failure', () => {
  it('says why, as text', () => {
    const [action] = decideFailure(
      { headSha: 'b'.repeat(40), externalId: 'pull:1' },
      '@mona <img src=x> [x](y)',
    );
    expect(action).toMatchObject({ kind: 'complete-check-run', conclusion: 'failure' });
    const summary = action?.kind === 'complete-check-run' ? action.output.summary : '';
    expect(summary).not.toMatch(/@mona|(?<!\\)<img|(?<!\\)\[x/);
    expect(summary).toContain('Re-run');
  });
});

describe('a reply', () => {
  const place = { issue: 7, commentId: 9 };

  it('is preceded by a sign', () => {
    expect(acknowledge(place, 'yes')).toEqual([{ kind: 'react', commentId: 9, content: 'eyes' }]);
    expect(acknowledge(place, 'no')).toEqual([{ kind: 'react', commentId: 9, content: '-1' }]);
  });

  it('has its marker in its body, one for each command', () => {
    const given = { facts: facts({ head: { '.github/workflows/a.yml': leaky } }), subject: 'it', cache };
    const replies = [
      decidePlainReply({ kind: 'help' }, place, rules),
      decidePlainReply({ kind: 'unknown', word: 'x' }, place, rules),
      decidePlainReply({ kind: 'explain', rule: 'duplicate-workflow' }, place, rules),
      decideAuditReply({ kind: 'audit' }, place, given),
      decideAuditReply({ kind: 'audit', rule: 'duplicate-workflow' }, place, given),
      decideFailedReply({ kind: 'audit' }, place, 'the audit took longer than 60 s'),
      pointToProgress(place, []),
    ].map((actions) => actions?.[0]);
    for (const reply of replies) {
      expect(reply).toMatchObject({ kind: 'keep-comment', issue: 7 });
      expect(reply?.kind === 'keep-comment' && reply.body.endsWith(`\n\n${reply.marker}`)).toBe(true);
    }
    const markers = replies.map((reply) => (reply?.kind === 'keep-comment' ? reply.marker : ''));
    // Help answers also what was not understood, and a failure stands in place of the answer.
    expect(new Set(markers).size).toBe(5);
  });

  it('shows what was not understood as text', () => {
    const [reply] = decidePlainReply({ kind: 'unknown', word: '<b>@mona`' }, place, rules) ?? [];
    const body = reply?.kind === 'keep-comment' ? reply.body : '';
    expect(body.split('\n')[0]).toMatch(/^``? ?<b>@mona/);
  });

  it('needs an audit where it is asked for one', () => {
    expect(decidePlainReply({ kind: 'audit' }, place, rules)).toBeUndefined();
    expect(decidePlainReply({ kind: 'progress' }, place, rules)).toBeUndefined();
  });
});

describe('an external id', () => {
  const hex = (length: number) => fc.stringMatching(new RegExp(`^[0-9a-f]{${length}}$`));
  const question: fc.Arbitrary<Question> = fc.oneof(
    fc.record({ kind: fc.constant('pull-request' as const), number: fc.integer({ min: 1, max: 2 ** 31 }) }),
    fc.record({
      kind: fc.constant('push' as const),
      ref: fc.stringMatching(/^refs\/heads\/[\w./-]{1,40}$/),
      before: hex(40),
    }),
    fc.record({ kind: fc.constant('merge-group' as const), base: hex(64) }),
  );

  it('stands for its question', () => {
    fc.assert(
      fc.property(question, (one) => {
        expect(fromExternalId(toExternalId(one))).toEqual(one);
      }),
    );
  });

  it.each([
    '',
    'pull:',
    'pull:0',
    'pull:1x',
    'pull:99999999999',
    'push:main:0',
    `push:refs/tags/v1:${'0'.repeat(40)}`,
    'merge-group:z',
  ])('%j is none of ours', (text) => {
    expect(fromExternalId(text)).toBeUndefined();
  });
});

describe('a map that remembers', () => {
  it('what it was asked for', () => {
    const map = new AskedMap([['a', 1]]);
    expect([map.get('a'), map.get('b'), map.has('c'), [...map.keys()]]).toEqual([1, undefined, false, ['a']]);
    expect(map.asked).toEqual(['a', 'b', 'c']);
  });
});
