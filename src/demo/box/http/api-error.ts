import type { Json } from '../store/json.ts';

/** An answer of GitHub that refuses: its status, its words, and what else it says. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly details: Json;

  constructor(
    status: number,
    message: string,
    more: { readonly headers?: Record<string, string>; readonly details?: Json } = {},
  ) {
    super(message);
    this.status = status;
    this.headers = more.headers ?? {};
    this.details = more.details ?? {};
  }
}

/** What GitHub says of what is not there, or not for the caller's eyes. */
export function notFound(): ApiError {
  return new ApiError(404, 'Not Found');
}

/** What GitHub says to an App that lacks a permission, with the header that names it. */
export function notAccessible(permission: string, level: 'read' | 'write'): ApiError {
  return new ApiError(403, 'Resource not accessible by integration', {
    headers: { 'x-accepted-github-permissions': `${permission}=${level}` },
  });
}

/** What GitHub says of a field that can't be taken. */
export function unprocessable(message: string, errors: readonly Json[] = []): ApiError {
  return new ApiError(422, message, { details: errors.length > 0 ? { errors } : {} });
}
