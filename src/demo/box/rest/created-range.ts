import { unprocessable } from '../http/api-error.ts';

/**
 * Whether a time is in a range as GitHub's searches write it: `>=2025-10-10`, `<2025-10-10T12:00:00Z`,
 * `2025-10-01..2025-10-10`, `2025-10-10`. A day without a time is the whole day; no range holds every time.
 */
export function isCreatedWithin(time: Date, range: string): boolean {
  if (range === '') return true;
  const [first = '', last] = range.split('..');
  if (last !== undefined) return time >= startOf(first) && time <= endOf(last);
  const [, sign = '', point = ''] = /^([<>]=?)?(.*)$/.exec(range) ?? [];
  switch (sign) {
    case '<':
      return time < startOf(point);
    case '<=':
      return time <= endOf(point);
    case '>':
      return time > endOf(point);
    case '>=':
      return time >= startOf(point);
    default:
      return time >= startOf(point) && time <= endOf(point);
  }
}

function startOf(point: string): Date {
  const time = new Date(point);
  if (Number.isNaN(time.getTime())) throw unprocessable(`Invalid request.\n\n${point} is no date.`);
  return time;
}

function endOf(point: string): Date {
  const start = startOf(point);
  return point.includes('T') ? start : new Date(start.getTime() + 24 * 3600_000 - 1);
}
