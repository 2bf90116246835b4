import { parse } from 'unbash';

/** A simple command of a script: where it stands, and its text without the bodies of its heredocs. */
export interface ScriptCommand {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Its first word as written; empty where it only assigns. */
  readonly name: string;
}

/** Every simple command of a script, in the order of the text; those within words (`$(…)`) are left out. */
export function commandsIn(script: string): readonly ScriptCommand[] {
  // Expressions of the workflow may stand in a script that is not rendered yet: words of the same length stand for them.
  const masked = script.replace(/\$\{\{.*?\}\}/gs, (expression) => 'x'.repeat(expression.length));
  const found: ScriptCommand[] = [];
  visit(parse(masked), (node) => {
    const end = endOf(node);
    const text = script.slice(node.pos, end);
    found.push({ start: node.pos, end, text, name: node.name?.text ?? '' });
  });
  return found.sort((one, other) => one.start - other.start);
}

/** The script with some of its commands replaced; a replacement must not contain a line break outside of quotes. */
export function replaceCommands(
  script: string,
  replacement: (command: ScriptCommand, index: number) => string | undefined,
): string {
  const commands = [...commandsIn(script).entries()].reverse();
  return commands.reduce((text, [index, command]) => {
    const instead = replacement(command, index);
    return instead === undefined ? text : text.slice(0, command.start) + instead + text.slice(command.end);
  }, script);
}

interface CommandNode {
  readonly type: 'Command';
  readonly pos: number;
  readonly end: number;
  readonly name: { readonly text: string } | undefined;
  readonly prefix: readonly Part[];
  readonly suffix: readonly Part[];
}

interface Part {
  readonly type: string;
  readonly pos: number;
  readonly end: number;
  readonly delimiter?: { readonly end: number } | undefined;
}

/** A heredoc's body follows on later lines: the command ends before it. */
function endOf(node: CommandNode): number {
  const parts = [...node.prefix, ...node.suffix];
  if (!parts.some((part) => part.type === 'HereDoc')) return node.end;
  return Math.max(node.pos, ...parts.map((part) => part.delimiter?.end ?? part.end));
}

function visit(node: unknown, take: (command: CommandNode) => void): void {
  if (typeof node !== 'object' || node === null) return;
  if (Array.isArray(node)) {
    for (const item of node) visit(item, take);
    return;
  }
  const { type } = node as { readonly type?: string };
  if (type === 'Command') take(node as CommandNode);
  else if (type !== 'Word') for (const value of Object.values(node)) visit(value, take);
}
