// Stands in for the audit's thread: takes of the machine what the workflow names.
import type { MessagePort } from 'node:worker_threads';
import type { AuditTask, Decided } from '../../src/app/audit/audit-task.ts';

interface Asked {
  readonly task: AuditTask;
  readonly tellBegun: MessagePort;
}

/** Called by Piscina. */
export function run({ task, tellBegun }: Asked): Decided | undefined {
  tellBegun.postMessage('begun');
  while (task.kind === 'tick-body' && task.body === 'takes: time');
  if (task.kind !== 'decide' || task.purpose.kind !== 'check') return undefined;
  const { facts, purpose } = task;
  const workflow = facts.merged.get('.github/workflows/w.yml');
  const takes = workflow?.kind === 'text' ? workflow.text : '';
  while (takes === 'takes: time');
  const held: string[][] = [];
  while (takes === 'takes: memory') held.push(Array.from({ length: 1000 }, (_, index) => `held ${index}`));
  return {
    actions: [
      {
        kind: 'complete-check-run',
        headSha: facts.headSha,
        externalId: purpose.externalId,
        conclusion: 'success',
        output: { title: 'Fine', summary: 'Fine', annotations: [] },
      },
    ],
    tracked: 'nothing',
    lookedFor: { paths: [], actions: [], issues: [] },
  };
}
