import type { ShellUser } from '../shell/domain.ts';
import { readOptions } from '../shell/read-options.ts';
import type { SymbolTable } from '../shell/symbols.ts';
import { ociOptions } from './oci-command.ts';
import { lowLevelRuntimes, type Runtime } from './runtime.ts';
import { sameText } from './same-text.ts';
import type { Words } from './words.ts';

/** Where a runtime keeps its containers: whoever looks elsewhere sees none of them. */
export interface Store {
  /** `--root`; undefined for the runtime's own place. */
  readonly root: string | undefined;
  /** Whose containers they are, where each user has some of their own (podman). */
  readonly user: ShellUser;
}

/** The store that a command of a runtime speaks of. */
export function storeOf(runtime: Runtime, words: Words): Store {
  const hasRoot = lowLevelRuntimes.has(runtime);
  const { options } = hasRoot ? readOptions(words.texts, 1, ociOptions) : { options: [] };
  const root = options.findLast((option) => option.name === '--root')?.value;
  return { root, user: runtime === 'podman' ? words.call.user : 'unknown' };
}

/** Whether two commands speak of the same store, as far as is known. */
export function isSameStore(one: Store, other: Store, symbols: SymbolTable): boolean {
  const users = new Set([one.user, other.user]);
  if (users.has('own') && users.has('root')) return false;
  if (one.root === undefined || other.root === undefined) return one.root === other.root;
  return sameText(one.root, other.root, symbols) !== 'no';
}
