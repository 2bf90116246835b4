import type { LifecycleStep } from './check.ts';

const lowLevel: Readonly<Record<LifecycleStep, string>> = {
  create: 'create',
  start: 'start',
  stop: 'kill … TERM',
  delete: 'delete',
};
const engine: typeof lowLevel = { create: 'create', start: 'start', stop: 'stop', delete: 'rm' };
const machine: typeof lowLevel = { create: 'create', start: 'start', stop: 'stop', delete: 'destroy' };
const others: Readonly<Record<string, typeof lowLevel>> = {
  docker: engine,
  podman: engine,
  pct: machine,
  lxc: { ...engine, create: 'init', delete: 'delete' },
  incus: { ...engine, delete: 'delete' },
};

/** The command by which a runtime goes through a step of a container's life, as its users write it. */
export function stepCommand(runtime: string, step: LifecycleStep): string {
  return `${runtime} ${(others[runtime] ?? lowLevel)[step]}`;
}
