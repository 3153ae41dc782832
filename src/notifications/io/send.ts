import { setTimeout as wait } from 'node:timers/promises';
import { CLAIM_LIFETIME } from '../../delivery-log/delivery.ts';
import type { Delivery } from '../../delivery-log/delivery.ts';
import { redactUrls } from '../../text/redact-url.ts';
import { MINUTE, SECOND } from '../../time/duration.ts';
import type { Duration } from '../../time/duration.ts';
import type { Channel, Message, Outcome } from '../channel.ts';
import type { Place } from '../../content/schema/places.ts';

/** Of one attempt. */
const ATTEMPT_TIMEOUT = 30 * SECOND;
/** Before each further attempt, if the place names no time. */
const PAUSES: readonly Duration[] = [2 * SECOND, 10 * SECOND, 30 * SECOND];
/** A longer pause is left to the next run. */
const LONGEST_PAUSE = 40 * SECOND;
/** When the next run tries again. */
const NEXT_ATTEMPT = MINUTE;
/** No attempt is begun later: after its timeout, the claim must still be valid. */
const CLAIM_MARGIN = CLAIM_LIFETIME - 2 * ATTEMPT_TIMEOUT;

export interface Attempt {
  readonly delivery: Delivery;
  readonly message: Message;
  readonly place: Place;
  readonly channel: Channel<Place>;
  readonly isLook: boolean;
  readonly thread?: string;
}

export interface SendOptions {
  /** A secret by its name; undefined if it isn't set. */
  readonly secret: (name: string) => string | undefined;
  readonly signal: AbortSignal;
  /** For tests: how long one attempt may take, and the pauses. */
  readonly timeout?: Duration;
  readonly pauses?: readonly Duration[];
}

/** Sends one message, with further attempts where the place certainly has not got it. Gives its line in the log. */
export async function sendDelivery(attempt: Attempt, options: SendOptions): Promise<Delivery> {
  const { delivery, channel, place } = attempt;
  const missing = channel.secretsOf(place).filter((name) => !options.secret(name));
  if (missing.length > 0)
    return conclude(
      attempt,
      options,
      {
        type: 'retry',
        reason: `the secret ${missing[0]} is not set; add the line ${missing[0]}=value to NOTIFY_SECRETS`,
      },
      0,
    );
  const pauses = options.pauses ?? PAUSES;
  for (let tries = 0; ; tries += 1) {
    // A runner that was suspended must not send on a claim that another one has taken over.
    if (Date.now() - delivery.since > CLAIM_MARGIN)
      return conclude(attempt, options, { type: 'retry', reason: 'the run took too long' }, tries);
    const outcome = await attemptOnce(attempt, options);
    const pause = outcome.type === 'retry' ? (outcome.after ?? pauses[tries]) : undefined;
    if (pause === undefined || pause > LONGEST_PAUSE || tries >= pauses.length || options.signal.aborted)
      return conclude(attempt, options, outcome, tries);
    await wait(pause, undefined, { signal: options.signal }).catch(() => undefined);
  }
}

async function attemptOnce(
  { message, place, channel, isLook, thread }: Attempt,
  { secret, signal, timeout = ATTEMPT_TIMEOUT }: SendOptions,
): Promise<Outcome> {
  const context = {
    secret: (name: string) => secret(name) ?? '',
    now: () => Date.now(),
    // The end of the run is not the end of an attempt: its outcome would be unknown.
    signal: AbortSignal.timeout(timeout),
    ...(thread !== undefined && { thread }),
  };
  if (signal.aborted) return { type: 'retry', reason: 'the run was ended' };
  try {
    if (isLook && channel.find) {
      const found = await channel.find(message, place, context);
      if (found.type === 'found')
        return { ...found, type: 'sent', answer: found.answer ?? 'found at the place' };
      if (found.type === 'unclear') return { type: 'unknown', reason: found.reason };
    }
    return await channel.send(channel.prepare(message, place, thread), place, context);
  } catch (error) {
    // A channel that throws is a defect; whether the message left is unknown.
    return { type: 'unknown', reason: (error as Error).message };
  }
}

function conclude(
  { delivery, channel, place }: Attempt,
  { secret }: SendOptions,
  outcome: Outcome,
  furtherTries: number,
): Delivery {
  const now = Date.now();
  const secrets = channel.secretsOf(place).flatMap((name) => secret(name) ?? []);
  const text = outcome.type === 'sent' ? outcome.answer : outcome.reason;
  const reason = text === undefined ? undefined : cleanLine(text, secrets);
  return {
    ...delivery,
    state: outcome.type,
    since: now,
    tries: delivery.tries + furtherTries,
    ...(reason !== undefined && reason !== '' && { reason }),
    ...(outcome.type === 'sent' && outcome.thread !== undefined && { thread: outcome.thread }),
    ...(outcome.type === 'retry' && { after: now + Math.max(outcome.after ?? 0, NEXT_ATTEMPT) }),
  };
}

/** One line without control characters, secrets and the paths of addresses. */
function cleanLine(text: string, secrets: readonly string[]): string {
  let clean = text;
  for (const secret of secrets)
    for (const part of [secret, ...secret.split(/\s+/)])
      if (part.length > 3) clean = clean.replaceAll(part, '***');
  // oxlint-disable-next-line no-control-regex
  return redactUrls(clean.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' '))
    .trim()
    .slice(0, 200);
}
