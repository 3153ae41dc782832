import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runScript } from '../src/cli/run-candor.ts';
import type { Delivery } from '../src/delivery-log/delivery.ts';
import { openLogStore } from '../src/delivery-log/io/log-store.ts';
import { prepareRun } from '../src/notifications/io/runner.ts';
import { HOUR, MINUTE } from '../src/time/duration.ts';
import { companyInput, incidentFile } from '../test/notifications/support/content.ts';
import { killRunners } from '../test/notifications/support/kill-runners.ts';
import { cpuTime, fastestOf } from './cpu-time.ts';
import type { Measured } from './cpu-time.ts';
import { measureChannels } from './notify-channels.ts';

await runScript(
  'npm run bench:notify --',
  {
    summary:
      'Measures planning, the delivery log and six channels against their limits, and kills runners at random moments.',
    description: 'CPU time includes all processes; it does not depend on what else the computer does.',
    options: { kills: { value: 'N', default: '200', help: 'how many runners to start and kill' } },
    exitCodes: { 0: 'done', 1: 'too slow, or a message is lost or unexplained', 2: 'it could not run' },
  },
  async ({ kills }) => {
    const folder = mkdtempSync(join(tmpdir(), 'candor-notify-'));
    try {
      const times = [
        measurePlanning(),
        await measureLog(createClone(folder, 'log')),
        await measureSix(createClone(folder, 'shop')),
      ];
      const isSafe = await killAndReport(folder, Number(kills));
      return isSafe && times.every(Boolean) ? 0 : 1;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);

/** Whether 10,000 incidents, of which none is recent, are planned fast enough. */
function measurePlanning(): boolean {
  const now = Math.floor(Date.now() / MINUTE) * MINUTE;
  const place = (name: string): string =>
    `[{ channel: webhook, url: "https://hooks.example.com/${name}", secret: HOOK }]`;
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
  const notify = `{ incidents-channel: ${place('team')}, status-page: ${place('customers')} }`;
  const input = companyInput({ notify, incidents });
  const empty = { deliveries: new Map(), places: {} };
  const runs = Array.from({ length: 5 }, () => {
    const [cpu, wall] = [cpuTime(), performance.now()];
    prepareRun(input, empty, now);
    return { cpu: cpuTime() - cpu, wall: performance.now() - wall };
  });
  return report('planning over 10,000 incidents', fastestOf(runs), 500);
}

async function measureLog(clone: string): Promise<boolean> {
  const now = Date.now();
  const deliveries = Array.from({ length: 10_000 }, (_, index): Delivery => ({
    ...{ id: index.toString(16).padStart(32, '0'), key: 'opened', state: 'sent', tries: 1 },
    ...{ at: now, since: now - index * HOUR, created: now - index * HOUR, incident: `x-${index}` },
    ...{ audience: 'leadership', isForCustomers: false, channel: 'webhook', place: '0123456789abcdef' },
  }));
  const store = openLogStore(clone, 'origin');
  await store.write(await store.read(), { deliveries }, 'benchmark');
  const runs: Measured[] = [];
  for (let round = 0; round < 5; round += 1) {
    const [cpu, wall] = [cpuTime(), performance.now()];
    await openLogStore(clone, 'origin').read();
    runs.push({ cpu: cpuTime() - cpu, wall: performance.now() - wall });
  }
  return report('reading a log of 10,000 deliveries', fastestOf(runs), 300);
}

async function measureSix(clone: string): Promise<boolean> {
  const { onCall, lastOfSix } = await measureChannels(clone, () => {
    git(clone, 'add', '--all');
    git(clone, '-c', 'user.name=x', '-c', 'user.email=x@example.com', 'commit', '--message', 'x');
    git(clone, 'push', 'origin', 'HEAD:main');
  });
  return [
    report('notify, before the deployment, until on-call has it', onCall, 1000),
    report('notify, after the deployment, until the last of six has it', lastOfSix, 5000),
  ].every(Boolean);
}

/** Whether each message arrived, or the log has a reason. */
async function killAndReport(folder: string, kills: number): Promise<boolean> {
  if (kills === 0) return true;
  const result = await killRunners(folder, createClone(folder, 'killed'), kills);
  const { killed, states, arrived, repeated, lost, unexplained, forgotten } = result;
  const counts = Object.entries(states).map(([state, count]) => `${count} ${state}`);
  print(`${killed} of ${kills} runners were killed. The log: ${counts.join(', ')}.`);
  print(`${arrived} messages arrived, ${repeated} of them once more with the same key.`);
  print(`${lost.length} lost, ${unexplained.length} without a reason, ${forgotten.length} missing.`);
  return lost.length + unexplained.length + forgotten.length === 0;
}

/** Prints a time and its limit. False if even the fastest run was too slow. */
function report(what: string, { cpu, wall }: Measured, limit: number): boolean {
  const isFast = Math.min(cpu, wall) <= limit;
  print(`${what}: ${wall.toFixed(0)} ms, CPU ${cpu} ms, limit ${limit} ms${isFast ? '' : ': TOO SLOW'}`);
  return isFast;
}

/** A clone of a new repository. */
function createClone(folder: string, name: string): string {
  const [bare, clone] = [join(folder, `${name}.git`), join(folder, name)];
  git(folder, 'init', '--bare', '--initial-branch=main', bare);
  git(folder, 'clone', bare, clone);
  return clone;
}

function git(cwd: string, ...args: readonly string[]): void {
  execFileSync('git', args, { cwd, stdio: 'ignore' });
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
