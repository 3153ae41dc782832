import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Alert } from '../alert.ts';
import { toDispatchPayload } from '../payload.ts';
import type { DispatchPayload } from '../payload.ts';
import { parseAlertmanager, parseGrafana } from '../sources/alertmanager-grafana.ts';
import { parsePagerDuty } from '../sources/pagerduty.ts';
import { parseSentry } from '../sources/sentry.ts';
import { isAuthenticated } from './authenticate.ts';
import type { SendQueue } from './retry-queue.ts';
import { createAlertDeduplicator } from './deduplicate.ts';
import type { AlertDeduplicator } from './deduplicate.ts';
import type { WebhookCredentials, AlertSource } from './webhook-config.ts';

/** What a monitor may send at once, in bytes. */
const MAX_BODY_BYTES = 64 * 1024;
/** How long a request may take to arrive, in milliseconds: PagerDuty waits five seconds for the answer. */
const REQUEST_TIMEOUT_MS = 5000;

const ALERT_PARSERS: Readonly<Record<AlertSource, (body: unknown, request: IncomingMessage) => Alert[]>> = {
  alertmanager: parseAlertmanager,
  grafana: parseGrafana,
  sentry: (body, request) => parseSentry(body, String(request.headers['sentry-hook-resource'] ?? '')),
  pagerduty: parsePagerDuty,
};

export interface WebhookServerOptions {
  readonly credentials: ReadonlyMap<AlertSource, WebhookCredentials>;
  readonly queue: SendQueue<DispatchPayload>;
  /** Lines for whoever runs the relay; never a secret, never a word of an alert. */
  readonly log: (line: string) => void;
  readonly now: () => number;
}

/** What a request is answered with. */
interface HttpReply {
  readonly status: number;
  readonly body: object;
}

/** The relay's web server; not listening yet. */
export function createWebhookServer(options: WebhookServerOptions): Server {
  const deduplicator = createAlertDeduplicator();
  const server = createServer(
    { requestTimeout: REQUEST_TIMEOUT_MS, headersTimeout: REQUEST_TIMEOUT_MS },
    (request, response) => {
      handleRequest(request, options, deduplicator).then(
        (reply) => sendReply(request, response, reply),
        () => sendReply(request, response, { status: 500, body: { error: 'the relay failed' } }),
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
  const credentials = [...options.credentials.values()].find(({ source }) => path === `/${source}`);
  if (!credentials) return { status: 404, body: { error: 'not served here' } };
  if (request.method !== 'POST') return { status: 405, body: { error: 'POST only' } };
  const body = await readBody(request);
  if (!body) return rejectRequest(options, credentials, 413, `more than ${MAX_BODY_BYTES} bytes`);
  if (!isAuthenticated(credentials, request.headers, body, options.now()))
    return rejectRequest(options, credentials, 401, 'not proved');
  let data: unknown;
  try {
    data = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return rejectRequest(options, credentials, 400, 'no JSON');
  }
  return enqueueAlerts(options, ALERT_PARSERS[credentials.source](data, request), deduplicator);
}

function enqueueAlerts(
  { queue, log, now }: WebhookServerOptions,
  alerts: readonly Alert[],
  deduplicator: AlertDeduplicator,
): HttpReply {
  let taken = 0;
  for (const alert of alerts) {
    const name = `${alert.source} ${alert.status} ${sha256(alert.key).slice(0, 12)}`;
    if (deduplicator.isDuplicate(alert, now())) {
      log(`${name}: heard a moment ago, left out`);
      continue;
    }
    if (!queue.enqueue({ name, content: toDispatchPayload(alert) })) {
      log(`${name}: not taken, the queue is full; whoever sent it will have to send it again`);
      return { status: 503, body: { error: 'full' } };
    }
    deduplicator.add(alert, now());
    log(`${name}: taken`);
    taken += 1;
  }
  return { status: 202, body: { taken } };
}

function createHealthReply({ queue }: WebhookServerOptions): HttpReply {
  const { waiting, lost, lastError } = queue.health();
  const isHealthy = lastError === undefined && lost === 0;
  return { status: isHealthy ? 200 : 503, body: { status: isHealthy ? 'ok' : 'failing', waiting, lost } };
}

function rejectRequest(
  { log }: WebhookServerOptions,
  { source }: WebhookCredentials,
  code: number,
  reason: string,
): HttpReply {
  log(`${source}: refused with ${code}: ${reason}`);
  return { status: code, body: { error: reason } };
}

/** The body, to the byte; undefined where it is too long. The rest is not read then. */
async function readBody(request: IncomingMessage): Promise<Uint8Array | undefined> {
  const chunks: Buffer[] = [];
  let size = Number(request.headers['content-length'] ?? 0);
  if (size > MAX_BODY_BYTES) return undefined;
  size = 0;
  // The connection stays, so that whoever sends too much hears so.
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

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
