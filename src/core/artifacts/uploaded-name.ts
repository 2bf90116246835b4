import type { ScalarNode, Step } from '../workflow/model.ts';

/** The name under which a step uploads an artifact. */
export interface UploadedName {
  readonly text: string;
  /** Undefined where the step leaves the name to the action. */
  readonly node: ScalarNode | undefined;
}

/** What upload-artifact takes where no name is given (its `action.yml`). */
const defaultName = 'artifact';

/**
 * The name of the artifact that a step uploads with upload-artifact v4 or later, which refuses a second one of the
 * same name; undefined for other steps, and where `overwrite` is set. GitHub took v1 to v3 out of service on
 * 2025-01-30, so that a branch or a commit stands for v4 or later, too.
 */
export function uploadedName(step: Step): UploadedName | undefined {
  const [action, ref = ''] = (step.uses?.text ?? '').split('@');
  if (action?.toLowerCase() !== 'actions/upload-artifact' || /^v[1-3](?:\.|$)/.test(ref)) return undefined;
  const given = (name: string) => {
    const value = step.with.find(({ key }) => key.text.toLowerCase() === name)?.value;
    return value?.kind === 'scalar' && value.value !== null ? value : undefined;
  };
  if (given('overwrite') !== undefined && given('overwrite')?.text.toLowerCase() !== 'false')
    return undefined;
  const node = given('name');
  return { text: node?.text ?? defaultName, node };
}
