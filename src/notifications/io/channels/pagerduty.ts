import type { PlaceOf } from '../../../content/schema/places.ts';
import type { Channel, EventType, Message, Outcome } from '../../channel.ts';
import { cleanLine, cleanText } from '../../escape.ts';
import { cutText, formatHeading } from '../../render-text.ts';
import { hideSecretInOutcome } from '../hide-secret.ts';
import { outcomeOfAnswer, parseObject, post } from '../post.ts';
import type { Answer, NoAnswer } from '../post.ts';

type PagerDuty = PlaceOf<'pagerduty'>;

const SUMMARY_LIMIT = 1024;
const DETAILS_LIMIT = 20_000;
const KEY_LIMIT = 255;
const ENDINGS: readonly EventType[] = ['resolved', 'completed', 'ended'];
const SEVERITIES = {
  good: 'info',
  none: 'info',
  minor: 'warning',
  major: 'error',
  critical: 'critical',
  maintenance: 'info',
} as const;

/** Events v2: an incident triggers one alert of PagerDuty and resolves it. The key makes repeats harmless. */
export const pagerduty: Channel<PagerDuty> = {
  name: 'pagerduty',
  label: 'PagerDuty',
  describe: ({ secret, region }) => `${region} $${secret}`,
  secretsOf: ({ secret }) => [secret],
  whenUnknown: 'repeat',
  prepare: (message, { secret, region }) => ({
    to: `POST ${EVENTS[region]}/v2/enqueue`,
    headers: { 'content-type': 'application/json' },
    body: { routing_key: `$${secret}`, ...renderEvent(message) },
  }),
  async send({ to, headers = {}, body }, { secret }, { secret: read, signal }) {
    const key = read(secret).trim();
    const text = JSON.stringify({ ...(body as object), routing_key: key });
    const answer = await post({ url: to.replace('POST ', ''), headers, body: text, signal });
    return hideSecretInOutcome(interpret(answer), secret, key);
  },
  check: async ({ secret }, { secret: read }) =>
    /^[A-Za-z0-9]{32}$/.test(read(secret).trim())
      ? {
          type: 'unclear',
          text: `${secret} has the form of an integration key; only an event shows whether it works.`,
        }
      : {
          type: 'problem',
          text: `${secret} is not an integration key of PagerDuty.`,
          help: 'Set it to the 32 characters of the service’s integration "Events API V2".',
        },
};

/** An accepted event is answered with the status "success"; anything else in it is an error. */
function interpret(answer: Answer | NoAnswer): Outcome {
  const outcome = outcomeOfAnswer(answer);
  if (outcome.type !== 'sent' || answer.status === undefined) return outcome;
  const status = parseObject(answer.text)?.['status'];
  return status === 'success'
    ? outcome
    : { type: typeof status === 'string' ? 'refused' : 'unknown', reason: outcome.answer ?? '' };
}

const EVENTS = { us: 'https://events.pagerduty.com', eu: 'https://events.eu.pagerduty.com' } as const;

function renderEvent(message: Message): Readonly<Record<string, unknown>> {
  const { event, at, thread, tone, facts, nextStep, url, site } = message;
  const key = { dedup_key: `${new URL(site.url).host}/${thread}`.slice(0, KEY_LIMIT) };
  if (ENDINGS.includes(event)) return { event_action: 'resolve', ...key };
  const step = cleanLine(nextStep?.command ?? nextStep?.url ?? '');
  const links = [
    ...(nextStep?.url === undefined ? [] : [{ href: nextStep.url, text: cleanLine(nextStep.label) }]),
    ...(url === undefined ? [] : [{ href: url, text: site.name }]),
  ];
  return {
    event_action: 'trigger',
    ...key,
    client: site.name,
    client_url: site.url,
    ...(links.length > 0 && { links }),
    payload: {
      summary: cutText(cleanLine(formatHeading(message)), (text) => text.length <= SUMMARY_LIMIT),
      source: new URL(site.url).host,
      severity: SEVERITIES[tone],
      timestamp: new Date(at).toISOString(),
      custom_details: {
        ...Object.fromEntries(facts.map(({ label, value }) => [cleanLine(label), cleanLine(value)])),
        text: cutText(cleanText(message.body), (text) => text.length <= DETAILS_LIMIT),
        ...(nextStep !== undefined && { [cleanLine(nextStep.label)]: step }),
      },
    },
  };
}
