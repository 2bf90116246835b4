import { describe, expect, it } from 'vitest';
import { GitHubDescription } from '../../../src/demo/box/openapi/description.ts';
import { endpoints, source, webhooks } from '../../../src/demo/box/openapi/endpoints.ts';
import extract from '../../../src/demo/box/openapi/github-api.generated.json' with { type: 'json' };
import { routes } from '../../../src/demo/box/rest/routes.ts';
import { endpoints as asked } from '../../../src/github/endpoints.ts';

describe("the extract of GitHub's description", () => {
  it('is of the version that the code names, and of exactly the endpoints and webhooks in the list', () => {
    expect(extract.source).toEqual(source);
    expect(Object.keys(extract.endpoints)).toEqual([...endpoints].sort());
    expect(Object.keys(extract.webhooks)).toEqual([...webhooks].sort());
  });

  it('has no definition that nothing refers to', () => {
    const text = JSON.stringify(extract);
    const unused = Object.keys(extract.definitions).filter(
      (name) => !text.includes(`"github-api#/definitions/${name}"`),
    );
    expect(unused).toEqual([]);
  });

  it('covers all that the App asks, and the box answers all of it', () => {
    expect(asked.filter((one) => !(one in extract.endpoints))).toEqual([]);
    expect(Object.keys(routes).sort()).toEqual([...endpoints].sort());
  });
});

describe('GitHubDescription', () => {
  const description = new GitHubDescription();
  const create = 'POST /repos/{owner}/{repo}/check-runs';

  it('finds what is wrong with a body', () => {
    expect(description.wrongBody(create, { name: 'x', head_sha: 'y' })).toBeUndefined();
    expect(description.wrongBody(create, { name: 'x' })).toBe(`"head_sha" wasn't supplied.`);
    expect(description.wrongBody(create, { name: 1, head_sha: 'y' })).toContain("'name'");
    const annotation = { path: 'a', start_line: 1, end_line: 1, annotation_level: 'failure', message: 'm' };
    const output = (count: number) => ({
      title: 't',
      summary: 's',
      annotations: Array(count).fill(annotation),
    });
    const body = (count: number) => ({ name: 'x', head_sha: 'y', output: output(count) });
    expect(description.wrongBody(create, body(50))).toBeUndefined();
    expect(description.wrongBody(create, body(51))).toBe(
      'No more than 50 items are allowed in output.annotations.',
    );
  });

  it('reads numbers out of paths and queries', () => {
    const endpoint = 'GET /repos/{owner}/{repo}/issues/{issue_number}/comments';
    const path = { owner: '1', repo: 'r', issue_number: '7' };
    const read = description.readParameters(endpoint, { path, query: { per_page: '5' } });
    expect(read).toEqual({
      values: { owner: '1', repo: 'r', issue_number: 7, per_page: 5 },
      wrong: undefined,
    });
    const wrong = description.readParameters(endpoint, { path: { ...path, issue_number: 'x' }, query: {} });
    expect(wrong.wrong).toContain('issue_number');
  });

  it('finds what is wrong with an answer and with a payload', () => {
    expect(description.wrongAnswer('GET /app', 418, {})).toContain('418');
    expect(description.wrongAnswer('GET /app', 200, {})).toContain("wasn't supplied");
    expect(description.wrongPayload('push', {})).toContain("wasn't supplied");
    expect(description.wrongPayload('no-such', {})).toContain('no-such');
  });
});
