import { describe, expect, test } from 'vitest';
import { abilityOf } from '../../../src/core/runners/able-to-run.ts';
import type { RunnerPool } from '../../../src/core/runners/runner-pool.ts';
import { SourceText } from '../../../src/core/source/source-text.ts';

const shownBy = { source: new SourceText('w.yml', ''), span: { start: 0, end: 0 } };
const noNeeds = { needs: [], lookedFor: new Set<string>(), unread: [] };

function able(asked: string, labels: string, pool: 'declared' | 'used'): string {
  const runner: RunnerPool = {
    name: 'x',
    labels: labels.split(' '),
    takes: () => false,
    provides: () => 'yes',
    ...(pool === 'used' && { shownBy }),
  };
  return abilityOf(runner, { labelSets: [{ labels: asked.split(' ') }], needs: noNeeds }).able;
}

describe('abilityOf', () => {
  test.each([
    // What is asked for, what the runner's labels are, and whether one that is declared, or only used, could run it.
    ['proxmox', 'proxmox-runner0', 'yes', 'yes'],
    ['linux a', 'windows b', 'no', 'no'],
    ['linux a', 'b', 'yes', 'yes'],
    ['linux-x64 a', 'b', 'yes', 'yes'],
    ['linux-arm64 a', 'linux b', 'unknown', 'unknown'],
    ['linux a', 'linux-arm64 b', 'unknown', 'unknown'],
    ['linux-arm64 a', 'linux aarch64 b', 'yes', 'yes'],
    ['linux-arm64 a', 'linux x64 b', 'no', 'no'],
    ['gpu a', 'b', 'no', 'no'],
    ['a', 'gpu b', 'yes', 'no'],
    ['gpu a', 'GPU b', 'yes', 'yes'],
    ['amd mi200', 'nvidia a6000', 'no', 'no'],
    ['intel xpu', 'intel gaudi2', 'no', 'no'],
    ['l40s-1gpu', 'l40s-4gpu', 'no', 'no'],
    ['linux-gpu-1', 'linux-gpu-2', 'yes', 'yes'],
    ['build-cpu', 'test-cpu', 'yes', 'yes'],
  ])('%j on a runner with %j: %s, or %s', (asked, labels, declared, used) => {
    expect([able(asked, labels, 'declared'), able(asked, labels, 'used')]).toEqual([declared, used]);
  });
});
