const instead = '[redacted]';

/** What a credential looks like: GitHub's tokens (old and new), a JWT, a key in PEM as JSON has it. */
const credentials =
  /\b(?:gh[a-z]_\w{16,}|github_pat_\w{16,}|v1\.[0-9a-f]{40}|eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]{8,})|-----BEGIN [A-Z ]*PRIVATE KEY-----(?:(?!-----END)[^"])*(?:-----END [A-Z ]*PRIVATE KEY-----)?/g;
/** `postgres://user:password@host`; a password may hold anything but what ends it. */
const addressed = /(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@"]*):[^\s/@"]+@/gi;

/** A function that leaves out of an entry, which is JSON, the given secrets and what looks like a credential. */
export function redactor(secrets: readonly string[]): (json: string) => string {
  const known = secrets
    .filter((secret) => secret !== '')
    .map((secret) => JSON.stringify(secret).slice(1, -1));
  return (json) =>
    known
      .reduce((text, secret) => text.replaceAll(secret, instead), json)
      .replace(credentials, instead)
      .replace(addressed, `$1:${instead}@`);
}
