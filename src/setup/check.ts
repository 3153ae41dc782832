import type { Facts, GithubFacts, Known } from './doctor-facts.ts';

/** `unknown`: it could not be looked at. */
export type CheckState = 'ok' | 'warn' | 'fail' | 'unknown';

/** What a check comes to. */
export interface Verdict {
  readonly state: CheckState;
  /** What was found, in a sentence. */
  readonly found: string;
  /** How to mend it, in a sentence; empty where there is nothing to mend. */
  readonly mend: string;
  /** The address of the page where it is mended. */
  readonly where?: string;
}

/** One small thing that a site may lack. */
export interface Check {
  /** Stable: documents and scripts name it. */
  readonly id: string;
  /** What is looked at, in a few words. */
  readonly what: string;
  readonly judge: (facts: Facts) => Verdict;
}

export const ok = (found: string): Verdict => ({ state: 'ok', found, mend: '' });
export const warn = (found: string, mend: string, where?: string): Verdict =>
  withPlace('warn', found, mend, where);
export const fail = (found: string, mend: string, where?: string): Verdict =>
  withPlace('fail', found, mend, where);
export const unknown = (found: string, mend = '', where?: string): Verdict =>
  withPlace('unknown', found, mend, where);

function withPlace(state: CheckState, found: string, mend: string, where: string | undefined): Verdict {
  return { state, found, mend, ...(where !== undefined && { where }) };
}

/** A check of something that GitHub says; unknown where it doesn't. */
export function githubCheck<T>(
  id: string,
  what: string,
  ask: (github: GithubFacts) => Known<T>,
  judge: (value: T, facts: Facts, github: GithubFacts) => Verdict,
): Check {
  return {
    id,
    what,
    judge(facts) {
      const { github } = facts;
      if ('unknown' in github) return unknown(github.unknown);
      const known = ask(github.value);
      return 'unknown' in known ? unknown(known.unknown) : judge(known.value, facts, github.value);
    },
  };
}

/** The address of a page of the repository on GitHub; undefined where there is none. */
export function page(facts: Facts, path: string): string | undefined {
  const url = facts.here.remote?.github?.url;
  return url === undefined ? undefined : `${url}/${path}`;
}

/** The address of a page of its settings. */
export const settings = (facts: Facts, path: string): string | undefined => page(facts, `settings/${path}`);

/** `a, b and 3 more`. */
export function listed(names: readonly string[], most = 8): string {
  const shown = names.slice(0, most);
  const rest = names.length - shown.length;
  return rest > 0 ? `${shown.join(', ')} and ${rest} more` : shown.join(', ');
}
