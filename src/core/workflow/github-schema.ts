import type { TemplateSchema } from '@actions/workflow-parser/templates/schema/template-schema';
import { getWorkflowSchema } from '@actions/workflow-parser/workflows/workflow-schema';

/** The schema by which GitHub reads workflows, as its parser brings it, for that parser as well. */
export const githubSchema = withOwnKeysAlone(getWorkflowSchema());

/**
 * The parser looks the keys of a file up in plain objects. There it would find `constructor` or `toString`, which are
 * names like any other for a job or a variable.
 */
function withOwnKeysAlone(schema: TemplateSchema): TemplateSchema {
  for (const definition of Object.values(schema.definitions)) {
    if ('properties' in definition && typeof definition.properties === 'object') {
      Object.setPrototypeOf(definition.properties, null);
    }
  }
  return schema;
}
