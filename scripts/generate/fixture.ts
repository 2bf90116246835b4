import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { loadPolicy } from '../../src/cli/load-policy.ts';
import { readDirectory } from '../../src/cli/read-directory.ts';
import { audit } from '../../src/core/audit/audit.ts';
import type { Report } from '../../src/core/audit/finding.ts';
import type { RepositoryFacts } from '../../src/core/audit/repository.ts';
import type { Tree, TreeEntry } from '../../src/core/audit/tree.ts';
import { asTerminal } from '../../src/core/report/as-terminal.ts';
import { plainPalette } from '../../src/core/report/palette.ts';
import { SourceText } from '../../src/core/source/source-text.ts';

/** A small repository that shows what a rule reports, or what it leaves alone. */
export interface Fixture {
  readonly rule: string;
  /** `bad`, `good`, `reports-…` or `allows-…`. */
  readonly name: string;
  readonly folder: string;
}

/** Every fixture of a rule below a folder, by rule and name; those of a sprint's progress are no rule's. */
export function listFixtures(fixtures: string): Fixture[] {
  const rules = foldersOf(fixtures).filter((folder) => folder !== 'progress');
  return rules.flatMap((rule) =>
    foldersOf(join(fixtures, rule)).map((name) => ({ rule, name, folder: join(fixtures, rule, name) })),
  );
}

function foldersOf(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

/** The files of a fixture's repository, by path. */
export function fixtureFiles({ folder }: Fixture): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((path) => path !== 'expected.txt' && path !== 'facts.json')
    .sort();
}

/** What the fixture's own rule says of it, as a report and as a terminal shows it. */
export function runFixture(fixture: Fixture, head = readDirectory(fixture.folder)): FixtureResult {
  const rules = new Set([fixture.rule]);
  const report = audit({ head, policy: loadPolicy(head, undefined), facts: factsOf(fixture), rules });
  const source = (path: string) => {
    const entry = head.get(path);
    return entry?.kind === 'text' ? new SourceText(path, entry.text) : undefined;
  };
  return {
    report,
    output: asTerminal(report, { palette: plainPalette, width: 100, source, against: undefined }),
  };
}

/** What came of auditing a fixture. */
export interface FixtureResult {
  readonly report: Report;
  readonly output: string;
}

/** The fixture's files as readers should see them: the marks by which it is tested are of no use to them. */
export function withoutMarks(fixture: Fixture): Tree {
  const entries = fixtureFiles(fixture).map((path): TreeEntry => {
    const text = readFileSync(join(fixture.folder, path), 'utf8')
      .replace(/^[ \t]*#\s*expect:.*\n/gm, '')
      .replace(/[ \t]*#\s*expect:.*$/gm, '');
    return { kind: 'text', path, id: text, text };
  });
  return new Map(entries.map((entry) => [entry.path, entry]));
}

/** What `facts.json` says of the repository: its visibility, and other repositories' actions. */
function factsOf({ folder }: Fixture): RepositoryFacts {
  const file = join(folder, 'facts.json');
  const written = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  return {
    visibility: written.visibility ?? 'unknown',
    remoteActions: new Map(Object.entries(written.remoteActions ?? {})),
  };
}

/** Lines on which a fixture says that a rule should report: `# expect: <rule>` there, or alone on the line above. */
export function expectedLines(fixture: Fixture): { readonly rule: string; readonly place: string }[] {
  return fixtureFiles(fixture).flatMap((path) => {
    const lines = readFileSync(join(fixture.folder, path), 'utf8').split(/\r\n|\n|\r/);
    return lines.flatMap((line, index) => {
      const mark = /^(.*?)#\s*expect:\s*([a-z-]+)/.exec(line);
      if (mark === null) return [];
      const stands = mark[1]?.trim() === '' ? nextContent(lines, index + 1) : index;
      return [{ rule: mark[2] ?? '', place: `${path}:${stands + 1}` }];
    });
  });
}

function nextContent(lines: readonly string[], from: number): number {
  let at = from;
  while (lines[at]?.trimStart().startsWith('#')) at += 1;
  return at;
}
