/** Whether a login is a robot's, as workflows speak: the plain token's, or a GitHub App's. People can't have brackets in theirs. */
export function isBot(login: string): boolean {
  return login.endsWith('[bot]');
}

/** Whether two names are one person's, with or without `@`: to GitHub capitals make no difference. */
export function isSameLogin(a: string, b: string): boolean {
  return a.replace(/^@/, '').toLowerCase() === b.replace(/^@/, '').toLowerCase();
}
