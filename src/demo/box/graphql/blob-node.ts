import type { GitContent } from '../git/object-reader.ts';
import { nodeId } from '../store/addresses.ts';
import type { Repository } from '../store/repository.ts';
import type { Graph, Node } from './graph.ts';

/** GitHub cuts a blob's text here, in bytes. */
const mostText = 512_000;
/** Git looks for a NUL in so many bytes to tell a binary. */
const lookedAt = 8000;

/** A file's content; a binary's text is null. */
export function blobNode(graph: Graph, repository: Repository, blob: GitContent): Node {
  const isBinary = blob.content.subarray(0, lookedAt).includes(0);
  return {
    __typename: 'Blob',
    id: nodeId('B', `${repository.id}:${blob.oid}`),
    oid: blob.oid,
    abbreviatedOid: blob.oid.slice(0, 7),
    byteSize: blob.size,
    isBinary,
    isTruncated: blob.size > mostText,
    text: isBinary ? null : blob.content.subarray(0, mostText).toString('utf8'),
    repository: () => graph.repository(repository),
  };
}
