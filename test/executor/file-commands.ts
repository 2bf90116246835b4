/**
 * The names and values in a file that `GITHUB_ENV` or `GITHUB_OUTPUT` names: `name=value`, or `name<<mark` with the
 * lines up to the mark. Throws on a line that is neither, and on a mark that never comes, as the runner does.
 */
export function readFileCommands(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const lines = text.split(/\r?\n/);
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (line === '') continue;
    const equals = line.indexOf('=');
    const heredoc = line.indexOf('<<');
    if (equals >= 0 && (heredoc < 0 || equals < heredoc)) {
      found.set(line.slice(0, equals), line.slice(equals + 1));
    } else if (heredoc > 0) {
      const end = lines.indexOf(line.slice(heredoc + 2), at + 1);
      if (end < 0) throw new Error(`no line ends the value that begins with ${line}`);
      found.set(line.slice(0, heredoc), lines.slice(at + 1, end).join('\n'));
      at = end;
    } else throw new Error(`neither name=value nor name<<mark: ${line}`);
  }
  return found;
}
