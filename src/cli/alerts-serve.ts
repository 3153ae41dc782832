import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import { parseDuration } from '../time/duration.ts';
import { UsageError } from '../files/command-errors.ts';
import { openGithubClient } from '../github/client.ts';
import { createDispatcher } from '../alerts/io/dispatch.ts';
import { createSendQueue } from '../alerts/io/retry-queue.ts';
import { createWebhookServer } from '../alerts/io/webhook-server.ts';
import { readWebhookServerSettings } from '../alerts/io/webhook-config.ts';

const HELP = `npm run alerts -- serve [options]

Takes alerts from monitors that can't speak to GitHub themselves, and hands them to the workflow that drafts incidents.

  POST /alertmanager, /grafana, /sentry, /pagerduty     answered with 202 at once
  GET /health                                           200, or 503 while alerts can't be handed on

  --host ADDRESS           where it listens (default: 127.0.0.1)
  --port NUMBER            (default: 8080)
  --source NAME            serve only this one; as often as needed (default: each that has a secret)
  --insecure               take alerts without a secret, from this computer only
  --shutdown-timeout TIME  how long it goes on sending after it was told to stop (default: 20s)

Environment; each may be NAME_FILE instead, the path of a file that holds it; several secrets with commas between them:
  RELAY_REPOSITORY             owner/name of the page's repository
  GITHUB_TOKEN                 a token that may write that repository's contents
  RELAY_ALERTMANAGER_TOKEN     the bearer token that Alertmanager sends
  RELAY_GRAFANA_TOKEN, RELAY_GRAFANA_SECRET    its bearer token, its HMAC secret, or both
  RELAY_GRAFANA_TIME_HEADER    the header in which Grafana says when it signed
  RELAY_SENTRY_SECRET          the integration's client secret
  RELAY_PAGERDUTY_SECRET       the webhook subscription's secret

Exit code: 0 stopped with nothing left, 1 stopped with alerts unsent, 2 it could not run.
`;

/** `alerts serve`: a web server that takes alerts from monitors. */
export async function runAlertsServe(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      host: { type: 'string', default: '127.0.0.1' },
      port: { type: 'string', default: '8080' },
      source: { type: 'string', multiple: true, default: [] },
      insecure: { type: 'boolean', default: false },
      'shutdown-timeout': { type: 'string', default: '20s' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const shutdownTimeout = parseDuration(values['shutdown-timeout']);
  if (!shutdownTimeout)
    throw new UsageError(
      `--shutdown-timeout "${values['shutdown-timeout']}" is no length of time, such as 20s.`,
    );
  const { host, port, credentials, repository, token } = readWebhookServerSettings(values, process.env);
  const log = (line: string): void =>
    void process.stdout.write(`${new Date().toISOString().slice(0, 19)}Z ${line}\n`);
  const send = createDispatcher(await openGithubClient(token, repository));
  const queue = createSendQueue({ send, log });
  const server = createWebhookServer({ credentials, queue, log, now: Date.now });
  server.listen(port, host);
  await once(server, 'listening');
  const served = [...credentials.keys()].map((source) => `/${source}`).join(', ');
  log(`listening on http://${host}:${(server.address() as AddressInfo).port} for ${served}`);
  const [signal] = await Promise.race(['SIGTERM', 'SIGINT'].map((name) => once(process, name)));
  log(`stopping on ${String(signal)}: ${queue.health().waiting} waiting`);
  server.close();
  server.closeIdleConnections();
  const left = await queue.drain(shutdownTimeout);
  server.closeAllConnections();
  log(left === 0 ? 'stopped, with nothing left' : `stopped, with ${left} unsent`);
  return left === 0 ? 0 : 1;
}
