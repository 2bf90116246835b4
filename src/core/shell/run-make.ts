import type { SourceText } from '../source/source-text.ts';
import { deepest, runChild } from './child.ts';
import type { Invocation } from './dispatch.ts';
import { runScript } from './execute.ts';
import { expandRecipe } from './make-variables.ts';
import { type Makefile, type MakeRule, parseMakefile, type RecipeLine } from './makefile.ts';
import { normalPath } from './paths.ts';
import { readOptions } from './read-options.ts';
import { type ScriptText, scriptInside, scriptOfFile } from './script-text.ts';
import type { Outcome, Point } from './shell-process.ts';
import { isAssignment } from './unwrap.ts';

/** `make target`, followed into the recipes where the makefile is at hand and has a rule for the target. */
export function runMake<Facts>(invocation: Invocation, point: Point<Facts>): Outcome | undefined {
  const words = invocation.argv.map((field) => field.value);
  const { options, operandsFrom } = readOptions(words, 1, {
    short: 'CfjIloOW',
    long: ['--directory', '--file'],
  });
  const has = (...names: string[]) => options.find((option) => names.includes(option.name));
  if (has('-n', '--dry-run', '--just-print') !== undefined || point.shell.cwd === undefined) return undefined;
  const directory = normalPath(`${point.shell.cwd}/${has('-C', '--directory')?.value ?? ''}`);
  const source =
    directory === undefined ? undefined : findMakefile(directory, has('-f', '--file')?.value, point);
  if (directory === undefined || source === undefined) return undefined;
  if (!point.machine.files.mayTell(source.path) && point.machine.domain.follows?.(words) !== true)
    return undefined;
  const operands = words.slice(operandsFrom).filter((word) => !word.startsWith('-'));
  const makefile = parseMakefile(source);
  const given = new Map(operands.filter(isAssignment).map(splitAssignment));
  const targets = operands.filter((word) => !isAssignment(word));
  const first = makefile.rules.flatMap((rule) => rule.targets).find((target) => !target.startsWith('.'));
  const wanted = targets.length > 0 ? targets : first === undefined ? [] : [first];
  const rules = rulesFor(wanted, makefile);
  const key = `${source.path} ${wanted.join(' ')}`;
  if (rules === undefined || point.running.has(key)) return undefined;
  const script = scriptOfFile(source, invocation.at);
  const run = new MakeRun(makefile, script, given);
  const settings = { errexit: true, pipefail: false, cwd: directory };
  const running = new Set([...point.running, key]);
  const inside = { ...point, running, user: invocation.user ?? point.user };
  return runChild(inside, invocation.at, (within) => run.rules(rules, within), settings);
}

function findMakefile<Facts>(
  directory: string,
  named: string | undefined,
  { machine }: Point<Facts>,
): SourceText | undefined {
  for (const name of named === undefined ? ['GNUmakefile', 'makefile', 'Makefile'] : [named]) {
    const path = normalPath(`${directory}/${name}`);
    const source = path === undefined ? undefined : machine.files.read(path);
    if (source !== undefined) return source;
  }
  return undefined;
}

/** The rules that are run for the targets, prerequisites first; undefined where one of the targets has none. */
function rulesFor(targets: readonly string[], makefile: Makefile): MakeRule[] | undefined {
  const rules: MakeRule[] = [];
  const seen = new Set<string>();
  const visit = (target: string, depth: number): boolean => {
    if (seen.has(target)) return true;
    seen.add(target);
    const own = makefile.rules.filter((rule) => rule.targets.includes(target));
    if (depth < deepest)
      for (const rule of own) for (const needed of rule.prerequisites) visit(needed, depth + 1);
    rules.push(...own.filter((rule) => rule.recipe.length > 0));
    return own.length > 0;
  };
  const found = targets.map((target) => visit(target, 0));
  return found.length > 0 && found.every((is) => is) ? rules : undefined;
}

/** Runs recipes: each line in a shell of its own, the first that fails ends it all. */
class MakeRun {
  readonly #makefile: Makefile;
  readonly #script: ScriptText;
  readonly #given: ReadonlyMap<string, string>;
  readonly #budget = { left: 10_000 };

  constructor(makefile: Makefile, script: ScriptText, given: ReadonlyMap<string, string>) {
    this.#makefile = makefile;
    this.#script = script;
    this.#given = given;
  }

  rules<Facts>(rules: readonly MakeRule[], point: Point<Facts>): Outcome {
    let outcome: Outcome = 'succeeds';
    for (const rule of rules)
      for (const line of this.#makefile.oneShell ? joined(rule.recipe) : rule.recipe) {
        outcome = this.#line(line, rule, point);
        if (outcome === 'ended') return outcome;
      }
    return outcome;
  }

  #line<Facts>(line: RecipeLine, rule: MakeRule, point: Point<Facts>): Outcome {
    const prefix = /^[@+\s-]*/.exec(line.text)?.[0] ?? '';
    const start = line.start + prefix.length;
    const end = line.start + line.text.length;
    const text = expandRecipe(line.text.slice(prefix.length), {
      variables: this.#makefile.variables,
      given: this.#given,
      target: rule.targets[0] ?? '',
      symbols: point.machine.symbols,
      budget: this.#budget,
    });
    const literals = [{ value: text, text: line.text.slice(prefix.length), pos: start }];
    const script = scriptInside(this.#script, text, { start, end, literals });
    const at = { script: this.#script, start, end };
    const here = prefix.includes('-') ? { ...point, tolerant: true } : point;
    return runChild(
      here,
      at,
      (inside) => runScript(point.machine.files.parse(script), { ...inside, script }),
      {
        errexit: false,
        pipefail: false,
      },
    );
  }
}

function joined(recipe: readonly RecipeLine[]): RecipeLine[] {
  const [first] = recipe;
  return first === undefined
    ? []
    : [{ text: recipe.map((line) => line.text).join('\n'), start: first.start }];
}

function splitAssignment(word: string): [string, string] {
  const equals = word.indexOf('=');
  return [word.slice(0, equals), word.slice(equals + 1)];
}
