import type { Call, Effect } from '../shell/domain.ts';
import type { SymbolTable } from '../shell/symbols.ts';
import { commandName } from '../shell/wrappers.ts';
import type { LiveContainers } from './container.ts';

/** What `grep` and `wc -l` make of a text that is known; undefined for all else. */
export function grepText(
  call: Call,
  facts: LiveContainers,
  symbols: SymbolTable,
): Effect<LiveContainers> | undefined {
  const name = commandName(call.argv[0].value);
  const { stdin } = call;
  if (
    stdin === undefined ||
    symbols.split(stdin).some((piece) => typeof piece === 'object' && piece.kind === 'token')
  )
    return undefined;
  const lines = stdin.split('\n').filter((line) => line !== '');
  const words = call.argv.slice(1).map((field) => field.value);
  if (name === 'wc' && words.join() === '-l')
    return { facts, prints: `${lines.length}\n`, outcome: 'succeeds', onlyLooks: true };
  if (!/^[ef]?grep$/.test(name)) return undefined;
  const flags = words.filter((word) => /^-[a-zA-Z]+$/.test(word)).join('');
  const [pattern, ...files] = words.filter((word) => !word.startsWith('-') && !word.startsWith('|'));
  if (pattern === undefined || files.length > 0 || flags.includes('v')) return undefined;
  const text = pattern.replace(/^\^/, '').replace(/\$$/, '');
  const found = lines.filter((line) => text === '.' || text === '' || line.includes(text));
  const prints = flags.includes('q')
    ? ''
    : flags.includes('c')
      ? `${found.length}\n`
      : found.map((line) => `${line}\n`).join('');
  return { facts, prints, outcome: found.length > 0 ? 'succeeds' : 'fails', onlyLooks: true };
}
