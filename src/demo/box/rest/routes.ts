import type { Endpoint } from '../openapi/endpoints.ts';
import { actionsRoutes } from './actions-routes.ts';
import { appRoutes } from './app-routes.ts';
import type { Handler } from './call.ts';
import { checkRunRoutes } from './check-run-routes.ts';
import { contentRoutes } from './content-routes.ts';
import { deliveryRoutes } from './delivery-routes.ts';
import { gitRoutes } from './git-routes.ts';
import { issueRoutes } from './issue-routes.ts';
import { pullRoutes } from './pull-routes.ts';
import { rateLimitRoute } from './rate-limit-route.ts';
import { repositoryRoutes } from './repository-routes.ts';

/** What answers each endpoint that the box serves. */
export const routes: Readonly<Record<Endpoint, Handler>> = {
  ...actionsRoutes,
  ...appRoutes,
  ...checkRunRoutes,
  ...contentRoutes,
  ...deliveryRoutes,
  ...gitRoutes,
  ...issueRoutes,
  ...pullRoutes,
  ...rateLimitRoute,
  ...repositoryRoutes,
};
