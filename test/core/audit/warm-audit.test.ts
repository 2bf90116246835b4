import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fixtureFiles, listFixtures } from '../../../scripts/generate/fixture.ts';
import { audit } from '../../../src/core/audit/audit.ts';
import type { RepositoryFacts } from '../../../src/core/audit/repository.ts';
import type { Tree, TreeEntry } from '../../../src/core/audit/tree.ts';
import { WorkflowCache } from '../../../src/core/audit/workflow-cache.ts';
import { defaultPolicy } from '../../../src/core/policy/default-policy.ts';
import { parsePolicy } from '../../../src/core/policy/parse-policy.ts';
import type { Policy } from '../../../src/core/policy/policy.ts';

type Files = Readonly<Record<string, string>>;

/** What a repository is like at one moment. */
interface Moment {
  readonly files: Files;
  /** As text: each audit reads it anew, as the App does. */
  readonly policy: string | undefined;
  readonly visibility: RepositoryFacts['visibility'];
  readonly remoteActions: Readonly<Record<string, { using: 'docker' | 'node' | 'composite' }>>;
}

const root = resolve(import.meta.dirname, '../../..');
/** The fixtures of all rules: workflows that call each other, wait for each other, run scripts, use local actions. */
const fixtures = listFixtures(join(root, 'fixtures')).map((fixture) => {
  const read = (path: string) => readFileSync(join(fixture.folder, path), 'utf8');
  const facts = existsSync(join(fixture.folder, 'facts.json')) ? JSON.parse(read('facts.json')) : {};
  const paths = fixtureFiles(fixture);
  return {
    files: Object.fromEntries(paths.map((path) => [path, read(path)])),
    policy: paths.includes('.github/ci-warden.yml') ? read('.github/ci-warden.yml') : undefined,
    remoteActions: facts.remoteActions ?? {},
  };
});
const texts = fixtures.flatMap(({ files }) => Object.values(files));
const lines = [...new Set(texts.flatMap((text) => text.split('\n')))];
/** Makes self-hosted what no other policy does. */
const ownHosted =
  'version: 1\nrunners: { own: { labels: [ubuntu-latest] }, two: { labels: [ubuntu-24.04] } }\n';
const policies = [undefined, ownHosted, ...new Set(fixtures.flatMap(({ policy }) => policy ?? []))];
const workflowNames = ['a.yml', 'b.yml', 'c.yml', 'test.yml', 'build.yml', 'crun_e2e.yml'];

/** Some fixtures' files together; workflows of equal names get others. */
const start: fc.Arbitrary<Files> = fc
  .array(fc.constantFrom(...fixtures), { minLength: 2, maxLength: 4 })
  .map((some) =>
    Object.fromEntries(
      some.flatMap(({ files }, index) =>
        Object.entries(files).map(([path, text]) => [path.replace(/(?=\.yml$)/, index % 2 ? '2' : ''), text]),
      ),
    ),
  );

/** Something that happens to a repository; numbers choose among what is there. */
const change: fc.Arbitrary<(before: Moment) => Moment> = fc.oneof(
  fc.constantFrom(...fixtures).map((fixture) => ({ files, ...rest }: Moment) => ({
    ...rest,
    files: { ...files, ...fixture.files },
  })),
  fc
    .tuple(fc.constantFrom(...texts), fc.constantFrom(...workflowNames))
    .map(([text, name]) => withFiles((files) => ({ ...files, [`.github/workflows/${name}`]: text }))),
  fc.nat().map((which) =>
    withFiles((files) => {
      const path = chosen(Object.keys(files), which);
      return Object.fromEntries(Object.entries(files).filter(([other]) => other !== path));
    }),
  ),
  fc.tuple(fc.nat(), fc.constantFrom(...workflowNames)).map(([which, name]) =>
    withFiles((files) => {
      const path = chosen(Object.keys(files), which) ?? '';
      const { [path]: text = '', ...others } = files;
      return { ...others, [`${path.slice(0, path.lastIndexOf('/') + 1)}${name}`]: text };
    }),
  ),
  fc
    .tuple(fc.nat(), fc.nat(), fc.constantFrom(...lines), fc.nat({ max: 1 }))
    .map(([which, at, line, taken]) =>
      withFiles((files) => {
        const path = chosen(Object.keys(files), which) ?? 'README.md';
        const old = (files[path] ?? '').split('\n');
        return { ...files, [path]: old.toSpliced(at % old.length, taken, line).join('\n') };
      }),
    ),
  fc
    .oneof(fc.constantFrom(...policies), fc.constantFrom(undefined, ownHosted))
    .map((policy) => (before: Moment) => ({ ...before, policy })),
  fc
    .constantFrom<RepositoryFacts['visibility'][]>('public', 'private', 'unknown')
    .map((visibility) => (before: Moment) => ({ ...before, visibility })),
  fc.constantFrom(...fixtures).map(({ remoteActions }) => (before: Moment) => ({ ...before, remoteActions })),
);

function withFiles(edit: (files: Files) => Files): (before: Moment) => Moment {
  return (before) => ({ ...before, files: edit(before.files) });
}

function chosen<Item>(items: readonly Item[], which: number): Item | undefined {
  return items.length === 0 ? undefined : items[which % items.length];
}

function treeOf(files: Files): Tree {
  return new Map(
    Object.entries(files).map(([path, text]): [string, TreeEntry] => {
      if (text.length > 0 && text.length % 97 === 0)
        return [path, { kind: 'unreadable', path, id: '1', why: 'it is a directory' }];
      return [path, { kind: 'text', path, id: createHash('sha1').update(text).digest('hex'), text }];
    }),
  );
}

function policyOf(text: string | undefined): Policy {
  return text === undefined ? defaultPolicy : parsePolicy(text, '.github/ci-warden.yml').policy;
}

function auditOf(now: Moment, before: Moment | undefined, cache: WorkflowCache) {
  return audit({
    head: treeOf(now.files),
    ...(before !== undefined && { base: treeOf(before.files) }),
    policy: policyOf(now.policy),
    facts: { visibility: now.visibility, remoteActions: new Map(Object.entries(now.remoteActions)) },
    cache,
  });
}

describe('a warm audit', () => {
  it('gives the same report as a cold one, byte for byte, whatever happens to the repository', () => {
    fc.assert(
      fc.property(
        start,
        fc.array(change, { minLength: 1, maxLength: 5 }),
        fc.constantFrom(3_000, 1_000_000),
        (files, changes, capacity) => {
          const kept = new WorkflowCache(capacity);
          let before: Moment | undefined;
          let now: Moment = { files, policy: undefined, visibility: 'unknown', remoteActions: {} };
          for (const happen of [(same: Moment) => same, ...changes]) {
            now = happen(now);
            const cold = auditOf(now, before, new WorkflowCache(1_000_000));
            expect(JSON.stringify(auditOf(now, before, kept))).toBe(JSON.stringify(cold));
            before = now;
          }
        },
      ),
      { numRuns: 200 },
    );
  }, 120_000);
});
