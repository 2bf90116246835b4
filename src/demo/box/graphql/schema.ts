import { schema as published } from '@octokit/graphql-schema';
import { buildSchema } from 'graphql';

/** GitHub's own GraphQL schema, as Octokit publishes it. */
export const githubSchema = buildSchema(published.idl, { assumeValidSDL: true, noLocation: true });
