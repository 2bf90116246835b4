const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const month = `(${months.join('|')})[a-z]*\\.?`;

const shapes: readonly { pattern: RegExp; read: (found: RegExpExecArray) => (string | undefined)[] }[] = [
  // "2025-10-10-11" is how a plan writes the 10th to the 11th.
  {
    pattern: /\b(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:\s*[-–]\s*(\d{1,2})\b(?![-/]))?/g,
    read: ([, year, number, day, until]) => [
      isoDate(year, Number(number), day),
      isoDate(year, Number(number), until),
    ],
  },
  {
    pattern: new RegExp(`\\b(\\d{1,2})\\.?\\s+${month}\\s+(\\d{4})\\b`, 'gi'),
    read: ([, day, name, year]) => [isoDate(year, monthNumber(name), day)],
  },
  {
    pattern: new RegExp(`\\b${month}\\s+(\\d{1,2})(?:st|nd|rd|th)?,?\\s+(\\d{4})\\b`, 'gi'),
    read: ([, name, day, year]) => [isoDate(year, monthNumber(name), day)],
  },
];

/** The days that a text names, as ISO dates, from the earliest to the latest. */
export function datesIn(text: string): string[] {
  const dates = shapes.flatMap(({ pattern, read }) => [...text.matchAll(pattern)].flatMap(read));
  return dates.filter((date) => date !== undefined).toSorted();
}

function monthNumber(name: string | undefined): number {
  return months.indexOf(name?.slice(0, 3).toLowerCase() ?? '') + 1;
}

function isoDate(year: string | undefined, number: number, day: string | undefined): string | undefined {
  if (year === undefined || day === undefined) return undefined;
  const iso = `${year}-${String(number).padStart(2, '0')}-${day.padStart(2, '0')}`;
  // A day that no calendar has (the 31st of February) is no date.
  const time = Date.parse(`${iso}T00:00:00Z`);
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== iso ? undefined : iso;
}
