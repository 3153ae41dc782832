import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import type { DispatchPayload } from '../alerts/alert.ts';
import { openAlertSpool } from '../alerts/io/alert-spool.ts';
import { createDispatcher, createSendQueue } from '../alerts/io/dispatch-queue.ts';
import { createWebhookServer } from '../alerts/io/webhook-server.ts';
import { formatSourceVariables, readWebhookServerSettings } from '../alerts/io/webhook-config.ts';
import { ALERT_SOURCES } from '../alerts/sources/index.ts';
import { defineCommand, parseDurationOption } from './define-command.ts';
import { formatCount } from '../text/count.ts';

const HELP = `Usage: npm run alerts -- serve [options]

Receives webhooks from monitors that can't call GitHub themselves, and dispatches them to alerts.yml.

Endpoints:
  POST ${ALERT_SOURCES.map(({ name }) => `/${name}`).join(', ')}   202 when the alert is on disk, 401 if authentication fails
  GET /health                                         200, or 503 while alerts can't be dispatched or stored

Options:
  --host ADDRESS           the address to listen on (default: 127.0.0.1)
  --port NUMBER            the port to listen on (default: 8080)
  --source NAME            serve only this source; repeatable (default: every source that has a secret)
  --insecure               accept alerts without a secret, from this computer only
  --spool FILE             where alerts are stored until GitHub has them (default: in STATE_DIRECTORY, which systemd
                           sets, otherwise in ~/.local/state/candor)
  --shutdown-timeout TIME  how long to keep sending queued alerts after a stop signal (default: 20s)

Environment (append _FILE to a name to read the value from a file; separate several secrets with commas):
  RELAY_REPOSITORY             owner/name of the status page's repository
  GITHUB_TOKEN                 a token with write access to that repository's contents
${formatSourceVariables()}

Exit codes:
  0  stopped; every alert was sent
  1  stopped; unsent alerts are on disk for the next start
  2  the command could not run
`;

/** The most space for alerts on disk: over 50,000 of usual length. */
const SPOOL_BYTES = 256 * 2 ** 20;

function defaultSpool(repository: string, env: NodeJS.ProcessEnv): string {
  const { STATE_DIRECTORY, XDG_STATE_HOME } = env;
  const folder =
    STATE_DIRECTORY?.split(':')[0] || join(XDG_STATE_HOME || join(homedir(), '.local', 'state'), 'candor');
  return join(folder, `alerts-${repository.replace('/', '-')}.db`);
}

/** `alerts serve` */
export const runAlertsServe = defineCommand({
  help: HELP,
  options: {
    host: { type: 'string', default: '127.0.0.1' },
    port: { type: 'string', default: '8080' },
    source: { type: 'string', multiple: true, default: [] },
    insecure: { type: 'boolean', default: false },
    spool: { type: 'string' },
    'shutdown-timeout': { type: 'string', default: '20s' },
  },
  run: async (values) => {
    // A burst of alerts would otherwise let the heap grow, although hardly anything of it is in use.
    for (const flag of ['--max-semi-space-size=2', '--semi-space-growth-factor=1', '--gc-global'])
      setFlagsFromString(flag);
    const shutdownTimeout = parseDurationOption('shutdown-timeout', values['shutdown-timeout']);
    const { host, port, credentials, repository, token } = readWebhookServerSettings(values, process.env);
    const log = (line: string): void =>
      void process.stdout.write(`${new Date().toISOString().slice(0, 19)}Z ${line}\n`);
    const send = createDispatcher(
      process.env['GITHUB_API_URL'] || 'https://api.github.com',
      repository,
      token,
    );
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
  },
});
