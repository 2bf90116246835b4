/** An object of a JSON text, not looked into. */
export type Json = { readonly [name: string]: unknown };
