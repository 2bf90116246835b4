import type { GitContent } from '../git/object-reader.ts';
import { entryType, type TreeEntry, treeEntries } from '../git/tree-entries.ts';
import { ApiError, notFound } from '../http/api-error.ts';
import { apiUrl, webUrl } from '../store/addresses.ts';
import type { Json } from '../store/json.ts';
import { type Answer, inRepository, ok, type RepositoryCall, textOf } from './call.ts';

const reading = [{ permission: 'contents', level: 'read' }] as const;

/** Above this, in bytes, GitHub gives a file only raw. */
const largestInJson = 1024 * 1024;

/** Files and directories at a ref. */
export const contentRoutes = {
  'GET /repos/{owner}/{repo}/contents/{path}': inRepository(reading, contents),
};

interface Place {
  readonly ref: string;
  readonly path: string;
}

async function contents(call: RepositoryCall): Promise<Answer> {
  const { git, defaultBranch } = call.repository;
  const place = {
    ref: textOf(call, 'ref') || defaultBranch,
    path: textOf(call, 'path').replace(/^\/|\/$/g, ''),
  };
  const commit = await git.commit(place.ref);
  if (!commit) throw new ApiError(404, `No commit found for the ref ${place.ref}`);
  const object = await git.objects.read(`${commit.oid}:${place.path}`);
  if (object?.type === 'tree') return ok(await directory(call, place, object));
  if (object?.type !== 'blob') throw notFound();
  if (call.accept.includes('raw')) {
    return {
      status: 200,
      body: object.content,
      headers: { 'content-type': 'application/vnd.github.raw+json; charset=utf-8' },
    };
  }
  return ok(file(call, place, object));
}

function file(call: RepositoryCall, place: Place, object: GitContent): Json {
  const tooLarge = object.size > largestInJson;
  return {
    ...entry(call, place, { type: 'file', sha: object.oid }),
    size: object.size,
    content: tooLarge ? '' : object.content.toString('base64').replace(/.{60}/g, '$&\n'),
    encoding: tooLarge ? 'none' : 'base64',
  };
}

async function directory(call: RepositoryCall, place: Place, object: GitContent): Promise<Json[]> {
  return Promise.all(
    treeEntries(object.content).map(async (one) => {
      const path = place.path === '' ? one.name : `${place.path}/${one.name}`;
      const size =
        entryType(one.mode) === 'blob' ? (await call.repository.git.objects.look(one.oid))?.size : 0;
      return {
        ...entry(call, { ref: place.ref, path }, { type: kindOf(one), sha: one.oid }),
        size: size ?? 0,
      };
    }),
  );
}

function kindOf({ mode }: TreeEntry): string {
  const kinds: Record<string, string> = { '40000': 'dir', '120000': 'symlink', '160000': 'submodule' };
  return kinds[mode] ?? 'file';
}

function entry(call: RepositoryCall, { ref, path }: Place, of: { type: string; sha: string }): Json {
  const { state, repository } = call;
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  const folder = of.type === 'dir';
  const url = apiUrl(state.origin, repository, `/contents/${encoded}?ref=${encodeURIComponent(ref)}`);
  const html = webUrl(state.origin, repository, `/${folder ? 'tree' : 'blob'}/${ref}/${encoded}`);
  const git = apiUrl(state.origin, repository, `/git/${folder ? 'trees' : 'blobs'}/${of.sha}`);
  return {
    type: of.type,
    name: path.split('/').at(-1) ?? '',
    path,
    sha: of.sha,
    url,
    git_url: git,
    html_url: html,
    download_url: folder ? null : webUrl(state.origin, repository, `/raw/${ref}/${encoded}`),
    _links: { self: url, git, html },
  };
}
