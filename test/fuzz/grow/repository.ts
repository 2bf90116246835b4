import type { Material } from '../material.ts';
import { mutate } from '../mutate.ts';
import { nasty } from '../nasty.ts';
import type { Random } from '../random.ts';
import { growPlan } from './plan.ts';
import { growPolicy } from './policy.ts';
import { growMakefile, growScript } from './script.ts';
import { growAction, growWorkflow } from './workflow.ts';

/** Files by their paths. */
export type Files = Readonly<Record<string, string>>;

const folder = '.github/workflows';

/** A workflow: grown, or one of the fixtures, each perhaps mutated. */
export function someWorkflow(random: Random, { workflows }: Material): string {
  const text = random.oneIn(2) ? growWorkflow(random) : (random.pickSome(workflows) ?? '');
  return random.below(4) > 0 ? mutate(text, random, workflows) : text;
}

/** A policy: grown, or one of the fixtures, each perhaps mutated. */
export function somePolicy(random: Random, { policies }: Material): string {
  const text = random.below(3) > 0 ? growPolicy(random) : (random.pickSome(policies) ?? '');
  return random.oneIn(3) ? mutate(text, random, policies) : text;
}

/** A plan: grown, or one that the repository has, each perhaps mutated. */
export function somePlan(random: Random, { plans }: Material): string {
  const text = random.below(3) > 0 ? growPlan(random) : (random.pickSome(plans) ?? '');
  return random.oneIn(2) ? mutate(text, random, plans) : text;
}

function someScript(random: Random, { scripts }: Material): string {
  return mutate(random.oneIn(2) ? growScript(random) : (random.pickSome(scripts) ?? ''), random, scripts);
}

/** The files of a small repository, and what they were before a change. */
export function growChange(
  random: Random,
  material: Material,
): { readonly head: Files; readonly base: Files } {
  const head: Record<string, string> = {};
  const odd = random.oneIn(15) ? `${nasty(random).replace(/[/\0]/g, '')}x` : 'odd';
  for (const name of ['w0', 'w1', 'w2', odd].slice(0, 1 + random.below(4)))
    head[`${folder}/${name}.yml`] = someWorkflow(random, material);
  if (random.oneIn(3)) head[`${folder}/copy.yml`] = Object.values(head)[0] ?? '';
  if (random.oneIn(2)) head['scripts/a.sh'] = someScript(random, material);
  if (random.oneIn(3)) head['scripts/b.sh'] = someScript(random, material);
  if (random.oneIn(4)) head.Makefile = mutate(growMakefile(random), random, material.scripts);
  if (random.oneIn(4)) head['act/action.yml'] = mutate(growAction(random), random, material.manifests);
  if (random.oneIn(3)) head['docs/PLAN.md'] = somePlan(random, material);
  if (random.oneIn(2)) head['.github/ci-warden.yml'] = somePolicy(random, material);
  const base: Record<string, string> = {};
  for (const [path, text] of Object.entries(head)) {
    if (random.oneIn(5)) continue;
    const name = random.oneIn(8) && path.startsWith(folder) ? path.replace('.yml', '-old.yml') : path;
    base[name] = random.oneIn(2) ? text : mutate(text, random, material.workflows);
  }
  return { head, base };
}
