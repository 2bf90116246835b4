import { ProbotOctokit } from 'probot';
import type { GitHubBox } from '../../../src/demo/box/github-box.ts';

const quiet = { debug() {}, info() {}, warn() {}, error() {} };

/** Octokit as Probot has it, without its pauses and retries, and without authentication. */
function octokit(box: GitHubBox, auth: object) {
  const options = { baseUrl: `${box.url}/api/v3`, auth, log: quiet };
  return new ProbotOctokit({ ...options, throttle: { enabled: false }, retry: { enabled: false } });
}

/** A client that asks as the App itself. */
export function asApp(box: GitHubBox) {
  return octokit(box, { appId: box.environment.APP_ID, privateKey: box.privateKey });
}

/** A client that asks as the App's installation on an account. */
export function asInstallation(box: GitHubBox, owner: string) {
  const installationId = box.installation(owner).id;
  return octokit(box, { appId: box.environment.APP_ID, privateKey: box.privateKey, installationId });
}

/** A plain request, for what no client would send. */
export function ask(box: GitHubBox, path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(`${box.url}/api/v3${path}`, init);
}

/** The refusal that a request ended with. */
export async function refusalOf(request: Promise<unknown>): Promise<{ status: number; message: string }> {
  try {
    await request;
  } catch (error) {
    const { status, message } = error as { status: number; message: string };
    return { status, message };
  }
  throw new Error('the request was not refused');
}
