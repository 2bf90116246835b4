import type { BoxRepository } from '../../src/demo/box/box-repository.ts';
import type { GitHubBox } from '../../src/demo/box/github-box.ts';
import type { IssueComment } from '../../src/demo/box/store/issue.ts';
import { cleanWorkflow, leaks, leakyWorkflow, testWorkflow } from '../app/workflows.ts';
import { type Act, baseMoves, type Plan } from './plan.ts';

/** A pull request of the world. */
export interface PullMade {
  readonly repository: BoxRepository;
  readonly number: number;
  readonly branch: string;
}

/** Something that was asked for anew: all answers on a head, or the one to a pull request. */
export interface AskedAnew {
  readonly repository: BoxRepository;
  readonly headSha: string;
  readonly number: number;
  readonly at: Date;
  /** The id of the check run that was there then, and that a person saw. */
  readonly seen: number;
}

/** A comment with a command. */
export interface CommandGiven {
  readonly pull: PullMade;
  readonly comment: IssueComment;
  readonly by: string;
  readonly body: string;
}

/** The repositories of the box in which people work, and what they have done there. */
export class World {
  readonly #box: GitHubBox;
  readonly #plan: Plan;
  readonly #repositories: BoxRepository[] = [];
  readonly pulls: PullMade[] = [];
  readonly anew: AskedAnew[] = [];
  readonly commands: CommandGiven[] = [];
  /** The pushes to default branches: what was there before and after. */
  readonly basePushes: { repository: BoxRepository; before: string; after: string }[] = [];

  static async create(box: GitHubBox, plan: Plan): Promise<World> {
    const world = new World(box, plan);
    for (let index = 0; index < plan.repositories; index += 1) {
      // One to an organisation: limits and paces are an installation's own.
      const repository = await box.createRepository({
        owner: `org-${index}`,
        name: 'tool',
        roles: { mona: 'admin', stranger: 'read' },
        files: { '.github/workflows/test.yml': testWorkflow, 'README.md': 'A tool' },
      });
      world.#repositories.push(repository);
    }
    return world;
  }

  private constructor(box: GitHubBox, plan: Plan) {
    this.#box = box;
    this.#plan = plan;
  }

  get repositories(): readonly BoxRepository[] {
    return this.#repositories;
  }

  /** Does the n-th act. */
  async do(act: Act, nth: number): Promise<void> {
    switch (act.kind) {
      case 'open':
        return this.#open(act.pull, nth);
      case 'push-base':
        return this.#pushBase(act.repository, nth);
      case 'redeliver':
        return this.#redeliver(nth);
      case 'comment': {
        const pull = this.#pull(act.pull);
        const comment = pull.repository.comment(pull.number, act.by, act.body);
        this.commands.push({ pull, comment, by: act.by, body: act.body });
        return;
      }
      case 'reopen': {
        const { repository, number } = this.#pull(act.pull);
        await repository.closePullRequest(number);
        return repository.reopenPullRequest(number);
      }
      default:
        return this.#change(act.kind, this.#pull(act.pull), nth);
    }
  }

  async #open(index: number, nth: number): Promise<void> {
    const repository = this.#repository(index % this.#plan.repositories);
    const branch = `topic-${index}`;
    await repository.push(branch, this.#files(branch, nth));
    const { issue } = await repository.openPullRequest({ head: branch, title: branch });
    this.pulls[index] = { repository, number: issue.number, branch };
  }

  async #change(kind: string, pull: PullMade, nth: number): Promise<void> {
    const { repository, number, branch } = pull;
    if (kind === 'rerun' || kind === 'rerun-suite') {
      const headSha = repository.pull(number).head.sha;
      const run = (await repository.checkRuns(headSha)).find(({ status }) => status === 'completed');
      if (run !== undefined) {
        this.anew.push({ repository, headSha, number, at: new Date(), seen: run.id });
        if (kind === 'rerun') return repository.rerequest(run);
        return repository.rerequestSuite(run);
      }
      // There is nothing yet to ask for again.
    }
    const from = kind === 'force-push' ? { from: 'main' } : {};
    await repository.push(branch, this.#files(branch, nth), from);
  }

  async #pushBase(index: number, nth: number): Promise<void> {
    const repository = this.#repository(index);
    const before = await repository.sha('main');
    const severity = nth % 2 === 0 ? 'warning' : 'error';
    const policy = `version: 1\nrules:\n  missing-container-cleanup: ${severity}\n`;
    const after = await repository.push('main', {
      'README.md': `A tool, ${nth}`,
      ...(baseMoves(index) && { '.github/ci-warden.yml': policy }),
    });
    this.basePushes.push({ repository, before, after });
  }

  /** Somebody has an old delivery sent once more. */
  #redeliver(nth: number): void {
    const { state } = this.#box;
    const delivery = state.deliveries[this.#plan.chance.below(`again ${nth}`, state.deliveries.length)];
    if (delivery !== undefined) state.redeliver(delivery);
  }

  #files(branch: string, nth: number): Record<string, string> {
    const workflow = this.#plan.chance.weighed(`files ${nth}`, [
      [6, leakyWorkflow],
      [3, cleanWorkflow],
      // More than GitHub takes with one request.
      [1, leaks(60)],
    ]);
    return { [`.github/workflows/${branch}.yml`]: `${workflow}# ${nth}\n` };
  }

  #repository(index: number): BoxRepository {
    const repository = this.#repositories[index];
    if (repository === undefined) throw new Error(`there is no repository ${index}`);
    return repository;
  }

  #pull(index: number): PullMade {
    const pull = this.pulls[index];
    if (pull === undefined) throw new Error(`there is no pull request ${index}`);
    return pull;
  }
}
