/** The length of a text in bytes of UTF-8. */
export function utf8Length(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return bytes;
}

/** A text of at most so many bytes of UTF-8; what is cut off is replaced by `…`. */
export function clipBytes(text: string, most: number): string {
  if (text.length * 3 <= most || utf8Length(text) <= most) return text;
  let bytes = utf8Length('…');
  let kept = '';
  for (const character of text) {
    bytes += utf8Length(character);
    if (bytes > most) break;
    kept += character;
  }
  return `${kept}…`;
}

/** A text of at most so many characters, for people; what is cut off is replaced by `…`. */
export function clipText(text: string, most: number): string {
  if (text.length <= most) return text;
  // By code points, so that no pair of surrogates is torn apart.
  return `${[...text.slice(0, most)].slice(0, -1).join('')}…`;
}
