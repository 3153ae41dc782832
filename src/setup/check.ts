import type { DoctorContext, GithubConfiguration, Result } from './doctor-facts.ts';

/** `unknown`: it could not be looked at. */
export type CheckState = 'ok' | 'warn' | 'fail' | 'unknown';

/** What a check comes to. */
export interface CheckOutcome {
  readonly state: CheckState;
  /** What was found, in a sentence. */
  readonly found: string;
  /** How to mend it, in a sentence; empty where there is nothing to mend. */
  readonly mend: string;
  /** The address of the page where it is mended. */
  readonly where?: string;
}

/** One small thing that a site may lack. */
export interface DoctorCheck {
  /** Stable: documents and scripts name it. */
  readonly id: string;
  /** What is looked at, in a few words. */
  readonly what: string;
  readonly run: (facts: DoctorContext) => CheckOutcome;
}

export const ok = (found: string): CheckOutcome => ({ state: 'ok', found, mend: '' });
export const warn = (found: string, mend: string, where?: string): CheckOutcome =>
  createOutcome('warn', found, mend, where);
export const fail = (found: string, mend: string, where?: string): CheckOutcome =>
  createOutcome('fail', found, mend, where);
export const unknown = (found: string, mend = '', where?: string): CheckOutcome =>
  createOutcome('unknown', found, mend, where);

function createOutcome(
  state: CheckState,
  found: string,
  mend: string,
  where: string | undefined,
): CheckOutcome {
  return { state, found, mend, ...(where !== undefined && { where }) };
}

/** A check of something that GitHub says; unknown where it doesn't. */
export function createGithubCheck<T>(
  id: string,
  what: string,
  ask: (github: GithubConfiguration) => Result<T>,
  judge: (value: T, facts: DoctorContext, github: GithubConfiguration) => CheckOutcome,
): DoctorCheck {
  return {
    id,
    what,
    run(facts) {
      const { github } = facts;
      if ('unknown' in github) return unknown(github.unknown);
      const known = ask(github.value);
      return 'unknown' in known ? unknown(known.unknown) : judge(known.value, facts, github.value);
    },
  };
}

/** The address of a page of the repository on GitHub; undefined where there is none. */
export function repositoryPageUrl(facts: DoctorContext, path: string): string | undefined {
  const url = facts.local.remote?.github?.url;
  return url === undefined ? undefined : `${url}/${path}`;
}

/** The address of a page of its settings. */
export const settingsPageUrl = (facts: DoctorContext, path: string): string | undefined =>
  repositoryPageUrl(facts, `settings/${path}`);

/** `a, b and 3 more`. */
export function formatList(names: readonly string[], most = 8): string {
  const shown = names.slice(0, most);
  const rest = names.length - shown.length;
  return rest > 0 ? `${shown.join(', ')} and ${rest} more` : shown.join(', ');
}
