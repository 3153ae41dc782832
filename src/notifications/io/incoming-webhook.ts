import type { Channel, ChannelContext, CheckResult, Message, Outcome, Payload } from '../channel.ts';
import type { Duration } from '../../time/duration.ts';
import { hideSecretInOutcome } from './hide-secret.ts';
import { firstLine, outcomeOfAnswer, post } from './post.ts';
import type { Answer } from './post.ts';

/** A place whose whole address is a secret: everyone who knows it may send there. */
interface WebhookPlace {
  readonly secret: string;
}

interface IncomingWebhook {
  readonly name: string;
  readonly label: string;
  readonly whenUnknown: 'repeat' | 'ask';
  readonly pause?: Duration;
  readonly render: (message: Message) => Readonly<Record<string, unknown>>;
  /** Added to the address. */
  readonly query?: (message: Message) => Readonly<Record<string, string>>;
  /** What an answer with a status of success says, if it is not the message's. */
  readonly interpret?: (answer: Answer) => Outcome;
  /** What an address of this channel looks like, for `candor doctor`. */
  readonly isAddress: (url: URL) => boolean;
  readonly example: string;
  /** Asks the place about itself, where it can be asked. */
  readonly ask?: (url: string, context: ChannelContext) => Promise<CheckResult>;
}

/** A channel that posts JSON to an address that the service made for one of its channels. */
export function createIncomingWebhook<Place extends WebhookPlace>(webhook: IncomingWebhook): Channel<Place> {
  const { name, label, whenUnknown, pause, render, query, interpret, isAddress, example, ask } = webhook;
  return {
    name,
    label,
    describe: ({ secret }) => `$${secret}`,
    secretsOf: ({ secret }) => [secret],
    whenUnknown,
    ...(pause !== undefined && { pause }),
    prepare: (message, { secret }): Payload => {
      const search = new URLSearchParams(query?.(message)).toString();
      return {
        to: `POST $${secret}${search === '' ? '' : `?${search}`}`,
        headers: { 'content-type': 'application/json' },
        body: render(message),
      };
    },
    async send({ to, headers = {}, body }, { secret }, { secret: read, signal }) {
      const url = readAddress(read(secret));
      if (!url) return { type: 'refused', reason: `$${secret} is not a web address` };
      for (const [key, value] of new URLSearchParams(/\?(.*)/.exec(to)?.[1] ?? ''))
        url.searchParams.set(key, value);
      const answer = await post({ url: url.href, headers, body: JSON.stringify(body), signal });
      const outcome = outcomeOfAnswer(answer);
      const interpreted =
        outcome.type === 'sent' && answer.status !== undefined && interpret ? interpret(answer) : outcome;
      return hideSecretInOutcome(interpreted, secret, read(secret).trim());
    },
    async check({ secret }, context) {
      const url = readAddress(context.secret(secret));
      if (!url || !isAddress(url))
        return {
          type: 'problem',
          text: `${secret} is not the address of a webhook of ${label}.`,
          help: `Set it to an address such as ${example}`,
        };
      return (
        ask?.(url.href, context) ?? {
          type: 'unclear',
          text: `${secret} is an address of ${label}; only a message shows whether it still works.`,
        }
      );
    },
  };
}

/** Secrets travel encrypted, except to a server on the same machine. */
function readAddress(text: string): URL | undefined {
  const url = URL.parse(text.trim());
  if (!url) return undefined;
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLocal) ? url : undefined;
}

/** For `interpret`: a place that answers 200 with anything else than its usual words may not have taken the message. */
export function unusualAnswer({ status, text }: Answer): Outcome {
  return { type: 'unknown', reason: `status ${status}, but the answer is: ${firstLine(text) || 'nothing'}` };
}
