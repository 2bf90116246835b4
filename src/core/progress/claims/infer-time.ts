import type { Check } from './check.ts';
import type { ClaimContext } from './claim-context.ts';
import type { MarkedItem } from './marked-item.ts';
import { workflowsMeant } from './workflows-meant.ts';

const time = /\b(?:time|times|duration|durations|runtime|faster|quicker)\b/i;
const less =
  /\b(?:reduce[sd]?|reduction|decreased?s?|cuts?|down|lower(?:ed)?|falls?|fell|drops?|dropped|shorter|shortened|less|faster|quicker|saved?s?|halved?s?|twice)\b/i;
/** What else may be reduced by a share; and shares of another kind than that of medians. */
const other =
  /\b(?:sizes?|rates?|coverage|costs?|minutes\s+used|billing|p\d\d|percentile|worst|queu\w*|wait\w*|memory|cpu|disk|usage|images?|reviews?|flak\w*|errors?|failures?|hits?|slower|up\s+to|at\s+most|no\s+more\s+than|not|never)\b|n['’]t\b/i;
const number = '(\\d+(?:[.,]\\d+)?)';

/** `CI execution time reduced by ~30-40%`, `CI twice as fast`: the share by which the time must have fallen. */
export function inferTime(marked: MarkedItem, context: ClaimContext): Check[] {
  const words = marked.words;
  if (!(time.test(words) || /\bfast\b/i.test(words)) || !less.test(words) || other.test(words)) return [];
  const share = shareIn(words);
  const meant = workflowsMeant(words, marked, context);
  const ofRuns =
    meant !== undefined || /\b(?:CI|builds?|tests?|execution|pipeline|workflows?|jobs?|runs?)\b/i.test(words);
  if (share === undefined || !ofRuns || share.from <= 0 || share.from >= 1) return [];
  if (share.to !== undefined && (share.to <= share.from || share.to >= 1)) return [];
  const reading = /\b(?:at\s+least|more\s+than|over\s+\d|minimum|no\s+less\s+than)\b|≥|>=?/i.test(words)
    ? 'strict'
    : 'about';
  return [
    { kind: 'time-fell', paths: meant === undefined || meant === 'all' ? [] : meant, ...share, reading },
  ];
}

function shareIn(words: string): { from: number; to: number | undefined } | undefined {
  const percent = new RegExp(
    `${number}\\s*%?\\s*(?:(?:-|–|—|to|and)\\s*~?${number}\\s*)?(?:%|percent)`,
    'i',
  ).exec(words);
  if (percent?.[1] !== undefined) {
    const from = share(percent[1]);
    return { from, to: percent[2] === undefined ? undefined : share(percent[2]) };
  }
  if (/\bhalved?\b|\bby half\b|\btwice as (?:fast|quick)\b/i.test(words)) return { from: 0.5, to: undefined };
  const times = new RegExp(`${number}\\s*(?:x|×|times)\\s+(?:faster|quicker|as fast)`, 'i').exec(words)?.[1];
  return times === undefined ? undefined : { from: 1 - 1 / Number(times.replace(',', '.')), to: undefined };
}

function share(text: string): number {
  return Number(text.replace(',', '.')) / 100;
}
