import { prettyFactory } from 'pino-pretty';
import { neutralise } from '../../core/report/neutralise.ts';

/** A function that shows an entry of the log to a person; only the frames of a stack stand on lines of their own. */
export function asPrettyLine(): (json: string) => string {
  const pretty = prettyFactory({ ignore: 'time,pid,hostname,name', messageKey: 'msg' });
  return (json) => pretty(neutralised(JSON.parse(json))).trimEnd();
}

function neutralised(value: unknown, key = ''): unknown {
  if (typeof value === 'string') {
    // A stack is written by describeError, which leaves only its own line breaks in it.
    return key === 'stack' ? value.split('\n').map(neutralise).join('\n') : neutralise(value);
  }
  if (Array.isArray(value)) return value.map((entry) => neutralised(entry));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, entry]) => [neutralise(name), neutralised(entry, name)]),
  );
}
