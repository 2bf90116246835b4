import type { Ending } from '../workflow/condition.ts';
import { type Container, isThere, type Live } from './container.ts';
import { type Cause, endings, type JobFlow, type Remaining } from './job-flow.ts';

/** A container that a job may leave behind, and on which ways. */
export interface Leak {
  readonly container: Container;
  /** `left`: it is there for certain on some way. The others are weaker. */
  readonly kind:
    | 'left'
    | 'without-force'
    | 'never-stopped'
    | 'unread-options'
    | 'after-risk'
    | 'unread-cleanup';
  readonly causes: ReadonlyMap<Ending, Cause>;
  readonly remaining: Remaining;
}

interface Found {
  readonly ending: Ending;
  readonly remaining: Remaining;
}

/** What a job may leave behind, in the order in which it was made. */
export function leaksOf(flow: JobFlow): Leak[] {
  const byContainer = new Map<number, Found[]>();
  for (const ending of endings)
    for (const remaining of flow[ending].values()) {
      const { id } = remaining.live.container;
      const found = byContainer.get(id) ?? [];
      found.push({ ending, remaining });
      byContainer.set(id, found);
    }
  return [...byContainer].sort(([a], [b]) => a - b).flatMap(([, found]) => leakOf(found) ?? []);
}

function leakOf(all: readonly Found[]): Leak | undefined {
  const certain = all.filter(({ remaining }) => isThere(remaining.live));
  const lives = all.map(({ remaining }) => remaining.live);
  const weak = weakKind(lives);
  const shown =
    certain.length > 0 ? certain : all.filter(({ remaining }) => kindOfWeak(remaining.live) === weak);
  const [first] = shown;
  if (first === undefined) return undefined;
  const { container } = first.remaining.live;
  const causes = new Map<Ending, Cause>();
  for (const { ending, remaining } of shown) if (!causes.has(ending)) causes.set(ending, remaining.cause);
  return {
    container,
    kind: certain.length > 0 ? kindOf(container) : weak,
    causes,
    remaining: first.remaining,
  };
}

const weakKinds = ['without-force', 'after-risk', 'unread-cleanup'] as const;
type WeakKind = (typeof weakKinds)[number];

/** The weightiest reason why it may be there after all. */
function weakKind(all: readonly Live[]): WeakKind {
  const kinds = new Set(all.map(kindOfWeak));
  return weakKinds.find((kind) => kinds.has(kind)) ?? 'unread-cleanup';
}

function kindOfWeak({ state, isRemovedAfterRisk }: Live): WeakKind {
  if (state === 'removed-unforced') return 'without-force';
  return isRemovedAfterRisk === true ? 'after-risk' : 'unread-cleanup';
}

function kindOf({ made }: Container): Leak['kind'] {
  if (made.uncertain) return 'unread-options';
  return made.removesItself ? 'never-stopped' : 'left';
}
