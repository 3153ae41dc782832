/** Where the documentation is published, with a slash at its end. */
export const DOCUMENTATION_URL = 'https://candor-status.github.io/candor/';

/** Findings that no rule of `src/rules/` makes, and the pages that explain them. */
const OTHER_PAGES = new Map([['no-secrets', 'adopter/secrets/']]);

/** The address of the page of a rule: what it asks, why, and examples. */
export function rulePage(id: string): string {
  return new URL(OTHER_PAGES.get(id) ?? `rules/${encodeURIComponent(id)}/`, DOCUMENTATION_URL).href;
}
