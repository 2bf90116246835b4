import {
  type DocumentNode,
  execute,
  GraphQLError,
  type GraphQLFieldResolver,
  parse,
  validate,
} from 'graphql';
import { ApiError } from '../http/api-error.ts';
import type { BoxState } from '../store/box-state.ts';
import type { Caller } from '../store/caller.ts';
import type { Json } from '../store/json.ts';
import { buildGraph } from './build-graph.ts';
import { errorView, githubError } from './errors.ts';
import type { Arguments, Node } from './graph.ts';
import { queryCost } from './query-cost.ts';
import { rootNode } from './root.ts';
import { githubSchema } from './schema.ts';

/** GitHub answers no query that may bring more nodes than this. */
const mostNodes = 500_000;

/** A GraphQL request, read. */
export interface GraphqlRequest {
  readonly caller: Caller;
  readonly body: Json;
  /** Asked of a replica that knows nothing that happened since. */
  readonly asOf?: Date | undefined;
}

/** Answers a GraphQL request; what is wrong with the query comes as errors of an answer with status 200. */
export async function answerGraphql(state: BoxState, { caller, body, asOf }: GraphqlRequest): Promise<Json> {
  if (caller.kind !== 'installation')
    throw new ApiError(401, 'This endpoint requires you to be authenticated.');
  const { document, errors: faults } = checkedDocument(String(body.query ?? ''));
  if (faults) return { errors: faults.map(errorView) };
  const variables = (body.variables ?? {}) as Arguments;
  const cost = queryCost(document, variables);
  state.limits.spend('graphql', caller, cost.points);
  if (cost.nodes > mostNodes) {
    const message = `This query requests up to ${cost.nodes} possible nodes, over the maximum limit of ${mostNodes}.`;
    return { errors: [errorView(githubError('MAX_NODE_LIMIT_EXCEEDED', message))] };
  }
  const { data, errors } = await execute({
    schema: githubSchema,
    document,
    variableValues: variables,
    operationName: body.operationName as string | null | undefined,
    rootValue: rootNode(buildGraph(state, caller, asOf), cost),
    fieldResolver: resolveField,
    typeResolver: (node: Node) => node.__typename,
  });
  return { data, ...(errors ? { errors: errors.map(errorView) } : {}) };
}

type Checked =
  | { readonly document: DocumentNode; readonly errors?: never }
  | { readonly document?: never; readonly errors: readonly GraphQLError[] };

function checkedDocument(query: string): Checked {
  try {
    const document = parse(query);
    const errors = validate(githubSchema, document);
    return errors.length > 0 ? { errors } : { document };
  } catch (error) {
    if (error instanceof GraphQLError) return { errors: [error] };
    throw error;
  }
}

/** A field that the box doesn't know is an error: a null would pass for an answer of GitHub's. */
const resolveField: GraphQLFieldResolver<Node, unknown> = (node, args, _context, info) => {
  if (!(info.fieldName in node)) {
    throw new GraphQLError(`The GitHub in a box does not serve ${info.parentType.name}.${info.fieldName}.`);
  }
  const value = node[info.fieldName];
  return typeof value === 'function' ? value(args) : value;
};
