import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { remembered } from '../remembered.ts';
import type { Step } from '../workflow/model.ts';

/** What makes a finding the same finding in another version of the repository: no lines, and nothing of the other half. */
export interface Identity {
  readonly rule: string;
  readonly path: string;
  readonly job?: string | undefined;
  readonly step?: string | undefined;
  /** The workflow through which another file was reached. */
  readonly via?: string | undefined;
  readonly key?: string | undefined;
}

/** An identity as one string: equal for equal identities, and for no others. */
export const identityText = remembered(({ rule, path, job, step, via, key }: Identity): string =>
  JSON.stringify([rule, path, job ?? null, step ?? null, via ?? null, key ?? null]),
);

/** The fingerprint of the nth finding (from 0) of one identity: 16 hexadecimal digits. */
export function fingerprintOf(identity: Identity, ordinal: number): string {
  return ordinal === 0 ? firstFingerprint(identity) : digest(identity, ordinal);
}

/** Nearly all are the first of their identity, and findings that were kept have theirs already. */
const firstFingerprint = remembered((identity: Identity) => digest(identity, 0));

function digest(identity: Identity, ordinal: number): string {
  const text = `${identityText(identity)}#${ordinal}`;
  return bytesToHex(sha256(utf8ToBytes(text))).slice(0, 16);
}

/** What tells a step from its neighbours when it moves: its id, else its name, else what it does. */
export function stepIdentity(step: Step): string {
  if (step.id !== undefined) return `id:${step.id.text}`;
  if (step.name !== undefined) return `name:${step.name.text.trim()}`;
  if (step.uses !== undefined) return `uses:${step.uses.text.replace(/@[^@]*$/, '').trim()}`;
  return `run:${(step.run?.text ?? '').replace(/\s+/g, ' ').trim()}`;
}
