/** What stands in one pair of parentheses, with up to two more within. */
const inParentheses = String.raw`\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)`;
/** A part of a value: in double quotes, in which a command may stand with quotes of its own, and so on. */
const part = [
  String.raw`"(?:[^"\\$]|\\[\s\S]|\$${inParentheses}|\$)*"`,
  `'[^']*'`,
  String.raw`\$${inParentheses}`,
  '`[^`]*`',
  String.raw`\\[\s\S]`,
  String.raw`[^\s;&|)]`,
].join('|');
const begin = String.raw`(?:^|;|&&|\|\||\b(?:then|do|else)\b|[{(])[ \t]*`;
const declared = String.raw`(?:(?:export|local|readonly|declare)[ \t]+(?:-\w+[ \t]+)*)?`;

/** An assignment where a command may begin, or the list of a loop. */
const assignment = new RegExp(
  String.raw`${begin}${declared}([A-Za-z_]\w*)=((?:${part})*)|\bfor[ \t]+([A-Za-z_]\w*)[ \t]+in[ \t]+([^;\n]*)`,
  'gm',
);

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
    const bare = text.replace(/\\\n/g, ' ').replace(/["']/g, '').replace(/\s+/g, ' ').trim();
    const plain = putAssigned(bare, texts).slice(0, longest);
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
