import type { Check } from '../claims/check.ts';
import type { Evidence } from './evidence.ts';
import { weighAudit } from './weigh-audit.ts';
import { weighCleanUp } from './weigh-clean-up.ts';
import { weighFile } from './weigh-files.ts';
import type { WeighInput } from './weigh-input.ts';
import { weighIssue } from './weigh-issue.ts';
import { weighLabels } from './weigh-labels.ts';
import { weighLifecycle } from './weigh-lifecycle.ts';
import { weighMatrix } from './weigh-matrix.ts';
import { weighParallel } from './weigh-parallel.ts';
import { weighPasses } from './weigh-passes.ts';
import { weighOperational } from './weigh-runners.ts';
import { weighTime } from './weigh-time.ts';

/** Weighs one check: at least one piece of evidence, all of which must hold. Pure: the same input, the same evidence. */
export function weigh(check: Check, input: WeighInput): readonly Evidence[] {
  switch (check.kind) {
    case 'file-absent':
    case 'file-present':
    case 'file-mentions':
    case 'file-omits':
      return weighFile(check, input);
    case 'workflow-matrix':
      return weighMatrix(check, input);
    case 'labels-used':
      return weighLabels(check, input);
    case 'lifecycle-step':
      return weighLifecycle(check, input);
    case 'container-clean-up':
      return weighCleanUp(check, input);
    case 'audit-clean':
      return weighAudit(check, input);
    case 'issue-exists':
    case 'issue-mentions':
      return weighIssue(check, input);
    case 'runners-operational':
      return weighOperational(check, input);
    case 'ran-in-parallel':
      return weighParallel(check, input);
    case 'passed-on-every-runner':
    case 'workflow-passed':
      return weighPasses(check, input);
    case 'time-fell':
      return weighTime(check, input);
  }
}
