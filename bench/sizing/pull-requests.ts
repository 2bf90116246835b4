import { setTimeout as sleep } from 'node:timers/promises';
import type { BoxRepository } from '../../src/demo/box/box-repository.ts';
import type { GitHubBox } from '../../src/demo/box/github-box.ts';
import { syntheticWorkflows } from '../synthetic.ts';

/** How large the world is that is measured. */
export interface Scale {
  readonly repositories: number;
  readonly workflows: number;
}

/** Makes repositories, each of the owner that is given for it; the App is installed on every owner. */
export async function makeRepositories(
  box: GitHubBox,
  scale: Scale,
  ownerOf: (index: number) => string,
): Promise<BoxRepository[]> {
  const made: BoxRepository[] = [];
  for (let index = 0; index < scale.repositories; index += 1) {
    const files = syntheticWorkflows(scale.workflows, index).map((entry) =>
      entry.kind === 'text' ? [entry.path, entry.text] : [entry.path, ''],
    );
    const [owner, name] = [ownerOf(index), `repository-${index}`];
    made.push(await box.createRepository({ owner, name, files: Object.fromEntries(files) }));
  }
  return made;
}

/** Opens a pull request in each repository that changes one workflow, and waits until each head is answered. */
export async function openAndAwait(
  box: GitHubBox,
  repositories: readonly BoxRepository[],
  round: number,
): Promise<number> {
  const heads: { readonly repository: BoxRepository; readonly sha: string }[] = [];
  for (const repository of repositories) {
    const path = `.github/workflows/package-${round}.yml`;
    const text = (await repository.file('main', path)) ?? '';
    const branch = `topic-${round}`;
    const changed = text.replace(/timeout-minutes: \d+/, `timeout-minutes: ${40 + round}`);
    const sha = await repository.push(branch, { [path]: `${changed}# ${round}\n` });
    await repository.openPullRequest({ head: branch, title: branch });
    heads.push({ repository, sha });
  }
  await box.settled();
  const end = Date.now() + 600_000;
  for (const { repository, sha } of heads) {
    while (!(await repository.checkRuns(sha)).some(({ status }) => status === 'completed')) {
      if (Date.now() > end)
        throw new Error(`${repository.fullName} has not been answered within ten minutes`);
      await sleep(50);
    }
  }
  await box.settled();
  return heads.length;
}

/** In each repository a run is done that nothing is waiting for: it follows no sprint. */
export async function finishRuns(box: GitHubBox, repositories: readonly BoxRepository[]): Promise<number> {
  for (const repository of repositories) {
    await repository.runWorkflow({ path: '.github/workflows/package-0.yml', jobs: [] });
  }
  await box.settled();
  return repositories.length;
}

/** Waits until a server has nothing left to do. */
export async function awaitIdle(origin: string): Promise<void> {
  for (;;) {
    const text = await (await fetch(`${origin}/metrics`)).text();
    const busy = ['waiting', 'active', 'untold'].filter(
      (state) => !new RegExp(`queue_items\\{state="${state}"\\} 0$`, 'm').test(text),
    );
    if (busy.length === 0) return;
    await sleep(1000);
  }
}

/** How many requests the App has made for installations so far, without those for tokens. */
export function requestsTo(box: GitHubBox): number {
  return box.requests.filter(
    ({ caller, path }) => caller === 'installation' && !path.endsWith('/access_tokens'),
  ).length;
}
