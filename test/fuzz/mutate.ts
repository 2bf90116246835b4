import { nasty } from './nasty.ts';
import type { Random } from './random.ts';

/** What becomes of a text; `others` are texts from which pieces are taken over. */
type Change = (text: string, random: Random, others: readonly string[]) => string;

/** No input is longer than what GitHub would send of a file, or nearly. */
const longest = 600_000;

const onLines =
  (change: (lines: string[], random: Random) => void): Change =>
  (text, random) => {
    const lines = text.split('\n');
    change(lines, random);
    return lines.join('\n');
  };

const changes: readonly [Change, ...Change[]] = [
  onLines((lines, random) => lines.splice(random.below(lines.length), 1 + random.below(4))),
  onLines((lines, random) => {
    lines.splice(random.below(lines.length), 0, lines[random.below(lines.length)] ?? '');
  }),
  onLines((lines, random) => {
    const [i, j] = [random.below(lines.length), random.below(lines.length)];
    [lines[i], lines[j]] = [lines[j] ?? '', lines[i] ?? ''];
  }),
  onLines((lines, random) => {
    const from = random.below(lines.length);
    const shift = random.oneIn(2)
      ? (line: string) => `  ${line}`
      : (line: string) => line.replace(/^ {1,2}/, '');
    for (let i = from; i < Math.min(lines.length, from + 1 + random.below(6)); i += 1)
      lines[i] = shift(lines[i] ?? '');
  }),
  insert,
  insert,
  insert,
  // Cut off in the middle.
  (text, random) => text.slice(0, random.below(text.length + 1)),
  // A piece of another text.
  (text, random, others) => {
    const other = random.pickSome(others) ?? '';
    const from = random.below(other.length);
    const at = random.below(text.length + 1);
    return text.slice(0, at) + other.slice(from, from + random.below(400)) + text.slice(at);
  },
  // Whole lines of another text.
  (text, random, others) => {
    const lines = text.split('\n');
    const other = (random.pickSome(others) ?? '').split('\n');
    lines.splice(
      random.below(lines.length),
      random.below(5),
      ...other.slice(random.below(other.length)).slice(0, 12),
    );
    return lines.join('\n');
  },
  // One character for another.
  (text, random) => {
    const at = random.below(text.length);
    return `${text.slice(0, at)}${String.fromCharCode(random.below(random.oneIn(4) ? 0x3000 : 0x80))}${text.slice(at + 1)}`;
  },
  swell,
];

function insert(text: string, random: Random): string {
  const at = random.below(text.length + 1);
  return text.slice(0, at) + nasty(random) + text.slice(at);
}

/** A piece many times over: what takes more than linear time shows here. */
function swell(text: string, random: Random): string {
  if (!random.oneIn(6)) return insert(text, random);
  const from = random.below(text.length);
  const piece = random.oneIn(2) ? text.slice(from, from + 1 + random.below(60)) : nasty(random);
  const times = Math.min(
    2 ** random.below(14),
    Math.floor(longest / Math.max(1, piece.length + text.length)),
  );
  return text.slice(0, from) + piece.repeat(Math.max(1, times)) + text.slice(from);
}

/** A text changed in up to six places, or left as it is. */
export function mutate(text: string, random: Random, others: readonly string[] = [text]): string {
  let changed = text;
  for (let left = random.below(7); left > 0; left -= 1)
    changed = random.pick(changes)(changed, random, others);
  return changed.slice(0, longest);
}
