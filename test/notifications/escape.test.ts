import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Message } from '../../src/notifications/channel.ts';
import { channelOf } from '../../src/notifications/io/channels/all.ts';
import { PLACES as SCHEMAS } from '../../src/content/schema/places.ts';
import type { Place } from '../../src/content/schema/places.ts';
import { HOSTILE_TEXT, INTERNAL_MESSAGE } from './support/message.ts';

const secret = 'PLACE';
const PLACES: readonly Place[] = [
  { channel: 'slack', to: 'C0123ABCDEF', secret, api: 'https://slack.com/api' },
  ...(['slack-webhook', 'teams', 'discord', 'google-chat', 'mattermost'] as const).map((channel) => ({
    channel,
    secret,
  })),
  { channel: 'email', to: 'status@lists.example.com', from: 'status@example.com', secret },
  { channel: 'listmonk', url: 'https://lists.example.com', list: 3, user: 'candor', secret },
  { channel: 'pagerduty', secret, region: 'us' },
  { channel: 'webhook', url: 'https://hooks.example.com/status', secret },
];

test('every channel is tested with the worst text', () => {
  expect(PLACES.map(({ channel }) => channel).toSorted()).toEqual(Object.keys(SCHEMAS).toSorted());
});

/** The texts in which a channel reads markup; other parts of a payload are literal. */
function markupOf(place: Place, message: Message): string {
  const { body } = channelOf(place).prepare(message, place);
  if (typeof body === 'string') return body;
  const { text, content } = body as { readonly text?: string; readonly content?: string };
  const written = text ?? content ?? '';
  // Code rings for no one, but Mattermost turns `<!channel>` in it into a mention first.
  const code = /(?<=: )`[^`\n]*`/g;
  return place.channel === 'mattermost'
    ? written.replace(code, (found) => found.replaceAll('@', ''))
    : written.replace(code, '');
}

const HOSTILE: Message = {
  ...INTERNAL_MESSAGE,
  title: HOSTILE_TEXT,
  state: HOSTILE_TEXT,
  body: `${HOSTILE_TEXT}\n\n${HOSTILE_TEXT}`,
  facts: [{ label: HOSTILE_TEXT, value: HOSTILE_TEXT }],
  nextStep: { label: HOSTILE_TEXT, command: HOSTILE_TEXT },
};

/** What begins a mention, a link with another text or a template, by channel. */
const RINGS: Readonly<Partial<Record<Place['channel'], RegExp>>> = {
  slack: /<(?!https:)/,
  'slack-webhook': /<(?!https:)/,
  // Discord rings for no one: `allowed_mentions` is empty. A user would still be shown by name.
  discord: /<[@#:!]|(?<!\\)\]\((?!<)/,
  'google-chat': /<(?!\u200B|https:)\S/,
  mattermost: /@\w|<!/,
};

describe.each(PLACES)('$channel', (place) => {
  test('the worst text neither rings nor links nor breaks out', () => {
    const pattern = RINGS[place.channel];
    if (pattern) expect(markupOf(place, HOSTILE)).not.toMatch(pattern);
    const { headers = {} } = channelOf(place).prepare(HOSTILE, place);
    for (const value of Object.values(headers)) expect(value).not.toMatch(/[\r\n]/);
    const json = JSON.stringify(channelOf(place).prepare(HOSTILE, place));
    // Programs read webhooks, and get the text as it is.
    if (place.channel === 'webhook') expect(json).toContain('\u202E');
    else expect(json).not.toMatch(/\u202E|\\u202e/i);
  });

  test('no text rings, exceeds the limit or loses the link', () => {
    const limit = { discord: 2000, slack: 4000, 'slack-webhook': 4000, mattermost: 16_383 } as const;
    const part = fc.oneof(
      fc.constantFrom('<!channel>', '<@U1>', '@here', '@all', '`', '\r\n', '<users/all>', '{{', '](', ' '),
      fc.string({ unit: 'binary', maxLength: 40 }),
    );
    const line = fc.array(part, { maxLength: 5 }).map((parts) => parts.join('').slice(0, 100));
    const text = fc.array(part, { maxLength: 300 }).map((parts) => parts.join(' '));
    fc.assert(
      fc.property(line, text, line, line, (title, body, label, value) => {
        const message = { ...HOSTILE, title, state: '', body, facts: [{ label, value }] };
        const written = markupOf(place, message);
        const pattern = RINGS[place.channel];
        if (pattern) expect(written).not.toMatch(pattern);
        if (Object.hasOwn(limit, place.channel))
          expect(written.length).toBeLessThanOrEqual(limit[place.channel as keyof typeof limit]);
        const payload = channelOf(place).prepare(message, place);
        const json = JSON.stringify(payload.body);
        if (place.channel === 'teams') expect(Buffer.byteLength(json)).toBeLessThanOrEqual(28_000);
        if (place.channel === 'google-chat') expect(Buffer.byteLength(json)).toBeLessThanOrEqual(32_000);
        expect(json).toContain(message.url);
        for (const header of Object.values(payload.headers ?? {})) expect(header).not.toMatch(/[\r\n]/);
      }),
      { numRuns: 150 },
    );
  });

  test('the same message gives the same payload, without the secret', () => {
    const once = channelOf(place).prepare(HOSTILE, place);
    expect(channelOf(place).prepare(HOSTILE, place)).toEqual(once);
    expect(JSON.stringify(once)).toContain(
      `$${secret}`.slice(0, place.channel === 'listmonk' ? 0 : undefined),
    );
  });
});

test('a plain link in a text stays one, whatever is around it', () => {
  const message = { ...INTERNAL_MESSAGE, body: 'See https://vayva.shop/a_b?c=d*e (or *not*).' };
  expect(markupOf({ channel: 'discord', secret }, message)).toContain(
    String.raw`See https://vayva.shop/a_b?c=d\*e \(or \*not\*\).`,
  );
});

test('listmonk reads no template in a text, and tracks no link', () => {
  const place = { channel: 'listmonk', url: 'https://l.example', list: 1, user: 'u', secret } as const;
  const message = {
    ...INTERNAL_MESSAGE,
    title: '{{ .Subscriber.Email }}',
    body: 'https://x.example@TrackLink {{',
  };
  const { subject, body } = channelOf(place).prepare(message, place).body as Record<string, string>;
  expect(subject).toBe('[Vayva] {{ "{{" }} .Subscriber.Email }}');
  expect(body).not.toContain('@TrackLink');
  expect(body?.replaceAll('{{ "{{" }}', '').match(/\{\{/g)).toHaveLength(1);
});
