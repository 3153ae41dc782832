import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';
import { MINUTE } from '../src/time/duration.ts';
import { incidentFile } from '../test/notifications/support/content.ts';
import { setup as buildPackage } from '../test/support/package-build.ts';
import { CANDOR } from '../test/support/run.ts';
import { cpuTime, fastestOf } from './cpu-time.ts';
import type { Measured } from './cpu-time.ts';

const ROUNDS = 3;

export interface ChannelTimes {
  /** From the start of `candor notify`, which runs before the page is built, until on-call has its message. CPU time to its end. */
  readonly onCall: Measured;
  /** From the start of `candor notify --deployed` until the last of six places has its message. CPU time to its end. */
  readonly lastOfSix: Measured;
}

/**
 * Measures incidents in a repository with a remote, sent by the package as the job in deploy.yml does it: Slack, Slack's webhook, Teams,
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
  const notify = async (places: readonly string[], ...options: readonly string[]): Promise<Measured> => {
    arrivals.clear();
    const [cpu, begun] = [cpuTime(), performance.now()];
    const child = spawn(process.execPath, [CANDOR, 'notify', '--root', clone, ...options], {
      env: { ...process.env, ...secrets, GITHUB_ACTIONS: '', GITHUB_TOKEN: '', GH_TOKEN: '' },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    await new Promise((resolve) => void child.on('close', resolve));
    const missing = places.filter((name) => !arrivals.has(name));
    if (missing.length > 0) throw new Error(`No message at ${missing.join(', ')}.`);
    const last = Math.max(...places.map((name) => arrivals.get(name)!));
    return { cpu: cpuTime() - cpu, wall: last - begun };
  };
  const write = (path: string, text: string): void => {
    mkdirSync(join(clone, path, '..'), { recursive: true });
    writeFileSync(join(clone, path), text);
  };
  const place = (rest: string): string => `[{ channel: ${rest} }]`;
  try {
    buildPackage();
    const preset = readFileSync(new URL('../presets/vayva.yaml', import.meta.url), 'utf8');
    write('policies/vayva.yaml', preset);
    write('components/checkout.md', '---\nname: Checkout\n---\n');
    write(
      'status.yaml',
      [
        'name: Shop\nurl: https://shop.example/status\npolicy: vayva\ntimezone: Africa/Lagos\nnotify:',
        `  incident-commander: ${place(`webhook, url: "${url}/on-call", secret: HOOK`)}`,
        `  incidents-channel: ${place(`slack, to: C0123ABCDEF, secret: SLACK, api: "${url}/slack"`)}`,
        '  leadership: [{ channel: slack-webhook, secret: SLACK_HOOK }, { channel: mattermost, secret: MATTERMOST }]',
        `  all-hands: ${place('teams, secret: TEAMS')}`,
        `  status-page: [{ channel: webhook, url: "${url}/customers", secret: HOOK }, { channel: email, to: status@lists.example.com, from: status@shop.example, secret: SMTP }]\n`,
      ].join('\n'),
    );
    commit();
    await notify([], '--deployed');
    const six = ['/slack/chat.postMessage', '/slack-hook', '/teams', '/mattermost', '/customers', 'mail'];
    const rounds: ChannelTimes[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      // Later than the minute in which the places became known.
      const now = Math.ceil(Date.now() / MINUTE) * MINUTE;
      const first = [now + MINUTE, 'investigating', 'We are looking into failed orders.'] as const;
      const last = [now + 2 * MINUTE, 'resolved', 'Orders work again. We apologize.'] as const;
      write(`incidents/i-${round}.md`, incidentFile({ detected: now, updates: [first] }));
      commit();
      const onCall = await notify(['/on-call']);
      await notify([], '--deployed');
      write(`incidents/i-${round}.md`, incidentFile({ detected: now, updates: [first, last] }));
      commit();
      rounds.push({ onCall, lastOfSix: await notify(six, '--deployed') });
    }
    return {
      onCall: fastestOf(rounds.map(({ onCall }) => onCall)),
      lastOfSix: fastestOf(rounds.map(({ lastOfSix }) => lastOfSix)),
    };
  } finally {
    http.close();
    mail.close();
  }
}
