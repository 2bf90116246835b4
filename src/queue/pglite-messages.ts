/** What the main thread asks of the database's thread. */
export type DatabaseRequest = { readonly id: number } & (
  | { readonly kind: 'query'; readonly text: string; readonly values: readonly unknown[] }
  | { readonly kind: 'execute'; readonly text: string }
  | { readonly kind: 'listen'; readonly channel: string }
  | { readonly kind: 'unlisten'; readonly channel: string }
  | { readonly kind: 'close' }
);

/** An error of the database: structured cloning would keep its message only, and pg-boss reads the rest. */
export interface DatabaseErrorFields {
  readonly message: string;
  readonly code?: string | undefined;
  readonly constraint?: string | undefined;
  readonly detail?: string | undefined;
}

/** What the database's thread answers. */
export type DatabaseReply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'result'; readonly id: number; readonly results: readonly { rows: object[] }[] }
  | { readonly kind: 'error'; readonly id: number; readonly error: DatabaseErrorFields }
  | { readonly kind: 'notification'; readonly channel: string; readonly payload: string };
