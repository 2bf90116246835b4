import { GraphQLError } from 'graphql';

/** An error as GitHub gives it beside the data: its `type` stands at the error's top. */
export function githubError(type: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { type } });
}

/** What GitHub says of something an App has no permission for. */
export function forbidden(): GraphQLError {
  return githubError('FORBIDDEN', 'Resource not accessible by integration');
}

/** A GraphQL error in GitHub's shape. */
export function errorView(error: GraphQLError): Record<string, unknown> {
  const { type, ...extensions } = error.extensions;
  return {
    ...(type === undefined ? {} : { type }),
    ...(error.path ? { path: error.path } : {}),
    ...(Object.keys(extensions).length > 0 ? { extensions } : {}),
    ...(error.locations ? { locations: error.locations } : {}),
    message: error.message,
  };
}
