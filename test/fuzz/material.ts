import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What inputs are grown from: the repository's own files, by what they are. */
export interface Material {
  readonly workflows: readonly string[];
  readonly scripts: readonly string[];
  readonly policies: readonly string[];
  readonly plans: readonly string[];
  readonly manifests: readonly string[];
}

/** Reads it from a checkout. */
export function readMaterial(root: string): Material {
  const read = (...patterns: readonly string[]) =>
    globSync([...patterns], { cwd: root })
      .sort()
      .map((path) => readFileSync(join(root, path), 'utf8'));
  return {
    workflows: read(
      'fixtures/**/.github/workflows/*.{yml,yaml}',
      'src/demo/sprint/**/.github/workflows/*.yml',
    ),
    scripts: read('fixtures/**/*.sh', 'fixtures/**/Makefile', 'src/demo/sprint/**/*.sh'),
    policies: read('fixtures/**/.github/ci-warden.yml', 'src/demo/sprint/**/.github/ci-warden.yml'),
    plans: read('fixtures/progress/**/*.md', 'src/demo/sprint/issue.md', 'docs/*.md', 'README.md'),
    manifests: read('fixtures/**/action.{yml,yaml}'),
  };
}
