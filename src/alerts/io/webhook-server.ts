import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { toDispatchPayload } from '../alert.ts';
import type { Alert, DispatchPayload } from '../alert.ts';
import { hashText } from '../../text/short-hash.ts';
import { isAuthenticated, readHeader } from './authenticate.ts';
import type { SendQueue } from './dispatch-queue.ts';
import type { WebhookCredentials } from './webhook-config.ts';

const MAX_BODY_BYTES = 64 * 1024;
/** How long a request may take to arrive, in milliseconds. PagerDuty waits five seconds for a response. */
const REQUEST_TIMEOUT_MS = 5000;
/** Senders retry requests that they believe failed. Identical alerts within this time count once. In milliseconds. */
const DEDUPLICATION_WINDOW_MS = 60_000;
const MAX_RECENT_ALERTS = 10_000;
/** How often Node.js looks for requests that exceed their time, in milliseconds. Its default is half a minute. */
const TIMEOUT_CHECK_INTERVAL_MS = 500;

export interface WebhookServerOptions {
  readonly credentials: readonly WebhookCredentials[];
  readonly queue: SendQueue<DispatchPayload>;
  /** Writes a line for the operator. Lines never contain a secret or text of an alert. */
  readonly log: (line: string) => void;
  readonly now: () => number;
}

interface HttpReply {
  readonly status: number;
  readonly body: object;
}

/** Creates the webhook receiver. The caller makes it listen. */
export function createWebhookServer(options: WebhookServerOptions): Server {
  const deduplicator = createAlertDeduplicator();
  const server = createServer(
    {
      requestTimeout: REQUEST_TIMEOUT_MS,
      headersTimeout: REQUEST_TIMEOUT_MS,
      connectionsCheckingInterval: TIMEOUT_CHECK_INTERVAL_MS,
    },
    (request, response) => {
      handleRequest(request, options, deduplicator).then(
        (reply) => sendReply(request, response, reply),
        () => sendReply(request, response, { status: 500, body: { error: 'internal error' } }),
      );
    },
  );
  server.maxHeadersCount = 100;
  return server;
}

async function handleRequest(
  request: IncomingMessage,
  options: WebhookServerOptions,
  deduplicator: AlertDeduplicator,
): Promise<HttpReply> {
  const path = (request.url ?? '').split('?', 1)[0];
  if (path === '/health') return createHealthReply(options);
  const credentials = options.credentials.find(({ source }) => path === `/${source.name}`);
  if (!credentials) return { status: 404, body: { error: 'not found' } };
  if (request.method !== 'POST') return { status: 405, body: { error: 'use POST' } };
  const body = await readBody(request);
  if (!body) return rejectRequest(options, credentials, 413, `body exceeds ${MAX_BODY_BYTES} bytes`);
  if (!isAuthenticated(credentials, request.headers, body, options.now()))
    return rejectRequest(options, credentials, 401, 'authentication failed');
  let data: unknown;
  try {
    data = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return rejectRequest(options, credentials, 400, 'invalid JSON');
  }
  const alerts = credentials.source.read(data, (name) => readHeader(request.headers, name));
  return storeAlerts(options, alerts, deduplicator);
}

/** Stores the alerts of one request, all or none: a sender that gets no 202 repeats the whole request. */
async function storeAlerts(
  { queue, log, now }: WebhookServerOptions,
  alerts: readonly Alert[],
  deduplicator: AlertDeduplicator,
): Promise<HttpReply> {
  const accepted = alerts.flatMap((alert) => {
    const key = hashText(`${alert.source} ${alert.key}`);
    const name = `${alert.source} ${alert.status} ${key.slice(0, 12)}`;
    if (!deduplicator.isDuplicate(alert, now())) return [{ alert, key, name }];
    log(`${name}: duplicate, ignored`);
    return [];
  });
  const result =
    accepted.length === 0
      ? 'added'
      : await queue.add(
          accepted.map(({ alert, key, name }) => ({ key, name, content: toDispatchPayload(alert) })),
        );
  for (const { alert, name } of accepted) {
    if (result === 'added') deduplicator.add(alert, now());
    log(
      `${name}: ${result === 'added' ? 'accepted' : `rejected, ${REFUSALS[result]}; the sender has to retry`}`,
    );
  }
  return result === 'added'
    ? { status: 202, body: { accepted: accepted.length } }
    : { status: 503, body: { error: REFUSALS[result] } };
}

const REFUSALS = { full: 'the queue is full', failed: 'the alert could not be stored' } as const;

function createHealthReply({ queue }: WebhookServerOptions): HttpReply {
  const { problem, ...counts } = queue.health();
  return {
    status: problem === undefined ? 200 : 503,
    body: {
      status: problem === undefined ? 'ok' : 'failing',
      ...counts,
      ...(problem !== undefined && { problem }),
    },
  };
}

function rejectRequest(
  { log }: WebhookServerOptions,
  { source }: WebhookCredentials,
  status: number,
  reason: string,
): HttpReply {
  log(`${source.name}: rejected with ${status}: ${reason}`);
  return { status, body: { error: reason } };
}

/** The raw body; undefined, and the rest unread, if it is too long. */
async function readBody(request: IncomingMessage): Promise<Uint8Array | undefined> {
  const chunks: Buffer[] = [];
  let size = Number(request.headers['content-length'] ?? 0);
  if (size > MAX_BODY_BYTES) return undefined;
  size = 0;
  // Keeps the connection open, so that the sender can read the 413 response.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function sendReply(request: IncomingMessage, response: ServerResponse, { status, body }: HttpReply): void {
  const text = `${JSON.stringify(body)}\n`;
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    ...(status === 413 && { connection: 'close' }),
  });
  response.end(text, () => status === 413 && request.destroy());
}

interface AlertDeduplicator {
  /**
   * Whether the same alert arrived a moment ago. A change of status, severity or components is not a duplicate, and
   * neither is an alert that fires again after it cleared.
   */
  readonly isDuplicate: (alert: Alert, now: number) => boolean;
  readonly add: (alert: Alert, now: number) => void;
}

function createAlertDeduplicator(): AlertDeduplicator {
  const recent = new Map<string, { readonly content: string; readonly at: number }>();
  const idOf = ({ source, key }: Alert): string => hashText(`${source} ${key}`);
  const contentOf = ({ status, severities, components }: Alert): string =>
    hashText(JSON.stringify([status, severities, components]));
  return {
    isDuplicate(alert, now) {
      const before = recent.get(idOf(alert));
      return (
        before !== undefined &&
        before.content === contentOf(alert) &&
        now - before.at < DEDUPLICATION_WINDOW_MS
      );
    },
    add(alert, now) {
      recent.delete(idOf(alert));
      recent.set(idOf(alert), { content: contentOf(alert), at: now });
      for (const [id, { at }] of recent) {
        if (recent.size <= MAX_RECENT_ALERTS && now - at < DEDUPLICATION_WINDOW_MS) break;
        recent.delete(id);
      }
    },
  };
}
