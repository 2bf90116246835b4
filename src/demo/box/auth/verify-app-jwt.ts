import { createPublicKey } from 'node:crypto';
import { decodeJwt, errors, jwtVerify } from 'jose';
import { ApiError } from '../http/api-error.ts';
import type { App } from '../store/account.ts';

const longestLife = 10 * 60;

/**
 * Verifies a JWT of the App as GitHub does: RS256, issued by the App's id or client id, not expired, `exp` at most
 * ten minutes ahead. Throws an ApiError with GitHub's words.
 */
export async function verifyAppJwt(app: App, jwt: string, now: Date): Promise<void> {
  await verifySignature(app, jwt, now);
  const { iss, iat, exp } = decodeJwt(jwt);
  const seconds = Math.floor(now.getTime() / 1000);
  if (typeof exp !== 'number') throw refusal("'Expiration time' claim ('exp') must be a numeric value");
  if (exp > seconds + longestLife) throw refusal("'Expiration time' claim ('exp') is too far in the future");
  if (typeof iat !== 'number') throw refusal("'Issued at' claim ('iat') must be an Integer");
  if (iat > seconds) throw refusal("'Issued at' claim ('iat') must be in the past");
  if (String(iss) !== String(app.id) && iss !== app.clientId)
    throw new ApiError(404, 'Integration not found');
}

async function verifySignature(app: App, jwt: string, now: Date): Promise<void> {
  try {
    // Probot signs with a numeric issuer, which JWT's own checks of `iss` would refuse: it is compared by hand.
    await jwtVerify(jwt, createPublicKey(app.publicKey), { algorithms: ['RS256'], currentDate: now });
  } catch (error) {
    if (error instanceof errors.JWTExpired) {
      throw refusal("'Expiration time' claim ('exp') must be a numeric value representing the future time");
    }
    throw refusal('A JSON web token could not be decoded');
  }
}

function refusal(message: string): ApiError {
  return new ApiError(401, message);
}
