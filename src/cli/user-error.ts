/** The person is wrong (arguments, directory, policy): one line on stderr, and exit status 2. */
export class UserError extends Error {
  override readonly name = 'UserError';
}
