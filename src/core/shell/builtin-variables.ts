import type { Builtin } from './builtins.ts';
import { readOptions } from './read-options.ts';
import { isAssignment } from './unwrap.ts';
import { assign } from './variables.ts';

/** `export`, `declare`, `local`, `readonly`: the assignments among their words. */
export const declare: Builtin = ({ argv }, point) => {
  for (const { value } of argv.slice(1)) {
    if (!isAssignment(value)) continue;
    const equals = value.indexOf('=');
    const text = value.slice(equals + 1);
    const array = /^\(.*\)$/s.test(text);
    const items = text
      .slice(1, -1)
      .split(/\s+/)
      .filter((item) => item !== '');
    assign(
      value.slice(0, equals),
      array ? { kind: 'array', items } : { kind: 'text', values: [text] },
      point,
    );
  }
  return 'succeeds';
};

/** `unset`: an empty value is as good as none here. */
export const unset: Builtin = ({ argv }, point) => {
  for (const { value } of argv.slice(1))
    if (/^\w+$/.test(value)) assign(value, { kind: 'text', values: [''] }, point);
  return 'succeeds';
};

/** `read`: the first name gets what comes in, where that is one word; the others are unknown. */
export const readVariables: Builtin = ({ argv }, point) => {
  const names = argv.slice(1).filter((field) => /^[A-Za-z_]\w*$/.test(field.value));
  const [word, ...more] = (point.stdin?.value ?? '').trim().split(/\s+/);
  const single = word !== undefined && word !== '' && more.length === 0;
  for (const [index, { value: name }] of names.entries()) {
    const unknown = point.machine.symbols.encode({ kind: 'variable', text: `$${name}` });
    assign(name, { kind: 'text', values: [single && index === 0 ? word : unknown] }, point);
  }
  return 'may-fail';
};

/** `mapfile -t name`: the lines that come in; one unknown item where they are not known. */
export const readLines: Builtin = ({ argv }, point) => {
  const { operandsFrom } = readOptions(
    argv.map((field) => field.value),
    1,
    { short: 'dnOsuCc' },
  );
  const name = argv[operandsFrom]?.value ?? 'MAPFILE';
  const lines = point.stdin?.value.split('\n').filter((line) => line !== '');
  const unknown = point.machine.symbols.encode({ kind: 'variable', text: `$${name}` });
  assign(name, { kind: 'array', items: lines?.slice(0, 256) ?? [unknown] }, point);
  return 'succeeds';
};
