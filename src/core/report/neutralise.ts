/**
 * Control characters (escape sequences of terminals, line breaks) and those that reorder or hide text
 * (bidirectional overrides, zero-width characters, tags). A tab is left alone.
 */
const treacherous =
  /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/gu;

/** Text from a repository as one line that shows what it is: what could act on a terminal or mislead an eye is spelt out. */
export function neutralise(text: string): string {
  return text.replace(treacherous, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}
