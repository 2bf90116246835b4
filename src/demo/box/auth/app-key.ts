import { generateKeyPairSync } from 'node:crypto';

/** A new key pair for an App, in PEM: the private half as GitHub hands it out (PKCS #1). */
export function newAppKey(): { privateKey: string; publicKey: string } {
  return generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  });
}
