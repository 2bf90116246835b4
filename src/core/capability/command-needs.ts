import { parse } from 'unbash';
import type { Policy } from '../policy/policy.ts';
import { remembered } from '../remembered.ts';
import { commandsOf, type RepositoryFiles } from '../shell/commands.ts';
import { withVariables } from '../shell/mask-expressions.ts';
import type { ShellCommand } from '../shell/model.ts';
import { mayReferToFiles, scriptReferences } from '../shell/script-references.ts';
import type { Shell } from '../shell/shell-of.ts';
import type { SourceText } from '../source/source-text.ts';
import type { ScalarNode } from '../workflow/model.ts';
import type { CapabilityNeed } from './capability-need.ts';

/**
 * Commands that tell of a capability of the same name or another, whatever the policy says. Proxmox VE brings its tools
 * together, so that each of them tells of `pct`.
 */
const commandCapabilities: ReadonlyMap<string, string> = new Map([
  ['docker', 'docker'],
  ['docker-compose', 'docker'],
  ['podman', 'podman'],
  ['podman-compose', 'podman'],
  ['crun', 'crun'],
  ['runc', 'runc'],
  ['youki', 'youki'],
  ['pct', 'pct'],
  ['pvesh', 'pct'],
  ['pvesm', 'pct'],
  ['qm', 'pct'],
  ['lxc', 'lxc'],
  ['lxc-create', 'lxc'],
  ['lxc-start', 'lxc'],
  ['incus', 'incus'],
]);

/** What the commands of a script tell. */
export interface CommandNeeds {
  readonly needs: readonly CapabilityNeed[];
  readonly lookedFor: readonly string[];
  readonly installed: readonly string[];
}

/** Which commands tell of which capabilities under a policy: those above, the policy's, and what runners provide. */
export const capabilityByCommand = remembered((policy: Policy): ReadonlyMap<string, string> => {
  const byCommand = new Map(commandCapabilities);
  for (const { provides } of policy.runners) for (const name of provides ?? []) byCommand.set(name, name);
  for (const [capability, { commands }] of policy.capabilities) {
    for (const command of commands) byCommand.set(command, capability);
  }
  return byCommand;
});

/** A script, and how it is run. */
export interface GivenScript {
  readonly node: ScalarNode;
  readonly source: SourceText;
  readonly shell: Shell;
  /** The files that it may run; none is looked into without. */
  readonly among?: RepositoryFiles;
}

const nothing: CommandNeeds = { needs: [], lookedFor: [], installed: [] };

/**
 * The capabilities that a script's commands need, those of the repository's files that it runs included, and those
 * that it looks for or installs itself.
 */
export function commandNeeds(script: GivenScript, byCommand: ReadonlyMap<string, string>): CommandNeeds {
  const { node, among } = script;
  const files = among === undefined ? undefined : referencesOf(node);
  if (files !== undefined && among?.files.anyTells(files, among.directory) === true)
    return read({ ...script, among }, byCommand);
  // What runs no file of interest is the same in each audit.
  if (!mentionsAny(node.text, byCommand)) return nothing;
  const known = ownNeeds(byCommand)(node);
  const { kind, errexit, pipefail } = script.shell;
  const key = [kind, errexit, pipefail].join();
  const needs = known.get(key) ?? read({ ...script, among: undefined }, byCommand);
  known.set(key, needs);
  return needs;
}

/** The files that a script names; undefined where it names none. */
const referencesOf = remembered(({ text }: ScalarNode) =>
  mayReferToFiles(text) ? scriptReferences(parse(withVariables(text))) : undefined,
);

/** What is known of scripts already, by how they are run. */
const ownNeeds = remembered((_byCommand: ReadonlyMap<string, string>) =>
  remembered((_node: ScalarNode) => new Map<string, CommandNeeds>()),
);

function read(
  { node, source, shell, among }: Omit<GivenScript, 'among'> & { among: RepositoryFiles | undefined },
  byCommand: ReadonlyMap<string, string>,
): CommandNeeds {
  const needs: CapabilityNeed[] = [];
  const lookedFor: string[] = [];
  const installed: string[] = [];
  const capabilities = (names: readonly string[]) => names.flatMap((name) => byCommand.get(name) ?? []);
  for (const command of commandsOf(node, shell, undefined, among)) {
    const name = nameOf(command);
    const capability = byCommand.get(name);
    if (capability !== undefined && !onlyAsksVersion(command)) {
      const { from } = command;
      const span = from?.calledAt ?? command.words[0]?.span ?? command.span;
      const where = from === undefined ? '' : ` in \`${from.path}\``;
      const because = `a step runs \`${name}\`${where}`;
      needs.push({ capability, at: { source, span }, because, byCommand: true });
    }
    const values = command.words.slice(1).flatMap((word) => word.value ?? []);
    if (lookups.has(name)) lookedFor.push(...capabilities(values));
    if (isInstallation(name, values)) {
      installed.push(...capabilities(values.map((value) => packages.get(value) ?? value)));
    }
  }
  return { needs, lookedFor, installed };
}

/** Whether a text has the name of a command in it that tells of a capability. */
export function mentionsAny(text: string, byCommand: ReadonlyMap<string, string>): boolean {
  for (const name of byCommand.keys()) if (text.includes(name)) return true;
  return false;
}

function nameOf({ words }: ShellCommand): string {
  const value = words[0]?.value ?? '';
  return value.slice(value.lastIndexOf('/') + 1);
}

function onlyAsksVersion({ words }: ShellCommand): boolean {
  const argument = words[1]?.value;
  return words.length === 2 && (argument === '--version' || argument === '-v');
}

const lookups = new Set(['which', 'type', 'hash', 'command']);
const installers = new Set(['apt', 'apt-get', 'dnf', 'yum', 'apk', 'pacman', 'zypper', 'brew', 'snap']);
/** Packages that bring a command of another name. */
const packages: ReadonlyMap<string, string> = new Map([
  ['docker.io', 'docker'],
  ['docker-ce', 'docker'],
  ['docker-ce-cli', 'docker'],
]);

function isInstallation(name: string, values: readonly string[]): boolean {
  return installers.has(name) && values.some((value) => /^(?:install|add|-S\w*)$/.test(value));
}
