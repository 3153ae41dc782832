import { createHash } from 'node:crypto';
import { HOUR, SECOND } from '../../src/time/duration.ts';
import { Refusal } from './response.ts';
import type { Answer } from './response.ts';
import { JOB } from './tokens.ts';
import type { EmulatorState } from './state.ts';

/** What goes wrong at GitHub with one request. */
export interface Fault {
  readonly status: number;
  readonly message?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** GitHub does what was asked for, and then answers so. */
  readonly isCarriedOut?: boolean;
}

/** A request that a test may let fail. */
export interface FaultyCall {
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  readonly login: string;
}

/** "The GITHUB_TOKEN … rate limit is 1,000 requests per hour per repository": docs, Rate limits for the REST API. */
export const JOB_REQUESTS_PER_HOUR = 1000;

/** Counts a request against the limit of the tokens of jobs. @throws Refusal 403 if it is used up */
export function countRequest(emulatorState: EmulatorState, login: string): void {
  if (login !== JOB) return;
  const { clock, settings } = emulatorState;
  const hour = Math.floor(clock.now() / HOUR);
  if (settings.counted.hour !== hour) settings.counted = { hour, requests: 0 };
  if (settings.counted.requests >= settings.jobRequestsPerHour) {
    const reset = String(((hour + 1) * HOUR) / SECOND);
    throw new Refusal(403, 'API rate limit exceeded for installation.', [], {
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': reset,
    });
  }
  settings.counted.requests += 1;
}

/**
 * The answer with its ETag; 304 where the caller has it already, which does not count: docs, Best practices for using the
 * REST API, "Use conditional requests if appropriate".
 */
export function withEtag(
  emulatorState: EmulatorState,
  answer: Answer,
  login: string,
  known: string | undefined,
): Answer {
  if (answer.status !== 200 || answer.body === undefined || answer.body instanceof Buffer) return answer;
  const body = JSON.stringify(answer.body);
  const links = answer.headers?.['link'] ?? '';
  const etag = `W/"${createHash('sha1').update(body).update(links).digest('hex')}"`;
  if (etag !== known) return { ...answer, headers: { ...answer.headers, etag } };
  if (login === JOB) emulatorState.settings.counted.requests -= 1;
  return { status: 304, headers: { etag } };
}
