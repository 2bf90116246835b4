const names = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const daysPerMonth = 365.25 / 12;

/** About how often a week a cron expression of five fields comes due; undefined where it can't be read. */
export function cronFrequency(cron: string): number | undefined {
  const fields = cron.trim().split(/\s+/);
  const [minutes, hours, days, months, weekdays] = [
    countOf(fields[0], 0, 59),
    countOf(fields[1], 0, 23),
    countOf(fields[2], 1, 31),
    countOf(fields[3], 1, 12),
    countOf(fields[4], 0, 6),
  ];
  if (fields.length !== 5 || !minutes || !hours || !days || !months || !weekdays) return undefined;
  const byDay = fields[2] === '*' ? 0 : (days / daysPerMonth) * 7;
  const byWeekday = fields[4] === '*' ? 0 : weekdays;
  // Cron's own rule: where both are restricted, either is enough.
  const daysPerWeek = byDay + byWeekday === 0 ? 7 : Math.min(7, byDay + byWeekday);
  return minutes * hours * daysPerWeek * (months / 12);
}

/** How many values of a range a field allows; undefined where it can't be read. */
function countOf(field: string | undefined, lowest: number, highest: number): number | undefined {
  const allowed = new Set<number>();
  for (const part of (field ?? '').split(',')) {
    const match = /^(\*|\w+)(?:-(\w+))?(?:\/(\d+))?$/.exec(part);
    if (match === null) return undefined;
    const step = Number(match[3] ?? 1);
    const first = match[1] === '*' ? lowest : numberOf(match[1]);
    const last = match[2] !== undefined ? numberOf(match[2]) : match[1] === '*' || match[3] ? highest : first;
    if (!(step > 0 && first <= last && last <= highest + 1)) return undefined;
    for (let value = first; value <= last; value += step) allowed.add(value);
  }
  return allowed.size;
}

function numberOf(written: string | undefined): number {
  const weekday = names.indexOf((written ?? '').toLowerCase().slice(0, 3));
  return weekday >= 0 ? weekday : Number(written);
}
