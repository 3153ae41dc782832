import type { DoctorContext, GithubConfiguration, Result } from './doctor-facts.ts';

/** `unknown`: it could not be checked. */
export type CheckState = 'ok' | 'warn' | 'fail' | 'unknown';

export interface CheckOutcome {
  readonly state: CheckState;
  /** What was found, in a sentence. */
  readonly found: string;
  /** How to fix it, in a sentence; empty if nothing has to be fixed. */
  readonly fix: string;
  /** The URL of the page where it is fixed. */
  readonly where?: string;
}

export interface DoctorCheck {
  /** Stable: documentation and scripts refer to it. */
  readonly id: string;
  /** The subject of the check, in a few words. */
  readonly what: string;
  /** Several outcomes if it asks several places. */
  readonly run: (facts: DoctorContext) => CheckOutcome | readonly CheckOutcome[];
}

export const ok = (found: string): CheckOutcome => ({ state: 'ok', found, fix: '' });
export const warn = (found: string, fix: string, where?: string): CheckOutcome =>
  createOutcome('warn', found, fix, where);
export const fail = (found: string, fix: string, where?: string): CheckOutcome =>
  createOutcome('fail', found, fix, where);
export const unknown = (found: string, fix = '', where?: string): CheckOutcome =>
  createOutcome('unknown', found, fix, where);

function createOutcome(
  state: CheckState,
  found: string,
  fix: string,
  where: string | undefined,
): CheckOutcome {
  return { state, found, fix, ...(where !== undefined && { where }) };
}

/** A check of one part of GitHub's configuration; `unknown` if that part could not be read. */
export function createGithubCheck<T>(
  id: string,
  what: string,
  ask: (github: GithubConfiguration) => Result<T>,
  evaluate: (value: T, facts: DoctorContext, github: GithubConfiguration) => CheckOutcome,
): DoctorCheck {
  return {
    id,
    what,
    run(facts) {
      const { github } = facts;
      if ('unknown' in github) return unknown(github.unknown);
      const known = ask(github.value);
      return 'unknown' in known ? unknown(known.unknown) : evaluate(known.value, facts, github.value);
    },
  };
}

/** The URL of a page of the repository; undefined if the remote is not on GitHub. */
export function repositoryPageUrl(facts: DoctorContext, path: string): string | undefined {
  const url = facts.local.remote?.github?.url;
  return url === undefined ? undefined : `${url}/${path}`;
}

export const settingsPageUrl = (facts: DoctorContext, path: string): string | undefined =>
  repositoryPageUrl(facts, `settings/${path}`);

/** `a, b and 3 more`. */
export function formatList(names: readonly string[], most = 8): string {
  const shown = names.slice(0, most);
  const rest = names.length - shown.length;
  return rest > 0 ? `${shown.join(', ')} and ${rest} more` : shown.join(', ');
}
