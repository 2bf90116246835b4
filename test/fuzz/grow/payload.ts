import { nasty } from '../nasty.ts';
import type { Random } from '../random.ts';
import { growComment } from './comment.ts';

/** A payload of one of GitHub's events. */
export interface PayloadExample {
  readonly name: string;
  readonly payload: unknown;
}

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const deep = (): Json => Array.from({ length: 2000 }).reduce<Json>((inner) => ({ a: inner }), 1);

function oddValue(random: Random): Json {
  return random.pick<() => Json>([
    () => null,
    () => [],
    () => ({}),
    () => nasty(random),
    () => growComment(random),
    () => random.pick([0, -1, 1e308, 2 ** 53, 0.5, Number.MAX_SAFE_INTEGER]),
    () => true,
    () => '0'.repeat(40),
    () => 'opened',
    () => ({ __proto__: null, toString: 1, constructor: { prototype: 1 } }) as unknown as Json,
    deep,
  ])();
}

/** The values that the App reads are changed more often than the hundreds that it does not look at. */
const telling = new Set([
  'action',
  'number',
  'pull_request',
  'issue',
  'comment',
  'installation',
  'repository',
  'owner',
  'login',
  'id',
  'ref',
  'before',
  'after',
  'head',
  'sha',
  'head_sha',
  'base',
  'base_sha',
  'body',
  'user',
  'type',
  'check_run',
  'check_suite',
  'app',
  'external_id',
  'name',
  'default_branch',
  'merge_group',
  'changes',
  'deleted',
  'merged',
]);

function change(value: Json, random: Random): Json {
  if (value === null || typeof value !== 'object' || random.oneIn(12)) return oddValue(random);
  if (Array.isArray(value))
    return value.length === 0
      ? oddValue(random)
      : value.map((one) => (random.oneIn(2) ? change(one, random) : one));
  const keys = Object.keys(value);
  const chosen = keys.filter((key) => telling.has(key));
  const key = random.pickSome(random.oneIn(4) || chosen.length === 0 ? keys : chosen);
  if (key === undefined) return oddValue(random);
  const { [key]: old = null, ...rest } = value;
  if (random.oneIn(6)) return rest;
  return { ...value, [key]: change(old, random) };
}

/** One of the examples, changed in up to five places. */
export function growPayload(random: Random, examples: readonly PayloadExample[]): PayloadExample {
  const example = random.pickSome(examples) ?? { name: 'push', payload: {} };
  const payload = random
    .times(0, 5, () => 0)
    .reduce<Json>((value) => change(value, random), example.payload as Json);
  return { name: random.oneIn(20) ? (random.pickSome(examples)?.name ?? 'push') : example.name, payload };
}
