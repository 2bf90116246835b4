/** What ends a line for somebody, or acts on a terminal or an eye: control, format and separator characters, lone surrogates. */
const treacherous = /[\p{C}\p{Zl}\p{Zp}]/gu;

/** The same JSON with nothing in it but visible characters: it reads back as it was. */
export function asJsonLine(json: string): string {
  return json.replace(treacherous, (character) =>
    Array.from({ length: character.length }, (_, index) => escaped(character.charCodeAt(index))).join(''),
  );
}

function escaped(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, '0')}`;
}
