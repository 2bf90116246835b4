import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** A workflow as plain values, so that the executor shares no reading of it with the rules that it judges. */
export interface PlainWorkflow {
  readonly name?: string;
  readonly env?: PlainMap;
  readonly defaults?: { readonly run?: PlainDefaults };
  readonly jobs: Readonly<Record<string, PlainJob>>;
}

export interface PlainJob {
  readonly env?: PlainMap;
  readonly defaults?: { readonly run?: PlainDefaults };
  readonly strategy?: { readonly matrix?: unknown };
  readonly steps?: readonly PlainStep[];
  readonly [key: string]: unknown;
}

export interface PlainStep {
  readonly id?: string;
  readonly name?: string;
  readonly if?: unknown;
  readonly uses?: string;
  readonly run?: string;
  readonly shell?: string;
  readonly with?: PlainMap;
  readonly env?: PlainMap;
  readonly 'working-directory'?: string;
  readonly 'continue-on-error'?: unknown;
  readonly 'timeout-minutes'?: unknown;
}

/** A composite action's `action.yml`. */
export interface PlainAction {
  readonly inputs?: Readonly<Record<string, { readonly default?: unknown } | null>>;
  readonly outputs?: Readonly<Record<string, { readonly value?: unknown }>>;
  readonly runs: { readonly using: string; readonly steps?: readonly PlainStep[] };
}

export interface PlainDefaults {
  readonly shell?: string;
  readonly 'working-directory'?: string;
}

export type PlainMap = Readonly<Record<string, unknown>>;

/** Reads a workflow's text; throws where it is not YAML. */
export function parsePlainWorkflow(text: string): PlainWorkflow {
  return parse(text) as PlainWorkflow;
}

/** Reads a composite action's file; throws where it is not YAML. */
export function readPlainAction(file: string): PlainAction {
  return parse(readFileSync(file, 'utf8')) as PlainAction;
}
