import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Tree, TreeEntry } from '../core/audit/tree.ts';
import { defaultPolicy } from '../core/policy/default-policy.ts';
import { parsePolicy, policyPath } from '../core/policy/parse-policy.ts';
import type { Policy } from '../core/policy/policy.ts';
import { decodeEntry } from './decode-entry.ts';
import { UserError } from './user-error.ts';

/** The policy of a tree, or the one in a file that the person names. Throws a `UserError` where it can't be used. */
export function loadPolicy(
  tree: Tree,
  named: { readonly file: string; readonly from: string } | undefined,
): Policy {
  if (named !== undefined) return usablePolicy(readNamed(named.file, named.from), named.file);
  const entry = tree.get(policyPath);
  if (entry !== undefined) return usablePolicy(entry, policyPath);
  const misnamed = policyPath.replace(/\.yml$/, '.yaml');
  if (tree.get(misnamed) !== undefined) throw new UserError(`${misnamed} is not read: name it ${policyPath}`);
  return defaultPolicy;
}

/** What a person names may be a link or a pipe: they know what they do. */
function readNamed(file: string, from: string): TreeEntry {
  try {
    return decodeEntry(file, readFileSync(resolve(from, file)));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UserError(
      code === 'ENOENT' ? `there is no policy ${file}` : `the policy ${file} cannot be read (${code})`,
    );
  }
}

function usablePolicy(entry: TreeEntry, name: string): Policy {
  if (entry.kind === 'unreadable') throw new UserError(`the policy ${name} cannot be used: ${entry.why}`);
  const { policy, problems } = parsePolicy(entry.text, name);
  const [first] = problems;
  if (first === undefined) return policy;
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
  throw new UserError(`${name}:${first.start.line}:${first.start.column}: ${first.message}${more}`);
}
