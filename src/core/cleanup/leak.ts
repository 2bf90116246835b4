import type { Ending } from '../workflow/condition.ts';
import { type Container, isThere, type Live } from './container.ts';
import { type Cause, endings, type JobFlow, type Remaining } from './job-flow.ts';

/** A container that a job may leave behind, and on which ways. */
export interface Leak {
  readonly container: Container;
  /** `left`: it is there for certain on some way. The others are weaker. */
  readonly kind: 'left' | 'without-force' | 'never-stopped' | 'unread-options' | 'unread-cleanup';
  readonly causes: ReadonlyMap<Ending, Cause>;
  readonly remaining: Remaining;
}

/** What a job may leave behind, in the order in which it was made. */
export function leaksOf(flow: JobFlow): Leak[] {
  const ids = new Set(endings.flatMap((ending) => [...flow[ending].keys()]));
  return [...ids].sort((a, b) => a - b).flatMap((id) => leakOf(id, flow) ?? []);
}

function leakOf(id: number, flow: JobFlow): Leak | undefined {
  const all = endings.flatMap((ending) => {
    const remaining = flow[ending].get(id);
    return remaining === undefined ? [] : [{ ending, remaining }];
  });
  const certain = all.filter(({ remaining }) => isThere(remaining.live));
  const shown = certain.length > 0 ? certain : all;
  const [first] = shown;
  if (first === undefined) return undefined;
  const { container } = first.remaining.live;
  return {
    container,
    kind: certain.length > 0 ? kindOf(container) : weakKind(all.map(({ remaining }) => remaining.live)),
    causes: new Map(shown.map(({ ending, remaining }) => [ending, remaining.cause])),
    remaining: first.remaining,
  };
}

function weakKind(all: readonly Live[]): Leak['kind'] {
  return all.some((live) => live.state === 'removed-unforced') ? 'without-force' : 'unread-cleanup';
}

function kindOf({ made }: Container): Leak['kind'] {
  if (made.uncertain) return 'unread-options';
  return made.removesItself ? 'never-stopped' : 'left';
}
