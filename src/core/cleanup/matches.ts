import type { SymbolTable } from '../shell/symbols.ts';
import type { Container } from './container.ts';
import type { ComposeProject, Query, Target } from './container-action.ts';
import { sameText } from './same-text.ts';

/** What the words of a script may stand for besides text. */
export interface Meanings {
  readonly symbols: SymbolTable;
  /** The list of containers that a token stands for. */
  queryOf(token: string): Query | undefined;
}

/**
 * Whether a command that names `target` means the container. By best evidence: a name that is computed may be any
 * container's whose own name doesn't rule it out.
 */
export function matches(target: Target, container: Container, meanings: Meanings): boolean {
  const { made } = container;
  switch (target.kind) {
    case 'query':
      return meets(target.query, container, meanings);
    case 'project':
      return made.project !== undefined && sameProject(target.project, made.project, meanings.symbols);
    case 'pod': {
      const { pod } = made;
      return (
        pod !== undefined && target.values.some((value) => sameText(value, pod, meanings.symbols) !== 'no')
      );
    }
    case 'named':
      return target.values.some((value) => names(value, container, meanings));
  }
}

function names(value: string, container: Container, meanings: Meanings): boolean {
  const tokens = meanings.symbols
    .split(value)
    .flatMap((piece) => (typeof piece === 'object' && piece.kind === 'token' ? [piece.text] : []));
  if (tokens.length > 0) {
    if (value.includes(container.token)) return true;
    return tokens.some((token) => {
      const query = meanings.queryOf(token);
      return query !== undefined && meets(query, container, meanings);
    });
  }
  const { made } = container;
  if (made.names.some((name) => sameText(value, name, meanings.symbols) !== 'no')) return true;
  // A container whose name the runtime makes up can only be named by a text that is not known.
  const open = !meanings.symbols.isKnown(value);
  if (made.project !== undefined) return open || composeName(value, made.project);
  return made.names.length === 0 && open;
}

/** Compose calls its containers `<project>-<service>-<n>`. */
function composeName(value: string, project: ComposeProject): boolean {
  return project.name !== undefined && value.startsWith(project.name);
}

function meets(query: Query, container: Container, { symbols }: Meanings): boolean {
  const { made } = container;
  return query.filters.every(({ key, value }) => {
    switch (key) {
      case 'name':
      case 'contains':
        return filterByName(value, container, symbols);
      case 'ancestor':
        return (
          made.image === undefined ||
          sameText(value, made.image, symbols) !== 'no' ||
          imageMatches(value, made.image)
        );
      case 'label':
        return made.labels.length === 0
          ? made.project !== undefined || made.uncertain
          : made.labels.some((label) => label.startsWith(value) || sameText(label, value, symbols) !== 'no');
      default:
        return true;
    }
  });
}

/** Docker's `name` filter is a pattern that may match anywhere in the name. */
function filterByName(value: string, { made }: Container, symbols: SymbolTable): boolean {
  if (made.names.length === 0) return made.project !== undefined || made.uncertain || !symbols.isKnown(value);
  const wanted = value.replace(/^\^?\/?/, '').replace(/\$$/, '');
  return made.names.some(
    (name) => name.includes(wanted) || wanted.includes(name) || sameText(name, wanted, symbols) === 'maybe',
  );
}

function imageMatches(wanted: string, image: string): boolean {
  return image.startsWith(`${wanted}:`) || image.startsWith(`${wanted}@`);
}

/** Whether two compose commands speak of the same project, by `-p`, by `-f`, by where they run. */
export function sameProject(one: ComposeProject, other: ComposeProject, symbols: SymbolTable): boolean {
  if (one.name !== undefined && other.name !== undefined)
    return sameText(one.name, other.name, symbols) !== 'no';
  if (one.name !== undefined || other.name !== undefined) return true;
  if (one.files.length > 0 && other.files.length > 0)
    return one.files.some((file) => other.files.some((two) => sameText(file, two, symbols) !== 'no'));
  if (one.directory === undefined || other.directory === undefined) return true;
  if (one.files.length > 0 || other.files.length > 0) return true;
  return sameText(one.directory, other.directory, symbols) !== 'no';
}
