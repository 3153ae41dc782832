import type { ChannelContext, Outcome } from '../channel.ts';
import { hideSecretInOutcome } from './hide-secret.ts';
import { firstLine, outcomeOfAnswer, parseObject, post } from './post.ts';

export interface ListmonkAccess {
  readonly url: string;
  readonly user: string;
  /** The name of the secret with the user's token. */
  readonly secret: string;
}

export interface Campaign {
  readonly id: number;
  readonly name: string;
  readonly status: string;
}

/** A draft was created and never started; a person who cancelled a campaign meant it. */
export const hasStarted = ({ status }: Campaign): boolean => !['draft', 'paused'].includes(status);

/**
 * The newest campaign with a name.
 * @param word of the name, unique: older versions of listmonk find no text with a blank
 */
export async function findCampaign(
  name: string,
  word: string,
  place: ListmonkAccess,
  context: ChannelContext,
): Promise<{ readonly campaign: Campaign | undefined } | Outcome> {
  const query = new URLSearchParams({
    query: word,
    no_body: 'true',
    per_page: '50',
    order_by: 'created_at',
    order: 'DESC',
  });
  const reply = await callListmonk(place, 'GET', `/campaigns?${query.toString()}`, undefined, context);
  if ('type' in reply) return reply;
  const { results = [] } = reply.data as { readonly results?: readonly Campaign[] };
  return { campaign: results.find((campaign) => campaign.name === name) };
}

/** Calls the API once; the reply is its `data`. */
export async function callListmonk(
  { url, user, secret }: ListmonkAccess,
  method: 'GET' | 'POST' | 'PUT',
  path: string,
  body: unknown,
  { secret: read, signal }: ChannelContext,
): Promise<{ readonly data: unknown } | Outcome> {
  const token = read(secret).trim();
  const answer = await post({
    url: `${url.replace(/\/+$/, '')}/api${path}`,
    method,
    headers: {
      authorization: `Basic ${Buffer.from(`${user}:${token}`).toString('base64')}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    signal,
  });
  const outcome = hideSecretInOutcome(outcomeOfAnswer(answer), secret, token);
  if (outcome.type !== 'sent' || answer.status === undefined) return outcome;
  const data = parseObject(answer.text)?.['data'];
  return data === undefined || data === null
    ? { type: 'unknown', reason: `status ${answer.status}, but the answer is: ${firstLine(answer.text)}` }
    : { data };
}
