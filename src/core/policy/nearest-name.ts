import { distance } from 'fastest-levenshtein';

/** The known name that a misspelt one most likely means; undefined where none is near. */
export function nearestName(written: string, known: Iterable<string>): string | undefined {
  // A name of a file may be anything: what is longer than any name of ours isn't compared.
  if (written.length > 100) return undefined;
  const asked = written.toLowerCase();
  let best: { readonly name: string; readonly away: number } | undefined;
  for (const name of known) {
    const away = distance(asked, name.toLowerCase());
    if (best === undefined || away < best.away) best = { name, away };
  }
  const allowed = Math.max(2, Math.floor(written.length / 3));
  return best !== undefined && best.away <= allowed ? best.name : undefined;
}
