import { describe, expect, it } from 'vitest';
import { listen } from '../../../src/app/http/listen.ts';
import { type RouteParts, routes } from '../../../src/app/http/routes.ts';
import { openMetrics } from '../../../src/app/metrics.ts';

async function answered(path: string, parts: Partial<RouteParts>): Promise<{ status: number; body: string }> {
  const all: RouteParts = {
    receive: undefined,
    metrics: openMetrics({ role: 'worker' }),
    readiness: async () => ({ ready: false, database: 'it does not answer in time', github: 'ok' }),
    queueSize: async () => ({ waiting: 1, active: 0, failed: 0, untold: 0, oldestSeconds: 7 }),
    logDelivery: () => {},
    logError: () => {},
    ...parts,
  };
  const { url, close } = await listen(routes(all), { port: 0, host: '127.0.0.1' });
  try {
    const response = await fetch(`${url}${path}`);
    return { status: response.status, body: await response.text() };
  } finally {
    await close();
  }
}

describe('the figures', () => {
  it('are told, also while the database hangs', async () => {
    const { status, body } = await answered('/metrics', { queueSize: () => new Promise(() => {}) });
    expect(status).toBe(200);
    expect(body).toContain('ci_warden_queue_items{state="waiting"} Nan');
    expect(body).toContain('ci_warden_dependency_up{dependency="database"} 0');
    expect(body).toContain('ci_warden_dependency_up{dependency="github"} 1');
  });

  it('have those of the queue where it answers', async () => {
    const { body } = await answered('/metrics', {});
    expect(body).toContain('ci_warden_queue_items{state="waiting"} 1');
    expect(body).toContain('ci_warden_queue_oldest_seconds 7');
  });
});

describe('the probes', () => {
  it('leave a process alone whose database is down, and send nothing to it', async () => {
    expect(await answered('/livez', {})).toEqual({ status: 200, body: 'ok' });
    expect(await answered('/readyz', {})).toEqual({
      status: 503,
      body: '{"ready":false,"database":"it does not answer in time","github":"ok"}',
    });
  });

  it('do not hide a fault of ours', async () => {
    const faults: unknown[] = [];
    const readiness = () => Promise.reject(new Error('a fault'));
    const { status, body } = await answered('/readyz', {
      readiness,
      logError: (error) => faults.push(error),
    });
    expect([status, body]).toEqual([500, 'this is our fault']);
    expect(faults).toEqual([new Error('a fault')]);
  });
});
