/**
 * Actions of which no manifest tells that their own programs call `docker` or ask its daemon; what each is for says so
 * (its README). As `owner/name`.
 */
const drivers: ReadonlySet<string> = new Set([
  'absaoss/k3d-action',
  'aws-actions/amazon-ecr-login',
  'azure/cli',
  'devcontainers/ci',
  'docker/bake-action',
  'docker/build-push-action',
  'docker/login-action',
  'docker/setup-buildx-action',
  'docker/setup-qemu-action',
  'elgohr/publish-docker-github-action',
  'engineerd/setup-kind',
  'helm/kind-action',
  'hoverkraft-tech/compose-action',
  'localstack/setup-localstack',
  'pypa/cibuildwheel',
  'pypa/gh-action-pypi-publish',
  'renovatebot/github-action',
  'uraimo/run-on-arch-action',
  'zaproxy/action-baseline',
  'zaproxy/action-full-scan',
]);

/** Whether an action (`owner/name/path@ref`) is known to drive Docker from its own program. */
export function drivesDocker(uses: string): boolean {
  const [owner, name] = (uses.split('@')[0] ?? '').toLowerCase().split('/');
  return drivers.has(`${owner}/${name}`);
}
