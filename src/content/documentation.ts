/** Base address of the documentation, with a trailing slash. */
export const DOCUMENTATION_URL = 'https://candor-status.github.io/candor/';

/** Pages of findings that have no rule in `src/rules/`. */
const OTHER_PAGES = new Map([['no-secrets', 'adopter/secrets/']]);

/** The page of a rule: what it checks, why, and examples. */
export function rulePage(id: string): string {
  return new URL(OTHER_PAGES.get(id) ?? `rules/${encodeURIComponent(id)}/`, DOCUMENTATION_URL).href;
}
