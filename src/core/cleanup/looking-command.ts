import type { Call } from '../shell/domain.ts';
import { commandName } from '../shell/wrappers.ts';
import type { Query } from './container-action.ts';

/** Programs that only look: a condition made of them asks about the state of things. */
const looking: ReadonlySet<string> = new Set(
  [
    'grep',
    'egrep',
    'fgrep',
    'awk',
    'sed',
    'cut',
    'head',
    'tail',
    'tr',
    'sort',
    'uniq',
    'wc',
    'jq',
    'yq',
    'column',
  ]
    .concat([
      'wait',
      'command',
      'type',
      'hash',
      'which',
      'uname',
      'id',
      'whoami',
      'date',
      'hostname',
      'ls',
      'stat',
      'find',
      'pgrep',
      'pidof',
      'ps',
    ])
    .concat([
      'systemctl',
      'getent',
      'file',
      'xargs',
      'ss',
      'netstat',
      'lsof',
      'mountpoint',
      'findmnt',
      'basename',
    ])
    .concat([
      'kubectl',
      'nerdctl',
      'ctr',
      'crictl',
      'env',
      'printenv',
      'tty',
      'arch',
      'nproc',
      'df',
      'du',
      'seq',
    ]),
);

/** Whether a program that is no container runtime only looks. */
export function looksOnly(call: Call): boolean {
  return looking.has(commandName(call.argv[0].value));
}

/** Programs that put files in order, and as good as never fail at that. */
const housekeeping: ReadonlySet<string> = new Set(
  [
    'mkdir',
    'rm',
    'touch',
    'chmod',
    'chown',
    'chgrp',
    'ln',
    'sync',
    'sleep',
    'tput',
    'clear',
    'uname',
    'wait',
  ].concat(['kill', 'pkill', 'killall', 'umount']),
);

/** Whether a clean-up may well end at a program that is no container runtime, before it has removed anything. */
export function mayWellFail(call: Call): boolean {
  return !looksOnly(call) && !housekeeping.has(commandName(call.argv[0].value));
}

const filters: ReadonlySet<string> = new Set([
  'grep',
  'egrep',
  'fgrep',
  'awk',
  'sed',
  'cut',
  'head',
  'tail',
  'tr',
  'sort',
  'uniq',
  'column',
  'xargs',
  'jq',
  'tac',
]);

/** What is left of a list of containers behind a text filter; undefined where the command is none. */
export function filteredList(call: Call, query: Query | undefined): Query | undefined {
  if (query === undefined || !filters.has(commandName(call.argv[0].value))) return undefined;
  const name = commandName(call.argv[0].value);
  if (!name.endsWith('grep')) return query;
  const words = call.argv.slice(1).map((field) => field.value);
  const pattern = words.find((word) => !word.startsWith('-'));
  const inverted = words.some((word) => /^-[a-zA-Z]*v/.test(word));
  if (pattern === undefined || inverted || !/^[\w-]+$/.test(pattern)) return query;
  return { ...query, filters: [...query.filters, { key: 'contains', value: pattern }] };
}
