import { outermost, type ShellPlace } from '../shell/script-text.ts';
import type { SymbolTable } from '../shell/symbols.ts';
import type { Container } from './container.ts';
import type { Leak } from './leak.ts';

/** The container as people call it: by its name, else by how it is made. */
export function nameOfContainer({ made }: Container, symbols: SymbolTable): string {
  const { project } = made;
  if (project !== undefined) {
    const of = project.name ?? project.files[0] ?? project.directory;
    return of === undefined || of === '' ? 'compose' : symbols.show(of);
  }
  const [name] = made.names;
  if (name !== undefined) return symbols.show(name);
  return made.image === undefined ? 'unnamed' : symbols.show(made.image);
}

/** What is wrong, in one sentence. */
export function describeLeak(leak: Leak, symbols: SymbolTable, isRemoved: boolean): string {
  const subject = subjectOf(leak.container, symbols);
  switch (leak.kind) {
    case 'unread-options':
      return `${subject} may be left behind: options that cannot be read here decide.`;
    case 'never-stopped':
      if (isRemoved) return `${subject} goes away only when it stops, and ${pathOf(leak, isRemoved)}.`;
      return `${subject} goes away only when it stops, and nothing stops it.`;
    case 'after-risk':
      return `${subject} is left when \`${riskOf(leak, symbols)}\`, which runs before its removal, fails: the shell runs with \`-e\` and ends there.`;
    case 'unread-cleanup':
      return `${subject} is removed, if at all, by a command that cannot be read here.`;
    case 'without-force':
      return `${subject} is removed without force, which fails while it runs.`;
    case 'left':
      return `${subject} ${pathOf(leak, isRemoved)}.`;
  }
}

/** The command that may end the clean-up, as written, cut to a length that fits a sentence. */
function riskOf({ remaining: { live } }: Leak, symbols: SymbolTable): string {
  if (live.risk === undefined) return 'a command';
  const { script, start, end } = live.risk;
  const [line = ''] = symbols.show(script.original.slice(start, end)).split('\n');
  return line.length > longestCommand ? `${line.slice(0, longestCommand).trimEnd()}…` : line;
}

const longestCommand = 40;

function subjectOf(container: Container, symbols: SymbolTable): string {
  const { made } = container;
  const name = nameOfContainer(container, symbols);
  const command = symbols.show(made.command);
  if (made.project !== undefined) return `What \`${command}\` makes`;
  if (made.names.length > 0) return `The container \`${name}\` that \`${command}\` makes`;
  return `The container that \`${command}\` makes${name === 'unnamed' ? '' : ` from \`${name}\``}`;
}

function pathOf({ causes, container }: Leak, isRemoved: boolean): string {
  const [cause] = causes.values();
  const loss = [...causes.values()].find((one) => one.loss !== undefined)?.loss;
  if (loss !== undefined) {
    const how = { cleared: 'cleared', replaced: 'replaced', exec: 'lost to `exec`' }[loss.how];
    return `is left when the EXIT trap is ${how} ${lineOf(loss.at, container.at)}`;
  }
  const late = [...causes.values()].find((one) => one.lateTrap !== undefined)?.lateTrap;
  if (late !== undefined)
    return `is left when the script ends before the EXIT trap is set ${lineOf(late.at, container.at)}`;
  if (causes.has('success')) return isRemoved ? 'is left when every step succeeds' : 'is never removed';
  const failed = causes.get('failure');
  const cancelled = causes.has('cancelled');
  if (failed !== undefined) {
    const when = `is left when step '${failed.step}' fails`;
    return cancelled ? `${when}, and on cancellation` : when;
  }
  return cause === undefined ? 'may be left' : `is left when the job is cancelled in step '${cause.step}'`;
}

/** Where something stands: a line, with the file where it is not the container's own. */
function lineOf(place: ShellPlace, from: ShellPlace): string {
  const { source } = place.script;
  if (source === undefined) return 'later';
  const { line } = source.positionAt(place.script.locate(place.start, place.end).start);
  return source === from.script.source ? `at line ${line}` : `at ${source.path}:${line}`;
}

/** Whether a place is in the file that the job itself stands in. */
export function isInWorkflow(place: ShellPlace): boolean {
  return outermost(place) === place;
}
