import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Alert } from '../alert.ts';
import { payloadOf } from '../payload.ts';
import type { Payload } from '../payload.ts';
import { readAlertmanager, readGrafana } from '../sources/alertmanager-grafana.ts';
import { readPagerduty } from '../sources/pagerduty.ts';
import { readSentry } from '../sources/sentry.ts';
import { isProved } from './authenticate.ts';
import type { Queue } from './retry-queue.ts';
import { rememberSeen } from './deduplicate.ts';
import type { Seen } from './deduplicate.ts';
import type { Proof, RelaySource } from './webhook-config.ts';

/** What a monitor may send at once, in bytes. */
const LARGEST_BODY = 64 * 1024;
/** How long a request may take to arrive, in milliseconds: PagerDuty waits five seconds for the answer. */
const PATIENCE = 5000;

const READERS: Readonly<Record<RelaySource, (body: unknown, request: IncomingMessage) => Alert[]>> = {
  alertmanager: readAlertmanager,
  grafana: readGrafana,
  sentry: (body, request) => readSentry(body, String(request.headers['sentry-hook-resource'] ?? '')),
  pagerduty: readPagerduty,
};

export interface RelayWorld {
  readonly proofs: ReadonlyMap<RelaySource, Proof>;
  readonly queue: Queue<Payload>;
  /** Lines for whoever runs the relay; never a secret, never a word of an alert. */
  readonly log: (line: string) => void;
  readonly now: () => number;
}

/** What a request is answered with. */
interface Answer {
  readonly code: number;
  readonly says: object;
}

/** The relay's web server; not listening yet. */
export function relayServer(world: RelayWorld): Server {
  const seen = rememberSeen();
  const server = createServer({ requestTimeout: PATIENCE, headersTimeout: PATIENCE }, (request, response) => {
    answer(request, world, seen).then(
      (given) => reply(request, response, given),
      () => reply(request, response, { code: 500, says: { error: 'the relay failed' } }),
    );
  });
  server.maxHeadersCount = 100;
  return server;
}

async function answer(request: IncomingMessage, world: RelayWorld, seen: Seen): Promise<Answer> {
  const path = (request.url ?? '').split('?', 1)[0];
  if (path === '/health') return health(world);
  const proof = [...world.proofs.values()].find(({ source }) => path === `/${source}`);
  if (!proof) return { code: 404, says: { error: 'not served here' } };
  if (request.method !== 'POST') return { code: 405, says: { error: 'POST only' } };
  const body = await bodyOf(request);
  if (!body) return refused(world, proof, 413, `more than ${LARGEST_BODY} bytes`);
  if (!isProved(proof, request.headers, body, world.now())) return refused(world, proof, 401, 'not proved');
  let data: unknown;
  try {
    data = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return refused(world, proof, 400, 'no JSON');
  }
  return take(world, READERS[proof.source](data, request), seen);
}

function take({ queue, log, now }: RelayWorld, alerts: readonly Alert[], seen: Seen): Answer {
  let taken = 0;
  for (const alert of alerts) {
    const name = `${alert.source} ${alert.status} ${digest(alert.key).slice(0, 12)}`;
    if (seen.has(alert, now())) {
      log(`${name}: heard a moment ago, left out`);
      continue;
    }
    if (!queue.put({ name, content: payloadOf(alert) })) {
      log(`${name}: not taken, the queue is full; whoever sent it will have to send it again`);
      return { code: 503, says: { error: 'full' } };
    }
    seen.add(alert, now());
    log(`${name}: taken`);
    taken += 1;
  }
  return { code: 202, says: { taken } };
}

function health({ queue }: RelayWorld): Answer {
  const { waiting, lost, failing } = queue.health();
  const well = failing === undefined && lost === 0;
  return { code: well ? 200 : 503, says: { status: well ? 'ok' : 'failing', waiting, lost } };
}

function refused({ log }: RelayWorld, { source }: Proof, code: number, why: string): Answer {
  log(`${source}: refused with ${code}: ${why}`);
  return { code, says: { error: why } };
}

/** The body, to the byte; undefined where it is too long. The rest is not read then. */
async function bodyOf(request: IncomingMessage): Promise<Uint8Array | undefined> {
  const chunks: Buffer[] = [];
  let size = Number(request.headers['content-length'] ?? 0);
  if (size > LARGEST_BODY) return undefined;
  size = 0;
  // The connection stays, so that whoever sends too much hears so.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_BODY) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function reply(request: IncomingMessage, response: ServerResponse, { code, says }: Answer): void {
  const text = `${JSON.stringify(says)}\n`;
  response.writeHead(code, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    ...(code === 413 && { connection: 'close' }),
  });
  response.end(text, () => code === 413 && request.destroy());
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
