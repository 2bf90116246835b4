/** An assignment where a command may begin, or the list of a loop. */
const assignment =
  /(?:^|;|&&|\|\||\b(?:then|do|else)\b|[{(])[ \t]*(?:(?:export|local|readonly|declare)[ \t]+)?([A-Za-z_]\w*)=("[^"]*"|'[^']*'|\$\([^\n]*\)|`[^`\n]*`|[^\s;&|]*)|\bfor[ \t]+([A-Za-z_]\w*)[ \t]+in[ \t]+([^;\n]*)/gm;

/** Longer texts are cut: they are compared, not run. */
const longest = 500;

/**
 * What a script sets its variables to, without quotes and with what it set before put in; both texts where it sets one
 * twice.
 */
export function assignedTexts(script: string): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  if (!script.includes('$')) return texts;
  for (const [, name = '', value = '', item = '', list = ''] of script.matchAll(assignment)) {
    const [key, text] = name !== '' ? [name, value] : [item, list];
    const plain = putAssigned(text.replace(/["']/g, '').trim(), texts).slice(0, longest);
    const before = texts.get(key);
    const both = before === undefined || before === plain ? plain : `${before} | ${plain}`;
    texts.set(key, both.slice(0, longest));
  }
  return texts;
}

/** A word with `$NAME` and `${NAME}` replaced by what the script sets them to. */
export function putAssigned(word: string, texts: ReadonlyMap<string, string>): string {
  if (texts.size === 0 || !word.includes('$')) return word;
  return word.replace(
    /\$(?:\{(\w+)\}|(\w+))/g,
    (written: string, braced?: string, bare?: string) => texts.get(braced ?? bare ?? '') ?? written,
  );
}
