import { expect, test } from 'vitest';
import type { Policy } from '../../../src/core/policy/policy.ts';
import { runnerKind } from '../../../src/core/workflow/runner-kind.ts';

const none: Policy = { runners: [], capabilities: new Map(), rules: new Map(), tracking: [] };
const declared: Policy = {
  ...none,
  runners: [
    { name: 'r', labels: ['self-hosted', 'proxmox'], aliases: [['ubuntu-fast']], provides: undefined },
  ],
};

test.each([
  ['ubuntu-latest', 'hosted'],
  ['Ubuntu-22.04', 'hosted'],
  ['ubuntu-24.04-arm', 'hosted'],
  ['ubuntu-slim', 'hosted'],
  ['windows-2025', 'hosted'],
  ['windows-11-arm', 'hosted'],
  ['macos-15-intel', 'hosted'],
  ['macos-14-xlarge', 'hosted'],
  ['macos-latest-large', 'hosted'],
  ['self-hosted', 'self-hosted'],
  ['self-hosted,linux', 'self-hosted'],
  ['proxmox', 'unknown'],
  ['buildjet-4vcpu-ubuntu-2204', 'unknown'],
  ['ubuntu-latest-16-cores-of-ours', 'unknown'],
  ['self-hosted, rockylinux', 'unknown'],
])('%s is %s', (labels, kind) => {
  expect(
    runnerKind({ labels: labels === 'self-hosted, rockylinux' ? [labels] : labels.split(',') }, none),
  ).toBe(kind);
});

test('what the policy declares is self-hosted, whatever its labels', () => {
  expect(runnerKind({ labels: ['proxmox'] }, declared)).toBe('self-hosted');
  expect(runnerKind({ labels: ['ubuntu-fast'] }, declared)).toBe('self-hosted');
});

test('a group is nobody knows whose', () => {
  expect(runnerKind({ labels: ['ubuntu-latest'], group: 'big' }, none)).toBe('unknown');
});
