import { type Call, ok } from './call.ts';

/** What is left of the hour; asking costs nothing. */
export const rateLimitRoute = {
  'GET /rate_limit': ({ state, caller }: Call) => {
    const core = state.limits.left('core', caller);
    return ok({
      resources: { core, search: core, graphql: state.limits.left('graphql', caller) },
      rate: core,
    });
  },
};
