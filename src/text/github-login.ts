/** Bot logins end with `[bot]`, including that of the default `GITHUB_TOKEN`; user logins can't contain brackets. */
export function isBot(login: string): boolean {
  return login.endsWith('[bot]');
}

/** Compares logins like GitHub: without `@` and without regard to case. */
export function isSameLogin(a: string, b: string): boolean {
  return a.replace(/^@/, '').toLowerCase() === b.replace(/^@/, '').toLowerCase();
}
