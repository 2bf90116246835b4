import type { Palette } from '../core/report/palette.ts';
import type { Terminal } from './terminal.ts';

/** The colours of a terminal, or none where it has none. */
export function terminalPalette({ style }: Terminal): Palette {
  return {
    error: (text) => style(['red', 'bold'], text),
    warning: (text) => style(['yellow', 'bold'], text),
    note: (text) => style(['cyan', 'bold'], text),
    strong: (text) => style('bold', text),
    faint: (text) => style('dim', text),
    good: (text) => style('green', text),
  };
}
