import { Probot } from 'probot';
import type { GitHubBox } from '../../src/demo/box/github-box.ts';
import { type GitHub, type GitHubSettings, openGitHub } from '../../src/github/open-github.ts';

/** The App on a GitHub in a box. */
export async function openTestGitHub(box: GitHubBox, more: Partial<GitHubSettings> = {}): Promise<GitHub> {
  const quiet = new Probot({ appId: 1, privateKey: 'none', logLevel: 'fatal' });
  await quiet.ready();
  return openGitHub({
    appId: box.state.app.id,
    privateKey: box.privateKey,
    baseUrl: `${box.url}/api/v3`,
    writeSpacingMilliseconds: 0,
    writeSettleMilliseconds: 0,
    lagMilliseconds: 0,
    log: quiet.log,
    onRequest: () => {},
    ...more,
  });
}
