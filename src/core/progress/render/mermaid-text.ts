import { clipText } from '../../report/clip.ts';

/**
 * Text for a label in a Mermaid drawing: letters, digits and a few marks. All else could end the label or begin
 * something of Mermaid's own (`:`, `;`, `#`, `%%`, `"`, `<`).
 */
export function mermaidText(text: string, most = 40): string {
  const plain = text
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N} ._/()+-]/gu, ' ')
    .replace(/-{2,}/g, '-')
    .replace(/\s+/g, ' ')
    .trim();
  return plain === '' ? 'unnamed' : clipText(plain, most);
}
