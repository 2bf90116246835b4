import { describe, expect, it } from 'vitest';
import type { BoxRepository } from '../../src/demo/box/box-repository.ts';
import type { IssueComment } from '../../src/demo/box/store/issue.ts';
import { useScenario } from './scenario.ts';
import { cleanWorkflow, leakyWorkflow, testWorkflow } from './workflows.ts';

const scenario = useScenario();
let repositories = 0;

function repository(files: Readonly<Record<string, string>> = {}): Promise<BoxRepository> {
  repositories += 1;
  return scenario().box.createRepository({
    owner: 'octo',
    name: `talk-${repositories}`,
    visibility: 'public',
    roles: { mona: 'admin', wendy: 'write', mike: 'maintain', tom: 'triage', rita: 'read' },
    files: { '.github/workflows/test.yml': testWorkflow, ...files },
  });
}

async function leakyPull(): Promise<{ repo: BoxRepository; number: number }> {
  const repo = await repository();
  await repo.push('topic', { '.github/workflows/leak.yml': leakyWorkflow });
  const { issue } = await repo.openPullRequest({ head: 'topic', title: 'A change' });
  await scenario().settled();
  return { repo, number: issue.number };
}

async function say(repo: BoxRepository, issue: number, login: string, body: string): Promise<IssueComment> {
  const comment = repo.comment(issue, login, body);
  await scenario().settled();
  return comment;
}

const reactions = (comment: IssueComment) => comment.reactions.map(({ content }) => content);
const replies = (repo: BoxRepository, issue: number) =>
  repo.comments(issue).filter(({ app }) => app !== undefined);

describe('/ci-audit', () => {
  it('is acknowledged at once and answered with one comment that repetition brings up to date', async () => {
    const { repo, number } = await leakyPull();
    const first = await say(repo, number, 'wendy', '/ci-audit');
    expect(reactions(first)).toEqual(['eyes']);
    expect(replies(repo, number)).toHaveLength(1);
    expect(replies(repo, number)[0]?.body).toContain('missing-container-cleanup');

    await repo.push('topic', { '.github/workflows/leak.yml': cleanWorkflow });
    await scenario().settled();
    await say(repo, number, 'mike', 'Better now?\n\n/ci-audit');
    expect(replies(repo, number)).toHaveLength(1);
    expect(replies(repo, number)[0]?.body).not.toContain('#### `missing-container-cleanup`');
  });

  it('does not write an unchanged reply again', async () => {
    const { repo, number } = await leakyPull();
    await say(repo, number, 'wendy', '/ci-audit help');
    scenario().newRequests();
    await say(repo, number, 'wendy', '/ci-audit help');
    expect(
      scenario()
        .newRequests()
        .map(({ method }) => method),
    ).not.toContain('PATCH');
    expect(replies(repo, number)).toHaveLength(1);
  });

  it('on an issue audits the default branch', async () => {
    const repo = await repository({ '.github/workflows/leak.yml': leakyWorkflow });
    const issue = repo.openIssue({ title: 'The sprint', body: '' });
    await say(repo, issue, 'mona', '/ci-audit');
    const [reply] = replies(repo, issue);
    expect(reply?.body).toContain('`main` at');
    expect(reply?.body).toContain('missing-container-cleanup');
  });

  it('of one rule reports that rule only', async () => {
    const { repo, number } = await leakyPull();
    await say(repo, number, 'wendy', '/ci-audit duplicate-workflow');
    expect(replies(repo, number)[0]?.body).not.toContain('missing-container-cleanup');
    await say(repo, number, 'wendy', '/ci-audit missing-container-cleanup');
    expect(replies(repo, number)).toHaveLength(2);
    expect(replies(repo, number)[1]?.body).toContain('crun');
  });

  it('tells the progress of a sprint on its issue in one comment, and points to it later on', async () => {
    const repo = await repository();
    const body =
      '## Tasks\n\n- [x] Delete `.github/workflows/gone.yml`\n- [x] Add `docs/GUIDE.md`\n- [ ] Think\n';
    const issue = repo.openIssue({ title: 'The sprint', body });
    await say(repo, issue, 'mona', '/ci-audit progress');
    const [reply, ...others] = replies(repo, issue);
    expect(others).toEqual([]);
    const rows = (reply?.body ?? '').split('\n').filter((line) => line.startsWith('| '));
    expect(rows.find((row) => row.includes('gone'))).toContain('verified');
    expect(rows.find((row) => row.includes('GUIDE'))).toContain('contradicted');
    expect(rows.find((row) => row.includes('Think'))).toContain('open');

    await repo.push('main', { 'docs/GUIDE.md': 'Here it is\n' });
    await scenario().settled();
    await say(repo, issue, 'mona', '/ci-audit progress');
    const [, pointer, ...more] = replies(repo, issue);
    expect(more).toEqual([]);
    expect(pointer?.body).toContain(`#issuecomment-${reply?.id}`);
    expect(
      replies(repo, issue)[0]
        ?.body.split('\n')
        .find((row) => row.includes('GUIDE')),
    ).toContain('verified');
  });

  it('says so where there is no sprint to tell of', async () => {
    const { repo, number } = await leakyPull();
    await say(repo, number, 'mona', '/ci-audit progress');
    expect(replies(repo, number)[0]?.body).toContain('no sprint to tell of');
  });

  it('explains a rule and helps, also who misspells', async () => {
    const { repo, number } = await leakyPull();
    await say(repo, number, 'wendy', '/ci-audit explain missing-container-cleanup');
    expect(replies(repo, number)[0]?.body).toContain('Why it matters');
    await say(repo, number, 'wendy', '/ci-audit hlep');
    expect(replies(repo, number)[1]?.body).toContain('Perhaps `help` was meant');
    await say(repo, number, 'wendy', '/ci-audit help');
    expect(replies(repo, number)).toHaveLength(2);
  });

  it.each(['tom', 'rita', 'stranger'])('is not obeyed from %s, who may not write', async (login) => {
    const { repo, number } = await leakyPull();
    const comment = await say(repo, number, login, '/ci-audit');
    expect(reactions(comment)).toEqual(['-1']);
    expect(replies(repo, number)).toEqual([]);
  });

  it.each([
    ['in code', '```\n/ci-audit\n```'],
    ['in a quotation', '> /ci-audit'],
    ['within a sentence', 'Try /ci-audit there'],
  ])('%s is only spoken of', async (_, body) => {
    const { repo, number } = await leakyPull();
    const comment = await say(repo, number, 'mona', body);
    expect(reactions(comment)).toEqual([]);
    expect(replies(repo, number)).toEqual([]);
  });

  it('edited into a comment is no command', async () => {
    const { repo, number } = await leakyPull();
    const comment = await say(repo, number, 'mona', 'Nothing');
    repo.editComment(comment, '/ci-audit');
    await scenario().settled();
    expect(reactions(comment)).toEqual([]);
    expect(replies(repo, number)).toEqual([]);
  });

  it("leaves a stranger's comment with the App's marker alone", async () => {
    const { repo, number } = await leakyPull();
    const forged = await say(repo, number, 'stranger', 'Mine\n\n<!-- ci-warden:reply:audit -->');
    await say(repo, number, 'wendy', '/ci-audit');
    expect(forged.body).toContain('Mine');
    expect(replies(repo, number)).toHaveLength(1);
  });

  it('shows nothing of a repository as Markdown', async () => {
    const repo = await repository();
    const evil = leakyWorkflow
      .replace('  leak:', '  "leak":\n    name: "@mona ![x](https://evil.example/a.png) <img src=x>"')
      .replace('crun create leaky', 'crun create "@mona![x](https://evil.example)<img>"');
    await repo.push('topic', { '.github/workflows/@mona.yml': evil });
    const { issue } = await repo.openPullRequest({ head: 'topic', title: 'Evil' });
    await scenario().settled();
    await say(repo, issue.number, 'wendy', '/ci-audit');
    const [run] = await repo.checkRuns('topic');
    const shown = `${replies(repo, issue.number)[0]?.body}${run?.output.summary}${run?.output.text}`;
    const outsideCode = shown.replace(/(`+)[\s\S]*?\1/g, '').replace(/<!--[\s\S]*?-->/g, '');
    expect(run?.conclusion).toBe('failure');
    expect(outsideCode).not.toMatch(/(?<![\\\w/.])@mona|!\[x\]|<img/);
  });
});
