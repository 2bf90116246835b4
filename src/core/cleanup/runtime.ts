/** The container runtimes whose commands are understood. */
export const runtimes = ['crun', 'runc', 'youki', 'podman', 'docker', 'pct', 'lxc', 'incus'] as const;
export type Runtime = (typeof runtimes)[number];

/** The OCI runtimes below the engines: nothing cleans up behind them, on any machine. */
export const lowLevelRuntimes: ReadonlySet<Runtime> = new Set(['crun', 'runc', 'youki']);
