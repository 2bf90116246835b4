/** Markup that is safe to show. Only `html` and the renderer of Markdown make it. */
export class Html {
  readonly markup: string;

  constructor(markup: string) {
    this.markup = markup;
  }
}

type Value = Html | string | number | undefined | false | readonly Value[];

/** A template of HTML: what is put in is escaped unless it is HTML itself; nothing shows for undefined and false. */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Html {
  const rest = parts.slice(1).map((part, index) => shown(values[index]) + part);
  return new Html(`${parts[0] ?? ''}${rest.join('')}`);
}

function shown(value: Value): string {
  if (value === undefined || value === false) return '';
  if (value instanceof Html) return value.markup;
  return typeof value === 'object' ? value.map(shown).join('') : escapeHtml(String(value));
}

/** Text as HTML shows it, also within an attribute between double quotes. */
export function escapeHtml(text: string): string {
  const names: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text.replace(/[&<>"]/g, (character) => names[character] ?? character);
}
