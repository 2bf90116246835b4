// Written by `npm run generate` from the files of this folder. Don't edit.
import collidingArtifactName from './colliding-artifact-name.ts';
import deadWorkflow from './dead-workflow.ts';
import duplicateWorkflow from './duplicate-workflow.ts';
import forkCodeOnSelfHosted from './fork-code-on-self-hosted.ts';
import incompleteContainerLifecycle from './incomplete-container-lifecycle.ts';
import invalidWorkflow from './invalid-workflow.ts';
import missingContainerCleanup from './missing-container-cleanup.ts';
import missingRunnerCapability from './missing-runner-capability.ts';
import missingRunnerMatrix from './missing-runner-matrix.ts';
import undefinedMatrixValue from './undefined-matrix-value.ts';
import unknownEventKey from './unknown-event-key.ts';
import unknownRunner from './unknown-runner.ts';
import unlimitedConcurrency from './unlimited-concurrency.ts';
import type { Rule } from './rule.ts';

/** Every rule, by name. */
export const rules: readonly Rule[] = [collidingArtifactName, deadWorkflow, duplicateWorkflow, forkCodeOnSelfHosted, incompleteContainerLifecycle, invalidWorkflow, missingContainerCleanup, missingRunnerCapability, missingRunnerMatrix, undefinedMatrixValue, unknownEventKey, unknownRunner, unlimitedConcurrency];
