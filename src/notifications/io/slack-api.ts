import type { ChannelContext, Outcome } from '../channel.ts';
import { hideSecretInOutcome } from './hide-secret.ts';
import { outcomeOfAnswer, parseObject, post } from './post.ts';

/** Where a Slack token works, and its name in `status.yaml`. */
export interface SlackAccess {
  readonly api: string;
  readonly secret: string;
}

export type SlackReply =
  | { readonly ok: true; readonly data: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly error: string; readonly outcome: Outcome };

/** A message as Slack lists it. */
export interface PostedMessage {
  readonly ts: string;
  readonly thread_ts?: string;
  readonly metadata?: { readonly event_payload?: Readonly<Record<string, unknown>> };
}

/** Errors after which Slack may have done what it was asked for. */
const UNCERTAIN = new Set(['fatal_error', 'internal_error', 'request_timeout', 'service_unavailable']);

/** Calls a method once. Slack answers errors with status 200, so the status alone says nothing. */
export async function callSlack(
  { api, secret }: SlackAccess,
  method: string,
  body: { readonly json: unknown } | { readonly form: Readonly<Record<string, string>> },
  { secret: read, signal }: ChannelContext,
): Promise<SlackReply> {
  const token = read(secret).trim();
  const isForm = 'form' in body;
  const answer = await post({
    url: `${api}/${method}`,
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': isForm ? 'application/x-www-form-urlencoded' : 'application/json; charset=utf-8',
    },
    body: isForm ? new URLSearchParams(body.form).toString() : JSON.stringify(body.json),
    signal,
  });
  const outcome = hideSecretInOutcome(outcomeOfAnswer(answer), secret, token);
  if (outcome.type !== 'sent') return { ok: false, error: outcome.reason, outcome };
  const data = parseObject(answer.status === undefined ? '' : answer.text);
  if (data?.['ok'] === true) return { ok: true, data };
  const error = typeof data?.['error'] === 'string' ? data['error'] : 'an answer that is not Slack’s';
  const needed = typeof data?.['needed'] === 'string' ? ` (${data['needed']})` : '';
  const reason = `Slack: ${error}${needed}`;
  if (error === 'ratelimited' || error === 'rate_limited')
    return { ok: false, error, outcome: { type: 'retry', reason } };
  const type = data?.['error'] === undefined || UNCERTAIN.has(error) ? 'unknown' : 'refused';
  return { ok: false, error, outcome: { type, reason } };
}
