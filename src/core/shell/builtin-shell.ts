import type { Builtin } from './builtins.ts';
import { noteLoss } from './ends.ts';
import { runScript } from './execute.ts';
import { scriptOfFields } from './run-nested.ts';
import { branchOf, type Point } from './shell-process.ts';

/** `set`: the options that decide how a failure goes on. */
export const setOptions: Builtin = ({ argv }, { shell }) => {
  const words = argv.slice(1).map((field) => field.value);
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    if (!/^[-+][A-Za-z]+$/.test(word)) break;
    const on = word.startsWith('-');
    if (word.includes('e')) shell.errexit = on;
    if (!word.includes('o')) continue;
    at += 1;
    if (words[at] === 'errexit') shell.errexit = on;
    if (words[at] === 'pipefail') shell.pipefail = on;
  }
  return 'succeeds';
};

const signals = /^(SIG)?(EXIT|HUP|INT|QUIT|TERM|ERR|DEBUG|RETURN|USR1|USR2|PIPE|ALRM|CHLD|\d+)$/;

/** `trap`: what is done at EXIT is kept; what is done at signals is not what runs on every path. */
export const setTrap: Builtin = (invocation, point) => {
  const operands = invocation.argv.slice(1).filter((field) => field.value !== '--');
  const [action, ...named] = operands;
  if (action === undefined || action.value === '-p' || action.value === '-l') return 'succeeds';
  const resets = named.length === 0 && signals.test(action.value);
  const listed = (resets ? [action] : named).map((field) => field.value.replace(/^SIG/, ''));
  const { shell, machine } = point;
  const clears = resets || action.value === '-' || action.value === '';
  const script = (text: string) => scriptOfFields([{ ...action, value: text }], point.script);
  if (!clears && machine.runsTraps === 'when-set') runAction(point, script(action.value));
  if (!listed.includes('EXIT') && !listed.includes('0')) return 'succeeds';
  if (shell.isEnding === true) return 'succeeds';
  const { at } = invocation;
  noteLoss(point, clears ? 'cleared' : 'replaced', at);
  shell.trap = clears ? undefined : { at, time: machine.time, text: action.value, script };
  return 'succeeds';
};

/** Runs the action once for its commands alone. */
function runAction<Facts>(point: Point<Facts>, script: ReturnType<typeof scriptOfFields>): void {
  const shell = { ...branchOf(point.shell), ends: [] };
  const inside = { ...point, shell, script, conditional: true, tolerant: true, returns: [], breaks: [] };
  if (point.depth < 32) runScript(point.machine.files.parse(script), { ...inside, depth: point.depth + 1 });
}
