// Measures notifications, and kills runners: npm run bench:notify [-- KILLS]
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Delivery } from '../src/delivery-log/delivery.ts';
import { openLogStore } from '../src/delivery-log/io/log-store.ts';
import { prepareRun } from '../src/notifications/io/runner.ts';
import { HOUR, MINUTE } from '../src/time/duration.ts';
import { companyInput, incidentFile } from '../test/notifications/support/content.ts';
import { killRunners } from '../test/notifications/support/kill-runners.ts';
import { cpuTime, fastestOf } from './cpu-time.ts';
import type { Measured } from './cpu-time.ts';
import { measureChannels } from './notify-channels.ts';

const kills = Number(process.argv[2] ?? 200);
const folder = mkdtempSync(join(tmpdir(), 'candor-notify-'));
const git = (cwd: string, ...args: readonly string[]): void =>
  void execFileSync('git', args, { cwd, stdio: 'ignore' });
const IDENTITY = ['-c', 'user.name=x', '-c', 'user.email=x@example.com'];

/** A clone of a new repository. */
function createClone(name: string): string {
  const [bare, clone] = [join(folder, `${name}.git`), join(folder, name)];
  git(folder, 'init', '--bare', '--initial-branch=main', bare);
  git(folder, 'clone', bare, clone);
  return clone;
}

/** The fastest of five runs. */
async function measure(work: () => unknown): Promise<Measured> {
  const runs: Measured[] = [];
  for (let round = 0; round < 5; round += 1) {
    const [cpu, wall] = [cpuTime(), performance.now()];
    await work();
    runs.push({ cpu: cpuTime() - cpu, wall: performance.now() - wall });
  }
  return fastestOf(runs);
}

function report(what: string, { cpu, wall }: Measured, limit = Infinity): void {
  const limits = limit === Infinity ? '' : `, limit ${limit} ms`;
  const note = Math.min(cpu, wall) > limit ? ': TOO SLOW' : '';
  process.stdout.write(`${what}: ${wall.toFixed(0)} ms, CPU ${cpu} ms${limits}${note}\n`);
}

try {
  report('starting Node', await measure(() => execFileSync(process.execPath, ['-e', '0'])));
  const now = Math.floor(Date.now() / MINUTE) * MINUTE;
  const place = '[{ channel: webhook, url: "https://hooks.example.com/x", secret: HOOK }]';
  const notify = `{ incidents-channel: ${place}, status-page: ${place.replace('/x', '/y')} }`;
  const incidents = Object.fromEntries(
    Array.from({ length: 10_000 }, (_, index): [string, string] => {
      const detected = now - (index + 2) * HOUR;
      const updates = [
        [detected + MINUTE, 'investigating', 'We are looking into failed orders.'],
        [detected + 50 * MINUTE, 'resolved', 'Orders work again.'],
      ] as const;
      return [`i-${index}`, incidentFile({ detected, updates })];
    }),
  );
  const input = companyInput({ notify, incidents });
  const empty = { deliveries: new Map(), places: {} };
  report('planning over 10,000 incidents', await measure(() => prepareRun(input, empty, now)), 500);

  const clone = createClone('log');
  const store = openLogStore(clone, 'origin');
  const deliveries = Array.from({ length: 10_000 }, (_, index): Delivery => ({
    ...{ id: index.toString(16).padStart(32, '0'), key: 'opened', state: 'sent', tries: 1 },
    ...{ at: now, since: now - index * HOUR, created: now - index * HOUR, incident: `x-${index}` },
    ...{ audience: 'leadership', isForCustomers: false, channel: 'webhook', place: '0123456789abcdef' },
  }));
  await store.write(await store.read(), { deliveries }, 'benchmark');
  const read = await measure(() => openLogStore(clone, 'origin').read());
  report('reading a log of 10,000 deliveries', read, 300);

  const shop = createClone('shop');
  const { onCall, lastOfSix } = await measureChannels(shop, () => {
    git(shop, 'add', '--all');
    git(shop, ...IDENTITY, 'commit', '--quiet', '--message', 'x');
    git(shop, 'push', '--quiet', 'origin', 'HEAD:main');
  });
  report('notify, before the deployment, until on-call has it', onCall, 1000);
  report('notify, after the deployment, until the last of six has it', lastOfSix, 5000);

  if (kills > 0) {
    const result = await killRunners(folder, createClone('killed'), kills);
    const { killed, states, arrived, repeated, lost, unexplained, forgotten } = result;
    const counts = Object.entries(states).map(([state, count]) => `${count} ${state}`);
    process.stdout.write(
      `${killed} of ${kills} runners were killed. The log: ${counts.join(', ')}. ${arrived} messages arrived, ${repeated} of them once more with the same key.\n`,
    );
    if (lost.length + unexplained.length + forgotten.length > 0) {
      process.stdout.write(
        `Wrong: ${lost.length} lost, ${unexplained.length} without a reason, ${forgotten.length} missing.\n`,
      );
      process.exitCode = 1;
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
