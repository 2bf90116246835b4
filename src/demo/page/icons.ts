import { type Html, html } from './html.ts';

/** Drawn on 16 by 16, in the colour of the text beside them. */
const drawings = {
  check: html`<circle cx="8" cy="8" r="6.5"/><path d="M5 8.3l2.1 2.1L11 6.2"/>`,
  cross: html`<circle cx="8" cy="8" r="6.5"/><path d="M5.8 5.8l4.4 4.4M10.2 5.8l-4.4 4.4"/>`,
  dot: html`<circle cx="8" cy="8" r="6.5"/><circle cx="8" cy="8" r="2" class="fill"/>`,
  running: html`<circle cx="8" cy="8" r="6.5" stroke-dasharray="26 15"/>`,
  pull: html`<circle cx="4" cy="3.5" r="1.8"/><circle cx="4" cy="12.5" r="1.8"/><circle cx="12" cy="12.5" r="1.8"/><path d="M4 5.3v5.4M12 10.7V6.2A2.2 2.2 0 0 0 9.8 4H7.6M9.2 2.2L7.4 4l1.8 1.8"/>`,
  merged: html`<circle cx="4" cy="3.5" r="1.8"/><circle cx="4" cy="12.5" r="1.8"/><circle cx="12" cy="9" r="1.8"/><path d="M4 5.3v5.4M4.2 5.3C4.6 7.6 6.6 9 10.2 9"/>`,
  issue: html`<circle cx="8" cy="8" r="6.5"/><circle cx="8" cy="8" r="1.6" class="fill"/>`,
  file: html`<path d="M9.2 1.8H4a1 1 0 0 0-1 1v10.4a1 1 0 0 0 1 1h8a1 1 0 0 0 1-1V5.6zM9.2 1.8v3.8H13"/>`,
  comment: html`<path d="M2.8 2.5h10.4a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1H7.5L4.4 14v-2.5H2.8a1 1 0 0 1-1-1v-7a1 1 0 0 1 1-1z"/>`,
  commit: html`<circle cx="8" cy="8" r="2.6"/><path d="M1 8h4.4M10.6 8H15"/>`,
  alert: html`<path d="M8 2.2l6.4 11.2H1.6zM8 6.4v3.2M8 11.5v.1"/>`,
  box: html`<path d="M2 5l6-3 6 3v6l-6 3-6-3zM2 5l6 3 6-3M8 8v6"/>`,
} satisfies Record<string, Html>;

/** A small drawing beside words that say the same; screen readers pass it over. */
export function icon(name: keyof typeof drawings): Html {
  return html`<svg class="icon icon-${name}" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">${drawings[name]}</svg>`;
}
