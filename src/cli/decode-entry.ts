import { createHash } from 'node:crypto';
import type { TreeEntry } from '../core/audit/tree.ts';

/** Larger files are not read: GitHub refuses workflows far smaller than this. */
export const largestFile = 8 * 1024 * 1024;

/** A file's bytes as an entry of a tree: as text, or with the reason why they are none. */
export function decodeEntry(path: string, bytes: Uint8Array): TreeEntry {
  const id = blobId(bytes);
  const unreadable = (why: string): TreeEntry => ({ kind: 'unreadable', path, id, why });
  if (bytes.length > largestFile) return unreadable(`it is larger than ${largestFile / 1024 / 1024} MiB`);
  if (startsWith(bytes, [0xff, 0xfe]) || startsWith(bytes, [0xfe, 0xff])) {
    return unreadable('it is UTF-16, and GitHub reads UTF-8');
  }
  if (bytes.includes(0)) return unreadable('it is binary');
  try {
    // The decoder takes a byte order mark off, so that columns are those that editors show.
    return { kind: 'text', path, id, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return unreadable('it is not UTF-8');
  }
}

function startsWith(bytes: Uint8Array, prefix: readonly number[]): boolean {
  return prefix.every((byte, index) => bytes[index] === byte);
}

/** The id that git gives to a file's content, so that files on disk and in git share what is kept of them. */
function blobId(bytes: Uint8Array): string {
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}
