import { nearestName } from '../core/policy/nearest-name.ts';
import { rules } from '../core/rules/index.generated.ts';
import type { Rule } from '../core/rules/rule.ts';
import { UserError } from './user-error.ts';

/** The rule of that name. Throws a `UserError` that names the nearest where there is none. */
export function chooseRule(id: string): Rule {
  const found = rules.find((rule) => rule.id === id);
  if (found !== undefined) return found;
  const nearest = nearestName(
    id,
    rules.map((rule) => rule.id),
  );
  const hint = nearest === undefined ? '`ci-warden rules` lists them' : `did you mean ${nearest}?`;
  throw new UserError(`there is no rule ${JSON.stringify(id)}; ${hint}`);
}
