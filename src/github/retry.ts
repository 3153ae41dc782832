import { MINUTE, SECOND } from '../time/duration.ts';
import type { Duration } from '../time/duration.ts';
import type { Instant } from '../time/instant.ts';

/** A request that GitHub didn't answer, or refused. */
export interface FailedRequest {
  readonly method: string;
  /** Its path, or its template such as `/repos/{owner}/{repo}/statuses/{sha}`. */
  readonly url: string;
  /** 500 if there was no response in time. */
  readonly status: number;
  readonly isAnswered: boolean;
  readonly message: string;
  readonly headers: Readonly<Record<string, unknown>>;
  /** How often it was tried before. */
  readonly retries: number;
}

export interface RetryPolicy {
  /** The pauses before each further attempt. */
  readonly pauses: readonly Duration[];
  /** Of a rate limit. A longer one is an error. */
  readonly longestPause: Duration;
  /** Also tries again if there was no response. */
  readonly retriesTimeouts: boolean;
}

/** A person at a terminal waits for it. */
export const PERSON_RETRIES: RetryPolicy = {
  pauses: [0.3 * SECOND],
  longestPause: 3 * SECOND,
  retriesTimeouts: false,
};

/** Nobody looks at a job until an update is missing. */
export const JOB_RETRIES: RetryPolicy = {
  pauses: [SECOND, 3 * SECOND, 9 * SECOND],
  longestPause: 2 * MINUTE,
  retriesTimeouts: true,
};

/**
 * What GitHub asks for if a response names no time: "wait for at least one minute before retrying".
 * https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api
 */
const RATE_LIMIT_PAUSE = MINUTE;

/** Requests that may be made twice although they create something: the second one changes nothing. */
const REPEATABLE_POSTS = /\/(?:dispatches|statuses\/[^/]+|requested_reviewers|labels)$/;

/** How long to wait before the same request is made again; undefined if it must not be, or would not help. */
export function findRetryPause(
  failed: FailedRequest,
  { pauses, longestPause, retriesTimeouts }: RetryPolicy,
  now: Instant,
): Duration | undefined {
  const pause = pauses[failed.retries];
  if (pause === undefined) return undefined;
  const limit = findRateLimitPause(failed, now);
  if (limit !== undefined) return limit <= longestPause ? Math.max(limit, pause) : undefined;
  if (failed.status < 500 || (!failed.isAnswered && !retriesTimeouts)) return undefined;
  // GitHub may have done what was asked for before it answered with an error.
  return failed.method !== 'POST' || REPEATABLE_POSTS.test(failed.url) ? pause : undefined;
}

/** Undefined if the request was not refused because of a rate limit. Such a request was not carried out. */
function findRateLimitPause({ status, message, headers }: FailedRequest, now: Instant): Duration | undefined {
  const wait = Number(headers['retry-after'] ?? Number.NaN);
  const isUsedUp = headers['x-ratelimit-remaining'] === '0';
  const isLimit = Number.isFinite(wait) || isUsedUp || /rate limit/i.test(message);
  if (![403, 429].includes(status) || !isLimit) return undefined;
  if (Number.isFinite(wait)) return wait * SECOND;
  const reset = Number(headers['x-ratelimit-reset'] ?? Number.NaN);
  return isUsedUp && Number.isFinite(reset) ? Math.max(0, reset * SECOND - now) : RATE_LIMIT_PAUSE;
}
