import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SMTPServer } from 'smtp-server';
import { MINUTE } from '../src/time/duration.ts';
import type { Duration } from '../src/time/duration.ts';
import { incidentFile } from '../test/notifications/support/content.ts';

const CANDOR = fileURLToPath(new URL('../src/cli/candor.ts', import.meta.url));

export interface ChannelTimes {
  /** From the start of `candor notify`, which runs before the page is built, until on-call has its message. */
  readonly onCall: Duration;
  /** From the start of `candor notify --deployed` until the last of six places has its message. */
  readonly lastOfSix: Duration;
}

/**
 * Measures one incident in a repository with a remote, as the job in deploy.yml sends it: Slack, Slack's webhook, Teams,
 * Mattermost, a signed webhook and e-mail, each a server on this computer.
 * @param commit commits all files of the clone and pushes them
 */
export async function measureChannels(clone: string, commit: () => void): Promise<ChannelTimes> {
  const arrivals = new Map<string, number>();
  const answers: Readonly<Record<string, string>> = {
    '/slack/chat.postMessage': '{"ok":true,"ts":"1.2"}',
    '/teams': '',
  };
  const http = createServer((request, response) => {
    arrivals.set(request.url ?? '', performance.now());
    request.resume().on('end', () => response.end(answers[request.url ?? ''] ?? 'ok'));
  });
  const mail = new SMTPServer({
    ...{ disabledCommands: ['STARTTLS'], authOptional: true },
    onData(stream, _session, done) {
      stream.resume().on('end', () => {
        arrivals.set('mail', performance.now());
        done();
      });
    },
  });
  await Promise.all([
    new Promise<void>((resolve) => void http.listen(0, '127.0.0.1', resolve)),
    new Promise<void>((resolve) => void mail.listen(0, '127.0.0.1', resolve)),
  ]);
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const key = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
  const secrets = {
    ...{ SLACK: 'xoxb', HOOK: key, SLACK_HOOK: `${url}/slack-hook`, TEAMS: `${url}/teams` },
    ...{ MATTERMOST: `${url}/mattermost` },
    SMTP: `smtp://127.0.0.1:${(mail.server.address() as AddressInfo).port}`,
  };
  const notify = async (...options: readonly string[]): Promise<number> => {
    arrivals.clear();
    const begun = performance.now();
    const child = spawn(process.execPath, [CANDOR, 'notify', '--root', clone, ...options], {
      env: { ...process.env, ...secrets, GITHUB_ACTIONS: '', GITHUB_TOKEN: '', GH_TOKEN: '' },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    await new Promise((resolve) => void child.on('close', resolve));
    return begun;
  };
  const write = (path: string, text: string): void => {
    mkdirSync(join(clone, path, '..'), { recursive: true });
    writeFileSync(join(clone, path), text);
  };
  const place = (rest: string): string => `[{ channel: ${rest} }]`;
  try {
    const preset = readFileSync(new URL('../presets/vayva.yaml', import.meta.url), 'utf8');
    write('policies/vayva.yaml', preset);
    write('components/checkout.md', '---\nname: Checkout\n---\n');
    write(
      'status.yaml',
      [
        'name: Shop\nurl: https://shop.example/status\npolicy: vayva\ntimezone: Africa/Lagos\nnotify:',
        `  on-call-engineer: ${place(`webhook, url: "${url}/on-call", secret: HOOK`)}`,
        `  incidents-channel: ${place(`slack, to: C0123ABCDEF, secret: SLACK, api: "${url}/slack"`)}`,
        `  leadership: ${place('slack-webhook, secret: SLACK_HOOK')}`,
        `  all-hands: ${place('teams, secret: TEAMS')}`,
        `  support-team: ${place('mattermost, secret: MATTERMOST')}`,
        `  status-page: [{ channel: webhook, url: "${url}/customers", secret: HOOK }, { channel: email, to: status@lists.example.com, from: status@shop.example, secret: SMTP }]\n`,
      ].join('\n'),
    );
    commit();
    await notify('--deployed');
    const now = Math.floor(Date.now() / MINUTE) * MINUTE;
    const text = 'We are looking into failed orders.';
    write(
      'incidents/one.md',
      incidentFile({ detected: now, updates: [[now + MINUTE, 'investigating', text]] }),
    );
    commit();
    const early = await notify();
    const onCall = arrivals.get('/on-call')! - early;
    await notify('--deployed');
    write(
      'incidents/one.md',
      incidentFile({
        detected: now,
        updates: [
          [now + MINUTE, 'investigating', text],
          [now + 2 * MINUTE, 'resolved', 'Orders work again. We apologize.'],
        ],
      }),
    );
    commit();
    const resolved = await notify('--deployed');
    const six = ['/slack/chat.postMessage', '/slack-hook', '/teams', '/mattermost', '/customers', 'mail'];
    const missing = six.filter((name) => !arrivals.has(name));
    if (missing.length > 0) throw new Error(`No message at ${missing.join(', ')}.`);
    return { onCall, lastOfSix: Math.max(...six.map((name) => arrivals.get(name)!)) - resolved };
  } finally {
    http.close();
    mail.close();
  }
}
