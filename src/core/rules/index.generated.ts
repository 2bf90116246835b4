// Written by `npm run generate` from the files of this folder. Don't edit.
import duplicateWorkflow from './duplicate-workflow.ts';
import incompleteContainerLifecycle from './incomplete-container-lifecycle.ts';
import invalidWorkflow from './invalid-workflow.ts';
import missingContainerCleanup from './missing-container-cleanup.ts';
import missingRunnerMatrix from './missing-runner-matrix.ts';
import type { Rule } from './rule.ts';

/** Every rule, by name. */
export const rules: readonly Rule[] = [duplicateWorkflow, incompleteContainerLifecycle, invalidWorkflow, missingContainerCleanup, missingRunnerMatrix];
