import { z } from 'zod';
import { uploadedName } from '../artifacts/uploaded-name.ts';
import { uploadsByLeg } from '../artifacts/uploads-by-leg.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  id: 'colliding-artifact-name',
  severity: 'error',
  summary: 'A matrix job uploads an artifact of the same name from several of its legs',
  why: 'upload-artifact refuses a name that the run already has (since v4): the first leg to get there uploads, all others fail.',
  remedy: 'Put into the name what tells the legs apart.',
  details: [
    'It is upload-artifact from version 4 on that refuses a second artifact of one name; older versions put both together.',
    '`runner.os` and `runner.arch` tell legs apart only where their labels name different systems or architectures.',
    'Where only the run decides how many legs there are, it is a note.',
  ],
  options: z.object({}),
  *step({ workflow, job, step }) {
    const name = uploadedName(step);
    if (name === undefined) return;
    const uploads = uploadsByLeg({ workflow, job, step, name });
    if (uploads === undefined) return;
    const { legs, shown, suggestion } = uploads;
    const matrix = job.strategy?.matrix;
    yield {
      at: name.node ?? step.uses ?? step,
      ...(legs === undefined && { severity: 'note' as const }),
      message:
        legs === undefined
          ? `Each leg of job \`${job.id}\` uploads an artifact named \`${shown}\`; how many legs there are is known only when it runs.`
          : `${legs} legs of job \`${job.id}\` upload an artifact named \`${shown}\`.`,
      ...(suggestion !== undefined && {
        remedy: `Put into the name what tells the legs apart: ${suggestion}.`,
      }),
      related:
        matrix === undefined
          ? []
          : [{ at: { source: workflow.source, span: matrix.span }, message: 'the matrix' }],
    };
  },
});
