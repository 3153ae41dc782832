import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const PROGRAM = ['/usr/bin/prometheus-alertmanager', '/usr/bin/alertmanager'].find((path) =>
  existsSync(path),
);

/** Whether tests with a real Alertmanager can run here; where they can't, that is said aloud. */
export const hasAlertmanager = PROGRAM !== undefined;
if (!hasAlertmanager) {
  process.stderr.write(
    '\nNOT TESTED: there is no Alertmanager (apt-get install prometheus-alertmanager), so no real alert is sent.\n\n',
  );
}

/** An alert as Prometheus would tell Alertmanager of it. */
export interface Firing {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly startsAt?: string;
  /** In the past: the alert has cleared. */
  readonly endsAt?: string;
  readonly generatorURL?: string;
}

/** A real Alertmanager. */
export interface Alertmanager {
  readonly url: string;
  readonly send: (...alerts: readonly Firing[]) => Promise<void>;
  readonly close: () => Promise<void>;
}

/**
 * Starts an Alertmanager that sends groups of alerts to one webhook. The caller closes it.
 * @param receiverUrl the webhook receiver's address: `http://127.0.0.1:PORT/alertmanager`
 * @param bearer the token that it sends
 * @param groupBy the labels that make a group
 * @param groupWait how long it waits before the first word of a group
 */
export async function startAlertmanager(options: {
  readonly receiverUrl: string;
  readonly bearer?: string;
  readonly groupBy?: readonly string[];
  readonly groupWait?: string;
  readonly groupInterval?: string;
}): Promise<Alertmanager> {
  const {
    receiverUrl,
    bearer,
    groupBy = ['alertname'],
    groupWait = '200ms',
    groupInterval = '500ms',
  } = options;
  if (PROGRAM === undefined) throw new Error('There is no Alertmanager here.');
  const folder = mkdtempSync(join(tmpdir(), 'candor-alertmanager-'));
  const http =
    bearer === undefined ? {} : { http_config: { authorization: { type: 'Bearer', credentials: bearer } } };
  const config = {
    route: {
      receiver: 'status-page',
      group_by: groupBy,
      group_wait: groupWait,
      group_interval: groupInterval,
      repeat_interval: '1h',
    },
    receivers: [
      { name: 'status-page', webhook_configs: [{ url: receiverUrl, send_resolved: true, ...http }] },
    ],
  };
  // JSON is YAML.
  writeFileSync(join(folder, 'alertmanager.yml'), JSON.stringify(config));
  const child = spawn(
    PROGRAM,
    [
      `--config.file=${join(folder, 'alertmanager.yml')}`,
      `--storage.path=${join(folder, 'data')}`,
      '--web.listen-address=127.0.0.1:0',
      '--cluster.listen-address=',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
  const close = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  const said: string[] = [];
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stderr }).on('line', (line) => {
      said.push(line);
      const address = /Listening on" address=(\S+)/.exec(line)?.[1];
      if (address !== undefined) resolve(`http://${address}`);
    });
    child.on('close', () => reject(new Error(`Alertmanager did not start:\n${said.join('\n')}`)));
  });
  return {
    url,
    async send(...alerts) {
      const answer = await fetch(`${url}/api/v2/alerts`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(alerts),
      });
      if (!answer.ok) throw new Error(`Alertmanager answers ${answer.status}: ${await answer.text()}`);
    },
    close,
  };
}
