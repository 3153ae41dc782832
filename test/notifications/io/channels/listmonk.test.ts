import { afterEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { listmonk } from '../../../../src/notifications/io/channels/listmonk.ts';
import { createContext, MESSAGE } from '../../support/message.ts';
import { startReceiver } from '../../support/receiver.ts';
import type { ReceivedRequest, Reply } from '../../support/receiver.ts';

const TOKEN = 'listmonk-token-0123456789';

interface StoredCampaign {
  readonly id: number;
  readonly name: string;
  status: string;
}

const violations: string[] = [];

afterEach(() => {
  expect(violations.splice(0)).toEqual([]);
});

const QUERY = z.strictObject({
  query: z.string().min(1),
  no_body: z.enum(['true', 'false']),
  per_page: z.stringFormat('number', /^\d+$/),
  order_by: z.enum(['name', 'status', 'created_at', 'updated_at']),
  order: z.enum(['ASC', 'DESC']),
});
const CAMPAIGN = z.strictObject({
  name: z.string().min(1).max(2000),
  subject: z.string().min(1).max(5000),
  lists: z.array(z.int().positive()).min(1),
  type: z.enum(['regular', 'optin']),
  content_type: z.enum(['richtext', 'html', 'markdown', 'plain', 'visual']),
  messenger: z.string(),
  body: z.string(),
  headers: z.array(z.record(z.string(), z.string()).refine((header) => Object.keys(header).length === 1)),
  tags: z.array(z.string()),
});
const STATUS = z.strictObject({ status: z.enum(['scheduled', 'running', 'paused', 'cancelled']) });
const REQUESTS: readonly (readonly [request: RegExp, query: z.ZodType, body: z.ZodType | undefined])[] = [
  [/^GET \/api\/campaigns$/, QUERY, undefined],
  [/^POST \/api\/campaigns$/, z.strictObject({}), CAMPAIGN],
  [/^PUT \/api\/campaigns\/\d+\/status$/, z.strictObject({}), STATUS],
  [/^GET \/api\/lists\/\d+$/, z.strictObject({}), undefined],
];

/** What the documentation does not allow in a request. */
function violationsOf(method: string, url: URL, text: string): string[] {
  const request = `${method} ${url.pathname}`;
  const rule = REQUESTS.find(([pattern]) => pattern.test(request));
  if (!rule) return [`${request}: there is no such request`];
  const [, query, body] = rule;
  const parts: readonly (readonly [z.ZodType, unknown])[] = [
    [query, Object.fromEntries(url.searchParams)],
    body ? [body, JSON.parse(text)] : [z.literal(''), text],
  ];
  return parts.flatMap(([schema, value]) => {
    const { error } = schema.safeParse(value);
    return error ? [`${request}: ${z.prettifyError(error)}`] : [];
  });
}

/**
 * The part of listmonk's API that the channel uses, written from its documentation (https://listmonk.app/docs/apis): its
 * own description of the API is under the AGPL. A campaign begins as a draft, and only a draft or a paused one can start.
 * A request that the documentation does not allow is a violation.
 */
async function startListmonk(intercept: (request: ReceivedRequest) => Reply | undefined = () => undefined) {
  const campaigns: StoredCampaign[] = [];
  const data = (value: unknown): Reply => ({ status: 200, body: JSON.stringify({ data: value }) });
  const receiver = await startReceiver((request) => {
    const url = new URL(request.path, 'http://localhost');
    if (request.headers['authorization'] !== `Basic ${Buffer.from(`candor:${TOKEN}`).toString('base64')}`)
      return { status: 403, body: '{"message":"invalid session"}' };
    violations.push(...violationsOf(request.method, url, request.body));
    const early = intercept(request);
    const body = (request.body === '' ? {} : JSON.parse(request.body)) as Record<string, unknown>;
    if (request.method === 'POST' && url.pathname === '/api/campaigns') {
      const required = ['name', 'subject', 'lists', 'type', 'content_type', 'body'];
      if (required.some((key) => body[key] === undefined))
        return { status: 400, body: '{"message":"invalid"}' };
      const campaign = { id: campaigns.length + 1, name: String(body['name']), status: 'draft' };
      campaigns.push(campaign);
      return early ?? data(campaign);
    }
    const started = /^\/api\/campaigns\/(\d+)\/status$/.exec(url.pathname);
    if (request.method === 'PUT' && started) {
      const campaign = campaigns[Number(started[1]) - 1]!;
      if (!['draft', 'paused'].includes(campaign.status))
        return { status: 400, body: '{"message":"not a draft"}' };
      campaign.status = String(body['status']);
      return early ?? data(campaign);
    }
    if (early) return early;
    if (url.pathname === '/api/lists/3') return data({ id: 3, name: 'Status' });
    if (url.pathname === '/api/campaigns') {
      const query = url.searchParams.get('query') ?? '';
      // Older versions replace blanks before they compare.
      const text = query.replaceAll(/\s+/g, '&');
      const results = campaigns.filter(({ name }) => name.includes(text)).toReversed();
      return data({ results, total: results.length });
    }
    return { status: 400, body: '{"message":"List not found"}' };
  });
  const place = {
    channel: 'listmonk',
    url: receiver.url,
    list: 3,
    user: 'candor',
    secret: 'LISTMONK',
  } as const;
  const context = (token = TOKEN) =>
    createContext({ LISTMONK: token }, { signal: AbortSignal.timeout(3000) });
  const send = () => listmonk.send(listmonk.prepare(MESSAGE, place), place, context());
  return { campaigns, place, context, send, ...receiver };
}

test('a campaign is created and started, once', async () => {
  const { campaigns, send, requests, place, context } = await startListmonk();
  expect(await send()).toEqual({ type: 'sent', answer: 'campaign 1' });
  expect(campaigns).toEqual([{ id: 1, name: `${MESSAGE.thread} ${MESSAGE.id}`, status: 'running' }]);
  expect(JSON.parse(requests.find(({ method }) => method === 'POST')!.body)).toMatchObject({
    lists: [3],
    content_type: 'plain',
    subject: '[Vayva] Some orders fail at checkout',
    body: expect.stringContaining('{{ UnsubscribeURL }}') as string,
  });
  expect(await listmonk.find!(MESSAGE, place, context())).toEqual({ type: 'found', answer: 'campaign 1' });
  expect(await send()).toEqual({ type: 'sent', answer: 'campaign 1' });
  expect(campaigns).toHaveLength(1);
});

describe('after an unknown outcome, a repeat finds the first campaign', () => {
  test('the answer to the draft is lost: the repeat starts that draft', async () => {
    let isLost = true;
    const { campaigns, send, place, context } = await startListmonk(({ method }) =>
      method === 'POST' && isLost ? 'drop' : undefined,
    );
    expect(await send()).toMatchObject({ type: 'unknown' });
    expect(await listmonk.find!(MESSAGE, place, context())).toEqual({ type: 'absent' });
    isLost = false;
    expect(await send()).toMatchObject({ type: 'sent' });
    expect(campaigns.map(({ status }) => status)).toEqual(['running']);
  });

  test('the answer to the start is lost: it is found, and not sent again', async () => {
    const { campaigns, send, place, context } = await startListmonk(({ method }) =>
      method === 'PUT' ? 'drop' : undefined,
    );
    expect(await send()).toMatchObject({ type: 'unknown' });
    expect(await listmonk.find!(MESSAGE, place, context())).toMatchObject({ type: 'found' });
    expect(campaigns).toHaveLength(1);
  });

  test('a campaign that a person cancelled stays cancelled', async () => {
    const { campaigns, send, place, context } = await startListmonk();
    await send();
    campaigns[0]!.status = 'cancelled';
    expect(await listmonk.find!(MESSAGE, place, context())).toMatchObject({ type: 'found' });
  });

  test('without an answer to the question, it is unclear', async () => {
    const { place, context } = await startListmonk(() => ({ status: 500 }));
    expect(await listmonk.find!(MESSAGE, place, context())).toMatchObject({ type: 'unclear' });
  });
});

test.each<[string, Reply, object]>([
  ['429', { status: 429, headers: { 'retry-after': '2' } }, { type: 'retry', after: 2000 }],
  ['200 with an error inside', { status: 200, body: '{"message":"no"}' }, { type: 'retry' }],
  ['a redirect', { status: 302, headers: { location: 'http://127.0.0.1:1/' } }, { type: 'refused' }],
  [
    'an answer with the token',
    { status: 403, body: `no ${TOKEN}` },
    { type: 'refused', reason: 'status 403: no $LISTMONK' },
  ],
])('%s to the first question: nothing was created', async (_name, reply, expected) => {
  const { send, campaigns } = await startListmonk(() => reply);
  expect(await send()).toMatchObject(expected);
  expect(campaigns).toEqual([]);
});

test('doctor finds the list, a list that is not there, and a wrong token', async () => {
  const { place, context } = await startListmonk();
  expect(await listmonk.check(place, context())).toEqual({ type: 'ok', text: 'The list "Status" exists.' });
  expect(await listmonk.check({ ...place, list: 4 }, context())).toMatchObject({ type: 'problem' });
  const wrong = await listmonk.check(place, context('hunter2hunter2'));
  expect(wrong).toMatchObject({ type: 'problem' });
  expect(JSON.stringify(wrong)).not.toContain('hunter2');
});
