import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import type { DispatchPayload } from '../alerts/alert.ts';
import { openAlertSpool } from '../alerts/io/alert-spool.ts';
import { createDispatcher, createSendQueue } from '../alerts/io/dispatch-queue.ts';
import { createWebhookServer } from '../alerts/io/webhook-server.ts';
import { readWebhookServerSettings } from '../alerts/io/webhook-config.ts';
import { formatCount } from '../text/count.ts';
import type { CommandRun } from './declarations/declaration.ts';
import type { alertsServe } from './declarations/alerts.ts';
import { parseDurationOption } from './option-values.ts';

/** The most space for alerts on disk: over 50,000 of usual length. */
const SPOOL_BYTES = 256 * 2 ** 20;

function defaultSpool(repository: string, env: NodeJS.ProcessEnv): string {
  const { STATE_DIRECTORY, XDG_STATE_HOME } = env;
  const folder =
    STATE_DIRECTORY?.split(':')[0] || join(XDG_STATE_HOME || join(homedir(), '.local', 'state'), 'candor');
  return join(folder, `alerts-${repository.replace('/', '-')}.db`);
}

export const runAlertsServe: CommandRun<typeof alertsServe> = async (values) => {
  // A burst of alerts would otherwise let the heap grow, although hardly anything of it is in use.
  for (const flag of ['--max-semi-space-size=2', '--semi-space-growth-factor=1', '--gc-global'])
    setFlagsFromString(flag);
  const shutdownTimeout = parseDurationOption('shutdown-timeout', values['shutdown-timeout']);
  const { host, port, credentials, repository, token } = readWebhookServerSettings(
    { ...values, source: values.source ?? [] },
    process.env,
  );
  const log = (line: string): void =>
    void process.stdout.write(`${new Date().toISOString().slice(0, 19)}Z ${line}\n`);
  const send = createDispatcher(process.env['GITHUB_API_URL'] || 'https://api.github.com', repository, token);
  const spool = openAlertSpool<DispatchPayload>(
    values.spool ?? defaultSpool(repository, process.env),
    SPOOL_BYTES,
  );
  if (spool.damage !== undefined) log(`LOST: ${spool.damage}`);
  const queue = createSendQueue({ spool, send, log });
  const { waiting } = queue.health();
  if (waiting > 0) log(`on disk from before the start: ${waiting}`);
  const server = createWebhookServer({ credentials, queue, log, now: Date.now });
  server.listen(port, host);
  await once(server, 'listening');
  const served = credentials.map(({ source }) => `/${source.name}`).join(', ');
  log(`listening on http://${host}:${(server.address() as AddressInfo).port} for ${served}`);
  const [signal] = await Promise.race(['SIGTERM', 'SIGINT'].map((name) => once(process, name)));
  log(`stopping on ${String(signal)}: ${queue.health().waiting} queued`);
  server.close();
  server.closeIdleConnections();
  const unsent = await queue.drain(shutdownTimeout);
  server.closeAllConnections();
  spool.close();
  log(
    unsent === 0
      ? 'stopped; every alert was sent'
      : `stopped; ${formatCount(unsent, 'alert')} unsent, on disk for the next start`,
  );
  return unsent === 0 ? 0 : 1;
};
