import { spawnSync } from 'node:child_process';

/**
 * Where a command of a script may fail: before its first line (0), and after each line (from 1) at which no command is
 * left open, by bash's own parser.
 */
export function failurePoints(script: string): readonly number[] {
  const lines = script.replace(/\n+$/, '').split('\n');
  const points = [0];
  for (let count = 1; count <= lines.length; count += 1) {
    const line = lines[count - 1]?.trim() ?? '';
    if (line === '' || line.startsWith('#')) continue;
    if (isWhole(lines.slice(0, count).join('\n'))) points.push(count);
  }
  return points;
}

/** The script with a line put in at a failure point. */
export function withLineAt(script: string, point: number, line: string): string {
  const lines = script.replace(/\n+$/, '').split('\n');
  return `${[...lines.slice(0, point), line, ...lines.slice(point)].join('\n')}\n`;
}

function isWhole(text: string): boolean {
  if (text.endsWith('\\')) return false;
  const input = text.replace(/\$\{\{.*?\}\}/gs, 'expression');
  const { status, stderr } = spawnSync('bash', ['-n'], { input: `${input}\n`, encoding: 'utf8' });
  // bash only warns of a heredoc that ends with the file.
  return status === 0 && stderr === '';
}
