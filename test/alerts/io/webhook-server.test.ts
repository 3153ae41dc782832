import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parseAlert } from '../../../src/alerts/alert.ts';
import { readWebhookServerSettings } from '../../../src/alerts/io/webhook-config.ts';
import { createWebhookServer } from '../../../src/alerts/io/webhook-server.ts';
import type { AlertSource } from '../../../src/alerts/source.ts';
import { ALERT_SOURCES } from '../../../src/alerts/sources/index.ts';
import { scratch } from '../../support/scratch.ts';
import { ALERTMANAGER, ALERTMANAGER_RESOLVED, GRAFANA, PAGERDUTY, SENTRY_ISSUE } from '../sample-payloads.ts';
import { startRelay } from '../webhook-server-process.ts';
import type { Relay } from '../webhook-server-process.ts';

const SECRETS = {
  RELAY_ALERTMANAGER_TOKEN: 'token-of-alertmanager',
  RELAY_GRAFANA_TOKEN: 'token-of-grafana-123',
  RELAY_GRAFANA_SECRET: 'secret-of-grafana-12',
  RELAY_SENTRY_SECRET: 'secret-of-sentry-123',
  RELAY_PAGERDUTY_SECRET: 'secret-of-pagerduty-old,secret-of-pagerduty-new',
};

/** What GitHub was sent, and what it answers next: 204 where nothing else is asked for. */
interface GithubStub {
  readonly url: string;
  readonly seen: { readonly event_type: string; readonly client_payload: Readonly<Record<string, string>> }[];
  readonly answers: number[];
  /** How long it takes to answer, in milliseconds. */
  delay: number;
  /** Answers every alert with 500. */
  failing?: boolean;
  /** The key of an alert that is always answered with 500. */
  refusedKey?: string;
}

async function startGithubStub(): Promise<GithubStub> {
  const githubStub: GithubStub = { url: '', seen: [], answers: [], delay: 0 };
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const event = JSON.parse(body) as GithubStub['seen'][number];
      const isRefused =
        githubStub.failing === true || event.client_payload['dedupe_key'] === githubStub.refusedKey;
      const code = isRefused ? 500 : (githubStub.answers.shift() ?? 204);
      if (code === 204) githubStub.seen.push(event);
      setTimeout(() => response.writeHead(code).end(), githubStub.delay);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return Object.assign(githubStub, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
}

async function relayTo(
  githubStub: GithubStub,
  env: NodeJS.ProcessEnv = SECRETS,
  ...args: string[]
): Promise<Relay> {
  const github = {
    GITHUB_API_URL: githubStub.url,
    GITHUB_TOKEN: 'ghp_relay',
    RELAY_REPOSITORY: 'acme/status',
  };
  return startRelay({ ...github, ...env }, ...args);
}

const hmac = (text: string, secret: string): string =>
  createHmac('sha256', secret).update(text).digest('hex');

/** Posts as a monitor does, with its proof. */
async function post(
  { url }: Relay,
  source: keyof typeof PROOFS,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<{ code: number; says: unknown }> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const answer = await fetch(`${url}/${source}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...PROOFS[source](text), ...headers },
    body: text,
  });
  return { code: answer.status, says: await answer.json() };
}

const PROOFS = {
  alertmanager: () => ({ authorization: `Bearer ${SECRETS.RELAY_ALERTMANAGER_TOKEN}` }),
  grafana: (text: string) => ({
    authorization: `Bearer ${SECRETS.RELAY_GRAFANA_TOKEN}`,
    'x-grafana-alerting-signature': hmac(text, SECRETS.RELAY_GRAFANA_SECRET),
  }),
  sentry: (text: string) => ({
    'sentry-hook-resource': 'event_alert',
    'sentry-hook-signature': hmac(text, SECRETS.RELAY_SENTRY_SECRET),
  }),
  pagerduty: (text: string) => ({ 'x-pagerduty-signature': `v1=${hmac(text, 'secret-of-pagerduty-new')}` }),
} as const satisfies Record<string, (text: string) => Record<string, string>>;

const NONE = { waiting: 0, failing: 0, lost: 0, refused: 0 };

async function until(isSo: () => boolean, what: string): Promise<void> {
  for (const end = Date.now() + 10_000; !isSo(); await new Promise((resolve) => setTimeout(resolve, 10)))
    if (Date.now() > end) throw new Error(`not in time: ${what}`);
}

describe('V11.2, U3.1: the webhook receiver', () => {
  test('takes each monitor’s alert with its proof, answers at once, and hands it on', async () => {
    const githubStub = await startGithubStub();
    githubStub.delay = 1000;
    const relay = await relayTo(githubStub);
    const began = performance.now();
    for (const [source, body] of [
      ['alertmanager', ALERTMANAGER],
      ['grafana', GRAFANA],
      ['sentry', SENTRY_ISSUE],
      ['pagerduty', PAGERDUTY],
    ] as const)
      expect(await post(relay, source, body)).toEqual({ code: 202, says: { accepted: 1 } });
    expect(performance.now() - began).toBeLessThan(2900);
    await until(() => githubStub.seen.length === 4, 'four alerts');
    expect(
      githubStub.seen
        .map(({ event_type: type, client_payload: { source } }) => [type, source])
        .toSorted((a, b) => (a[1]! < b[1]! ? -1 : 1)),
    ).toEqual(['alertmanager', 'grafana', 'pagerduty', 'sentry'].map((source) => ['incident-alert', source]));
    const ofAlertmanager = githubStub.seen.find(
      ({ client_payload: one }) => one['source'] === 'alertmanager',
    );
    expect(ofAlertmanager!.client_payload['title']).toBe('API: 5xx rate "high" > 5%');
  });

  test('refuses what is not proved, and says nothing of why', async () => {
    const githubStub = await startGithubStub();
    const relay = await relayTo(githubStub);
    const refused = { code: 401, says: { error: 'authentication failed' } };
    expect(await post(relay, 'alertmanager', ALERTMANAGER, { authorization: 'Bearer x' })).toEqual(refused);
    // Grafana is held to both of its proofs here.
    expect(await post(relay, 'grafana', GRAFANA, { authorization: '' })).toEqual(refused);
    expect(await post(relay, 'grafana', GRAFANA, { 'x-grafana-alerting-signature': '' })).toEqual(refused);
    expect(await post(relay, 'sentry', SENTRY_ISSUE, { 'sentry-hook-signature': 'é' })).toEqual(refused);
    expect(await post(relay, 'pagerduty', PAGERDUTY, { 'x-pagerduty-signature': 'v1=00' })).toEqual(refused);
    expect(githubStub.seen).toEqual([]);
  });

  test.each<[string, string, number]>([
    ['no JSON', 'no JSON', 400],
    ['bytes that are not text', '\uD800"', 400],
    ['too much', JSON.stringify('x'.repeat(64 * 1024)), 413],
    ['JSON of another shape is an alert all the same', '["?"]', 202],
  ])('%s', async (_name, text, code) => {
    const relay = await relayTo(await startGithubStub());
    expect((await post(relay, 'alertmanager', text)).code).toBe(code);
  });

  test('stops to read what never ends, and says so', async () => {
    const relay = await relayTo(await startGithubStub());
    const socket = connect(Number(new URL(relay.url).port), '127.0.0.1');
    let said = '';
    socket.on('data', (chunk: Buffer) => (said += chunk.toString())).on('error', () => undefined);
    socket.write('POST /alertmanager HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n');
    const chunk = `2000\r\n${'x'.repeat(0x2000)}\r\n`;
    for (let sent = 0; sent < 40 && !socket.destroyed; sent += 1) socket.write(chunk);
    await until(() => said.includes('413'), 'a 413');
    await until(() => socket.destroyed || socket.readableEnded, 'the end');
  });

  test('queues a repeated alert once, and each change', async () => {
    const githubStub = await startGithubStub();
    const relay = await relayTo(githubStub);
    const more = {
      ...ALERTMANAGER,
      alerts: [...ALERTMANAGER.alerts, { ...ALERTMANAGER.alerts[0], labels: { service: 'payments' } }],
    };
    const said = [
      ALERTMANAGER,
      ALERTMANAGER,
      more,
      more,
      ALERTMANAGER_RESOLVED,
      ALERTMANAGER_RESOLVED,
      ALERTMANAGER,
    ];
    const taken: unknown[] = [];
    for (const body of said) taken.push((await post(relay, 'alertmanager', body)).says);
    expect(taken).toEqual([1, 0, 1, 0, 1, 0, 1].map((count) => ({ accepted: count })));
    await until(() => githubStub.seen.length === 4, 'four alerts');
    expect(
      githubStub.seen.map(({ client_payload: { status, components } }) => `${status} ${components}`),
    ).toEqual([
      'firing checkout, orders',
      'firing checkout, orders, payments',
      'resolved checkout',
      'firing checkout, orders',
    ]);
  });

  test('loses nothing while GitHub fails: tries again, /health is red till it went through', async () => {
    const githubStub = await startGithubStub();
    githubStub.answers.push(502, 401);
    const relay = await relayTo(githubStub);
    const health = async (): Promise<[number, unknown]> => {
      const answer = await fetch(`${relay.url}/health`);
      return [answer.status, await answer.json()];
    };
    expect(await health()).toEqual([200, { status: 'ok', ...NONE }]);
    await post(relay, 'alertmanager', ALERTMANAGER);
    await until(() => relay.lines.some((line) => line.includes('GitHub responded 502')), 'a failure');
    expect(await health()).toEqual([
      503,
      { status: 'failing', ...NONE, waiting: 1, failing: 1, problem: 'GitHub responded 502' },
    ]);
    await until(() => githubStub.seen.length === 1, 'the alert');
    await until(() => relay.lines.some((line) => line.includes('sent to GitHub')), 'its line');
    expect(await health()).toEqual([200, { status: 'ok', ...NONE }]);
  });

  test('says aloud what GitHub will never take, and goes on with the next', async () => {
    const githubStub = await startGithubStub();
    githubStub.answers.push(422);
    const relay = await relayTo(githubStub);
    await post(relay, 'alertmanager', ALERTMANAGER);
    await post(relay, 'pagerduty', PAGERDUTY);
    await until(() => githubStub.seen.length === 1, 'the second');
    expect(githubStub.seen[0]!.client_payload['source']).toBe('pagerduty');
    // The log comes through a pipe, which can be later than the request.
    await until(() => relay.lines.some((line) => line.includes('LOST')), 'the line about the first');
    expect(relay.lines.filter((line) => line.includes('LOST'))).toHaveLength(1);
    expect((await fetch(`${relay.url}/health`)).status).toBe(503);
  });

  test('sends what waits before it stops', async () => {
    const githubStub = await startGithubStub();
    githubStub.delay = 300;
    const relay = await relayTo(githubStub);
    await post(relay, 'alertmanager', ALERTMANAGER);
    await post(relay, 'pagerduty', PAGERDUTY);
    expect(await relay.stop()).toBe(0);
    expect(githubStub.seen).toHaveLength(2);
    expect(relay.lines.join('\n')).toMatch(/stopped; every alert was sent$/m);
  });

  test('keeps what it could not send before it had to stop, and sends it after the next start', async () => {
    const githubStub = await startGithubStub();
    githubStub.answers.push(...Array.from({ length: 50 }, () => 500));
    const env = { ...SECRETS, STATE_DIRECTORY: scratch() };
    const relay = await relayTo(githubStub, env, '--shutdown-timeout', '1s');
    await post(relay, 'pagerduty', PAGERDUTY);
    expect(await relay.stop()).toBe(1);
    expect(relay.lines.join('\n')).toMatch(/on disk, to be sent after the next start: 1$/m);
    expect(githubStub.seen).toEqual([]);
    githubStub.answers.length = 0;
    await relayTo(githubStub, env);
    await until(() => githubStub.seen.length === 1, 'the alert of the first life');
  });

  test('U3.1: killed with 50 acknowledged alerts that GitHub did not take yet: none is lost', async () => {
    const githubStub = await startGithubStub();
    githubStub.failing = true;
    const env = { ...SECRETS, STATE_DIRECTORY: scratch() };
    const relay = await relayTo(githubStub, env);
    const keys = Array.from({ length: 50 }, (_, index) => `group-${index}`);
    const answers = await Promise.all(
      keys.map((groupKey) => post(relay, 'alertmanager', { ...ALERTMANAGER, groupKey })),
    );
    expect(answers.map(({ code }) => code)).toEqual(keys.map(() => 202));
    await relay.stop('SIGKILL');
    githubStub.failing = false;
    await relayTo(githubStub, env);
    const sent = (): unknown[] => githubStub.seen.map(({ client_payload: one }) => one['dedupe_key']);
    await until(() => keys.every((key) => sent().includes(key)), 'all 50');
  });

  test('an alert that GitHub keeps answering with 500 holds up no other, and turns /health red', async () => {
    const githubStub = await startGithubStub();
    githubStub.refusedKey = 'poison';
    const relay = await relayTo(githubStub);
    const keys = ['poison', ...Array.from({ length: 20 }, (_, index) => `group-${index}`)];
    for (const groupKey of keys) await post(relay, 'alertmanager', { ...ALERTMANAGER, groupKey });
    await until(() => githubStub.seen.length === 20, 'the others');
    expect((await fetch(`${relay.url}/health`)).status).toBe(503);
  });

  test('two groups whose keys differ after 500 characters only are two alerts', async () => {
    const githubStub = await startGithubStub();
    const relay = await relayTo(githubStub);
    for (const end of ['a', 'b'])
      await post(relay, 'alertmanager', { ...ALERTMANAGER, groupKey: 'x'.repeat(500) + end });
    await until(() => githubStub.seen.length === 2, 'both');
    const keys = githubStub.seen.map(({ client_payload: one }) => String(one['dedupe_key']));
    expect(new Set(keys).size).toBe(2);
    expect(keys.map(({ length }) => length)).toEqual([500, 500]);
  });

  test('a request that does not arrive within 5 seconds is ended', async () => {
    const relay = await relayTo(await startGithubStub());
    const socket = connect(Number(new URL(relay.url).port), '127.0.0.1');
    socket.on('error', () => undefined).resume();
    const began = performance.now();
    socket.write('POST /alertmanager HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nslow');
    await new Promise((resolve) => socket.on('close', resolve));
    expect(performance.now() - began).toBeGreaterThan(4500);
    expect(performance.now() - began).toBeLessThan(9000);
  });

  test('a second receiver on the same file ends with a clear sentence', async () => {
    const githubStub = await startGithubStub();
    const env = { ...SECRETS, STATE_DIRECTORY: scratch() };
    await relayTo(githubStub, env);
    await expect(relayTo(githubStub, env)).rejects.toThrow(
      /ended with 2:[\s\S]*Another receiver uses .*alerts-acme-status\.db\. Stop it, or use another --spool\./,
    );
  });

  test('never logs a secret or text of an alert', async () => {
    const githubStub = await startGithubStub();
    githubStub.answers.push(500, 422);
    const relay = await relayTo(githubStub);
    await post(relay, 'alertmanager', ALERTMANAGER);
    await post(relay, 'grafana', GRAFANA, { authorization: 'Bearer guess-of-somebody' });
    await post(relay, 'sentry', SENTRY_ISSUE);
    await until(() => githubStub.seen.length === 1, 'the last');
    await relay.stop();
    const said = relay.lines.join('\n');
    for (const secret of [...Object.values(SECRETS), 'ghp_relay', 'guess-of-somebody'])
      expect(said).not.toContain(secret);
    expect(said).not.toMatch(/5xx|HighErrorRate|cart|checkout|p95/i);
    expect(said).toMatch(/alertmanager firing [0-9a-f]{12}: accepted/);
  });

  test('serves only what has a secret; knows no other path, and no other method', async () => {
    const { RELAY_SENTRY_SECRET } = SECRETS;
    const relay = await relayTo(await startGithubStub(), { RELAY_SENTRY_SECRET });
    expect((await post(relay, 'alertmanager', ALERTMANAGER)).code).toBe(404);
    expect((await fetch(`${relay.url}/sentry`)).status).toBe(405);
    expect((await fetch(`${relay.url}/`)).status).toBe(404);
    expect((await post(relay, 'sentry', SENTRY_ISSUE)).code).toBe(202);
  });
});

describe('a new source is one object and a line in the list', () => {
  const beacon: AlertSource = {
    name: 'beacon',
    label: 'Beacon',
    auth: {
      hmac: { variable: 'RELAY_BEACON_SECRET', header: 'x-beacon-signature' },
    },
    read: (body, header) => [
      parseAlert({
        source: 'beacon',
        title: (body as { text: string }).text,
        severity: header('x-beacon-level'),
      }),
    ],
  };
  const secret = 'secret-of-beacon-123';
  const env = { GITHUB_TOKEN: 't', RELAY_REPOSITORY: 'acme/status', RELAY_BEACON_SECRET: secret };
  const flags = { host: '127.0.0.1', port: '0', source: [], insecure: false };

  async function serve(): Promise<{ url: string; queued: Readonly<Record<string, string>>[] }> {
    const { credentials } = readWebhookServerSettings(flags, env, [...ALERT_SOURCES, beacon]);
    const queued: Readonly<Record<string, string>>[] = [];
    const server = createWebhookServer({
      credentials,
      queue: {
        add: async (alerts) => {
          queued.push(...alerts.map(({ content }) => content));
          return 'added';
        },
        health: () => NONE,
        drain: async () => 0,
      },
      log: () => undefined,
      now: Date.now,
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/beacon`, queued };
  }

  test('is served at its path, read with its headers, and dispatched', async () => {
    const { url, queued } = await serve();
    const body = JSON.stringify({ text: 'Disk full' });
    const headers = { 'x-beacon-signature': hmac(body, secret), 'x-beacon-level': 'critical' };
    expect((await fetch(url, { method: 'POST', body, headers })).status).toBe(202);
    expect(queued).toMatchObject([{ source: 'beacon', title: 'Disk full', severity: 'critical' }]);
  });

  test('authenticates by its own header only, never by another source’s', async () => {
    const { url, queued } = await serve();
    const body = JSON.stringify({ text: 'Disk full' });
    const others = ALERT_SOURCES.flatMap(({ auth }) => (auth.hmac ? [auth.hmac.header] : []));
    expect(others.length).toBeGreaterThan(0);
    for (const header of [...others, 'authorization']) {
      const headers = { [header]: header === 'authorization' ? `Bearer ${secret}` : hmac(body, secret) };
      expect((await fetch(url, { method: 'POST', body, headers })).status).toBe(401);
    }
    expect(queued).toEqual([]);
  });

  test('appears in the message that lists the sources', () => {
    const all = [...ALERT_SOURCES, beacon];
    expect(() => readWebhookServerSettings({ ...flags, source: ['nagios'] }, env, all)).toThrow(
      'Unknown --source "nagios": expected alertmanager, grafana, sentry, pagerduty, beacon.',
    );
  });
});

describe('U6.1: how the webhook receiver may be started', () => {
  const flags = { host: '127.0.0.1', port: '8080', source: [] as string[], insecure: false };
  const env = { GITHUB_TOKEN: 't', RELAY_REPOSITORY: 'acme/status', ...SECRETS };
  const sources = (asked: Partial<typeof flags>, known: object = env): string[] =>
    readWebhookServerSettings({ ...flags, ...asked }, known as NodeJS.ProcessEnv).credentials.map(
      ({ source }) => source.name,
    );

  test.each<[string, Partial<typeof flags>, object, string]>([
    [
      'without any secret',
      {},
      { ...env, ...Object.fromEntries(Object.keys(SECRETS).map((name) => [name, ''])) },
      'No source has a secret',
    ],
    [
      'a source without its secret',
      { source: ['sentry'] },
      { ...env, RELAY_SENTRY_SECRET: '' },
      'RELAY_SENTRY_SECRET',
    ],
    ['open to all', { insecure: true, host: '0.0.0.0' }, env, '--insecure is only allowed'],
    ['with a secret that can be guessed', {}, { ...env, RELAY_SENTRY_SECRET: 'hunter2' }, 'shorter than 16'],
    ['a source that is not known', { source: ['nagios'] }, env, 'nagios'],
    ['without a token', {}, { ...env, GITHUB_TOKEN: '' }, 'GITHUB_TOKEN'],
    ['without a repository', {}, { ...env, RELAY_REPOSITORY: 'status' }, 'RELAY_REPOSITORY'],
    ['on no port', { port: '80a' }, env, '--port'],
  ])('refuses %s', (_name, asked, known, message) => {
    expect(() => sources(asked, known)).toThrow(message);
  });

  test('serves what has a secret, or what is named', () => {
    expect(sources({})).toEqual(['alertmanager', 'grafana', 'sentry', 'pagerduty']);
    expect(sources({ source: ['sentry'] })).toEqual(['sentry']);
    expect(
      sources({ insecure: true, source: ['grafana'] }, { GITHUB_TOKEN: 't', RELAY_REPOSITORY: 'a/b' }),
    ).toEqual(['grafana']);
  });

  test('reads secrets from files, as systemd and containers hold them', () => {
    const folder = scratch();
    writeFileSync(join(folder, 'token'), 'token-from-a-file-1234\n');
    const known = { ...env, GITHUB_TOKEN: '', GITHUB_TOKEN_FILE: join(folder, 'token') };
    expect(readWebhookServerSettings(flags, known).token).toBe('token-from-a-file-1234');
  });
});
