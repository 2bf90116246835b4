import type { Target } from '../target.ts';
import { auditTarget } from './audit.ts';
import { payloadTarget } from './payload.ts';
import { planTarget } from './plan.ts';
import { reportTarget } from './report.ts';
import { commentTarget, manifestTarget, policyTarget, scriptTarget, workflowTarget } from './texts.ts';

/** All that runs in the fuzzing thread, with its share of the inputs. */
export const targets: readonly { readonly target: Target; readonly share: number }[] = [
  { target: workflowTarget, share: 20 },
  { target: scriptTarget, share: 18 },
  { target: auditTarget, share: 14 },
  { target: reportTarget, share: 10 },
  { target: planTarget, share: 10 },
  { target: policyTarget, share: 12 },
  { target: commentTarget, share: 8 },
  { target: manifestTarget, share: 4 },
  { target: payloadTarget, share: 4 },
];
