import type { Entry } from '../workflow/model.ts';

/** Environment variables that change colours, chatter or credentials of GitHub's own, not what is done. */
const cosmetic =
  /COLOU?R|^CI$|TELEMETRY|^TERM$|^DEBIAN_FRONTEND$|^PYTHONUNBUFFERED$|BACKTRACE|^DO_NOT_TRACK$|LOG_LEVEL|^VERBOSE$|^(LANG|LC_\w+|TZ)$|CACHE|^ACTIONS_|^CARGO_(INCREMENTAL|NET_\w+|TERM_\w+)$|^HUSKY$|^(GITHUB|GH|REPO)_TOKEN$|^GITHUB_PAT$/;

/** Whether a variable's value can't change what is done. */
export function isCosmetic(name: string): boolean {
  return cosmetic.test(name.toUpperCase());
}

/** The texts of `env:` entries by name; what isn't a scalar is left out. */
export function variablesOf(
  entries: readonly Entry[],
  resolve: (text: string) => string,
): Map<string, string> {
  const variables = new Map<string, string>();
  for (const { key, value } of entries)
    if (value.kind === 'scalar') variables.set(key.text, resolve(value.text).replace(/\s+/g, ' ').trim());
  return variables;
}

/** The text with `$NAME`, `${NAME}` and PowerShell's `$env:NAME` replaced by the values of the variables that are known. */
export function putVariables(text: string, known: (name: string) => string | undefined): string {
  if (!text.includes('$')) return text;
  return text.replace(
    /\$(?:\{(\w+)\}|env:(\w+)|(\w+))/g,
    (written: string, braced?: string, powershell?: string, bare?: string) =>
      known(braced ?? powershell ?? bare ?? '') ?? written,
  );
}
