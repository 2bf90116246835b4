/**
 * Actions that run in a container or drive the `docker` command: `owner/name`, or a path below it. From their
 * `action.yml` (`runs.using: docker`, or steps that call `docker`), read on 2026-11-23.
 */
const needDocker: ReadonlySet<string> = new Set([
  'addnab/docker-run-action',
  'codespell-project/actions-codespell',
  'docker/bake-action',
  'docker/build-push-action',
  'docker/login-action',
  'docker/setup-buildx-action',
  'docker/setup-qemu-action',
  'enricomi/publish-unit-test-result-action',
  'gaurav-nelson/github-action-markdown-link-check',
  'github/super-linter',
  'google/clusterfuzzlite',
  'google/oss-fuzz',
  'hadolint/hadolint-action',
  'helm/kind-action',
  'ossf/scorecard-action',
  'pypa/cibuildwheel',
  'pypa/gh-action-pypi-publish',
  'returntocorp/semgrep-action',
  'snyk/actions',
  'super-linter/super-linter',
  'trufflesecurity/trufflehog',
  'wagoid/commitlint-github-action',
]);

/**
 * Owners and actions that run on the runner itself (JavaScript, or composite actions without containers), from their
 * `action.yml`, read on 2026-11-23.
 */
const runByThemselves: ReadonlySet<string> = new Set([
  'actions',
  'actions-rs',
  'actions-rust-lang',
  'aquasecurity/setup-trivy',
  'aquasecurity/trivy-action',
  'astral-sh/setup-uv',
  'aws-actions/configure-aws-credentials',
  'azure/login',
  'cachix/install-nix-action',
  'codecov/codecov-action',
  'crate-ci/typos',
  'davidanson/markdownlint-cli2-action',
  'denoland/setup-deno',
  'docker/metadata-action',
  'dorny/paths-filter',
  'dtolnay/rust-toolchain',
  'extractions/setup-just',
  'github/codeql-action',
  'golangci/golangci-lint-action',
  'google-github-actions/auth',
  'google-github-actions/setup-gcloud',
  'goreleaser/goreleaser-action',
  'goto-bus-stop/setup-zig',
  'gradle/actions',
  'gradle/gradle-build-action',
  'korandoru/setup-zig',
  'ludeeus/action-shellcheck',
  'lycheeverse/lychee-action',
  'mlugg/setup-zig',
  'mxschmitt/action-tmate',
  'ncipollo/release-action',
  'oven-sh/setup-bun',
  'peaceiris/actions-gh-pages',
  'peter-evans/create-issue-from-file',
  'peter-evans/create-pull-request',
  'pnpm/action-setup',
  'ruby/setup-ruby',
  'sigstore/cosign-installer',
  'softprops/action-gh-release',
  'step-security/harden-runner',
  'streetsidesoftware/cspell-action',
  'swatinem/rust-cache',
  'taiki-e/install-action',
  'tj-actions/changed-files',
  'webfactory/ssh-agent',
]);

/** Whether a well-known action (`owner/name/path@ref`) needs Docker; undefined where it is not well known. */
export function wellKnownNeedsDocker(uses: string): boolean | undefined {
  const [owner, name] = (uses.split('@')[0] ?? '').toLowerCase().split('/');
  if (owner === undefined || name === undefined) return undefined;
  const action = `${owner}/${name}`;
  if (needDocker.has(action)) return true;
  return runByThemselves.has(owner) || runByThemselves.has(action) ? false : undefined;
}
