import { standAgainst } from './system-packages.ts';

/** What a job's work is done on and with: the same commands in another setting are other work. */
export interface Setting {
  /** `linux`, `windows`, …; what says nothing is taken for Linux. */
  readonly os: string;
  /** Undefined where the labels don't say. */
  readonly arch: string | undefined;
  /** The container's image and options; empty without one. */
  readonly container: string;
  /** The images of the services. */
  readonly services: readonly string[];
  /** The deployment environment. */
  readonly environment: string;
  /** Other repositories, branches or tags that are checked out; empty where it is the commit at hand alone. */
  readonly trees: readonly string[];
  /** Versions of tool chains that actions set up, by action. */
  readonly tools: ReadonlyMap<string, string>;
  /** Versions that the job's installs ask for by name, by package. */
  readonly pins: ReadonlyMap<string, string>;
  /** Libraries that are installed by name and that no command names: the programs that the job runs may use them. */
  readonly libraries: ReadonlySet<string>;
  /** What is asked of the system's package managers by name. */
  readonly system: ReadonlySet<string>;
  /** The environment variables of its steps, where they don't contradict, and matrix values known only when it runs. */
  readonly variables: ReadonlyMap<string, string>;
  /** Those of all its steps that no text of the work names: the programs that the job runs may read them. */
  readonly unnamed: ReadonlySet<string>;
  /** All of this as one text: the many legs that are alike need no closer look. */
  readonly key: string;
}

/**
 * Whether work in the second setting is work in the first one, too. A tool chain, service or library more does no
 * harm; one less, or another version, container, platform, environment or tree makes it other work.
 */
export function servesAs(second: Setting, first: Setting): boolean {
  if (first.key === second.key) return true;
  return (
    first.os === second.os &&
    (first.arch === undefined || second.arch === undefined || first.arch === second.arch) &&
    first.container === second.container &&
    first.environment === second.environment &&
    first.trees.join() === second.trees.join() &&
    first.services.every((service) => second.services.includes(service)) &&
    hasLibraries(second, first) &&
    !standAgainst(first.system, second.system) &&
    sameEntries(first.pins, second.pins) &&
    sameVariables(first, second) &&
    [...first.tools].every(([tool, version]) => second.tools.get(tool) === version)
  );
}

/** Of a job's libraries, so many may be missing elsewhere without making it other work. */
const fewLibraries = 0.2;

function hasLibraries(second: Setting, first: Setting): boolean {
  const more = second.libraries.size - first.libraries.size;
  const hasAll = [...first.libraries].every((library) => second.libraries.has(library));
  return hasAll && more <= fewLibraries * second.libraries.size;
}

function sameEntries(one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): boolean {
  if (one.size !== other.size) return false;
  for (const [name, value] of one) if (other.get(name) !== value) return false;
  return true;
}

function sameVariables(first: Setting, second: Setting): boolean {
  const differ = (name: string) => first.variables.get(name) !== second.variables.get(name);
  for (const name of first.unnamed) if (differ(name)) return false;
  for (const name of second.unnamed) if (differ(name)) return false;
  return true;
}
