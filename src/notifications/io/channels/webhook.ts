import { createHmac } from 'node:crypto';
import type { PlaceOf } from '../../../content/schema/places.ts';
import { SECOND } from '../../../time/duration.ts';
import type { Channel, Message } from '../../channel.ts';
import { hideSecretInOutcome } from '../hide-secret.ts';
import { outcomeOfAnswer, post } from '../post.ts';

type Webhook = PlaceOf<'webhook'>;

/**
 * A POST that is signed as Standard Webhooks describes: https://www.standardwebhooks.com. Customers' messages have
 * Statuspage's body, so that its clients can read them.
 */
export const webhook: Channel<Webhook> = {
  name: 'webhook',
  label: 'Webhook',
  describe: ({ url }) => url,
  secretsOf: ({ secret }) => [secret],
  whenUnknown: 'repeat',
  prepare: (message, { url, secret }) => ({
    to: `POST ${url}`,
    headers: {
      'content-type': 'application/json',
      'webhook-id': `msg_${message.id}`,
      'webhook-signature': `v1 of $${secret}`,
    },
    body: message.statuspage ?? internalBodyOf(message),
  }),
  async send({ headers, body }, { url, secret }, { secret: read, now, signal }) {
    const text = JSON.stringify(body);
    const id = headers!['webhook-id']!;
    const timestamp = String(Math.floor(now() / SECOND));
    const sign = (key: string): string => signWebhook(key, `${id}.${timestamp}.${text}`);
    const answer = await post({
      url,
      headers: {
        ...headers,
        'webhook-timestamp': timestamp,
        'webhook-signature': keysOf(read(secret)).map(sign).join(' '),
      },
      body: text,
      signal,
    });
    if (answer.status === 410) return { type: 'refused', reason: 'status 410: it wants no more messages' };
    return keysOf(read(secret)).reduce(
      (outcome, key) => hideSecretInOutcome(outcome, secret, key),
      outcomeOfAnswer(answer),
    );
  },
  async check({ url, secret }, { secret: read, signal }) {
    if (!keysOf(read(secret)).every(isWebhookSecret))
      return {
        type: 'problem',
        text: `${secret} is not a secret of Standard Webhooks.`,
        help: 'Set it to whsec_ and 24 to 64 random bytes in base64: echo "whsec_$(openssl rand -base64 32)"',
      };
    const answer = await post({ url, method: 'GET', signal });
    return answer.status === undefined
      ? {
          type: 'problem',
          text: `${new URL(url).host} does not answer: ${answer.reason}.`,
          help: 'Check url.',
        }
      : {
          type: 'unclear',
          text: `${new URL(url).host} answers; only a message shows whether it accepts one.`,
        };
  },
};

const PREFIX = 'whsec_';

/** While a secret is changed, both are in it, with a space between them. */
function keysOf(secret: string): string[] {
  return secret.trim().split(/\s+/);
}

function signWebhook(secret: string, content: string): string {
  const key = Buffer.from(secret.replace(PREFIX, ''), 'base64');
  return `v1,${createHmac('sha256', key).update(content).digest('base64')}`;
}

function isWebhookSecret(secret: string): boolean {
  const bytes = Buffer.from(secret.replace(PREFIX, ''), 'base64').length;
  return secret.startsWith(PREFIX) && bytes >= 24 && bytes <= 64;
}

function internalBodyOf(message: Message): unknown {
  const { key, event, at, audience, incident, title, state, tone, body, facts, url, nextStep, isUrgent } =
    message;
  const data = { key, audience, incident, title, state, tone, body, facts, url, nextStep, isUrgent };
  return { type: `candor.${event}`, timestamp: new Date(at).toISOString(), data };
}
