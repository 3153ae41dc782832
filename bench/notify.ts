// Measures notifications as ratios to `node -e 0`, and kills runners: npm run bench:notify [-- KILLS]
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Delivery } from '../src/delivery-log/delivery.ts';
import { openLogStore } from '../src/delivery-log/io/log-store.ts';
import { prepareRun } from '../src/notifications/io/runner.ts';
import { HOUR, MINUTE } from '../src/time/duration.ts';
import { companyInput, incidentFile } from '../test/notifications/support/content.ts';

const RUNNER = fileURLToPath(new URL('notify-runner.ts', import.meta.url));
const kills = Number(process.argv[2] ?? 200);
const folder = mkdtempSync(join(tmpdir(), 'candor-notify-'));
const git = (cwd: string, ...args: readonly string[]): void =>
  void execFileSync('git', args, { cwd, stdio: 'ignore' });
const bare = join(folder, 'remote.git');
const clone = join(folder, 'clone');
git(folder, 'init', '--bare', '--initial-branch=main', bare);
git(folder, 'clone', bare, clone);

const received: string[] = [];
const server = createServer((request, response) => {
  received.push(String(request.headers['webhook-id']));
  request.resume().on('end', () => response.end('ok'));
});
await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const place = (name: string): string => `[{ channel: webhook, url: "${url}/${name}", secret: HOOK }]`;
const notify = `{ incidents-channel: ${place('team')}, status-page: ${place('customers')} }`;

/** The median of three, in milliseconds. */
async function measure(work: () => unknown): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return times.toSorted((a, b) => a - b)[1]!;
}

function report(what: string, time: number, start: number): void {
  process.stdout.write(`${what}: ${time.toFixed(0)} ms, ${(time / start).toFixed(1)} times node -e 0\n`);
}

try {
  const start = await measure(() => execFileSync(process.execPath, ['-e', '0']));
  const now = Math.floor(Date.now() / MINUTE) * MINUTE;
  const store = openLogStore(clone, 'origin');
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
  report('planning over 10,000 incidents', await measure(() => prepareRun(input, empty, now)), start);

  const deliveries = Array.from({ length: 10_000 }, (_, index): Delivery => ({
    ...{ id: index.toString(16).padStart(32, '0'), key: 'opened', state: 'sent', tries: 1 },
    ...{ at: now, since: now - index * HOUR, created: now - index * HOUR, incident: `x-${index}` },
    ...{ audience: 'leadership', isForCustomers: false, channel: 'webhook', place: '0123456789abcdef' },
  }));
  await store.write(await store.read(), { deliveries }, 'benchmark');
  report(
    'reading a log of 10,000 deliveries',
    await measure(() => openLogStore(clone, 'origin').read()),
    start,
  );

  const file = join(folder, 'files.json');
  const known: Record<string, string> = {};
  const run = (offset: number) =>
    spawn(process.execPath, [RUNNER, clone, file, String(offset)], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  const untilEnd = (child: ReturnType<typeof run>): Promise<void> =>
    new Promise((resolve) => void child.on('close', () => resolve()));
  writeFileSync(file, JSON.stringify({ notify, incidents: {} }));
  await untilEnd(run(-HOUR));
  const begun = performance.now();
  await untilEnd(run(0));
  const length = performance.now() - begun;
  const killedAt: number[] = [];
  let offset = 0;
  for (let round = 0; round < kills + 4; round += 1) {
    // Time goes on by six minutes, so that the claims of a killed runner are taken over.
    offset += 6 * MINUTE;
    const at = Math.floor((Date.now() + offset) / MINUTE) * MINUTE;
    if (round < kills)
      known[`k-${round}`] = incidentFile({
        detected: at,
        updates: [[at, 'investigating', 'We are looking into failed orders.']],
      });
    // The last ones are enough: what is older has expired.
    const recent = Object.fromEntries(Object.entries(known).slice(-30));
    writeFileSync(file, JSON.stringify({ notify, incidents: recent }));
    const child = run(offset);
    const ended = untilEnd(child);
    if (round < kills) {
      const delay = length * (0.3 + Math.random() * 1.2);
      await Promise.race([ended, wait(delay)]);
      if (child.exitCode === null && child.kill('SIGKILL')) killedAt.push(delay);
    }
    await ended;
  }
  const { log } = await openLogStore(clone, 'origin').read();
  const own = [...log.deliveries.values()].filter(({ incident = '' }) => incident.startsWith('k-'));
  const states = Map.groupBy(own, ({ state }) => state);
  const counts = [...states].map(([state, list]) => `${list.length} ${state}`).join(', ');
  const unique = new Set(received);
  process.stdout.write(
    `${killedAt.length} of ${kills} runners were killed. The log: ${counts}. ${unique.size} messages arrived, ${received.length - unique.size} of them once more with the same key.\n`,
  );
  const sent = new Set(own.filter(({ state }) => state === 'sent').map(({ id }) => `msg_${id}`));
  const lost = [...sent].filter((id) => !unique.has(id));
  const silent = own.filter(({ state, reason }) => state !== 'sent' && reason === undefined);
  const missing = Object.keys(known).filter((id) => !own.some(({ incident }) => incident === id));
  if (lost.length + silent.length + missing.length > 0) {
    process.stdout.write(
      `Wrong: ${lost.length} lost, ${silent.length} without a reason, ${missing.length} missing.\n`,
    );
    process.exitCode = 1;
  }
} finally {
  server.close();
  rmSync(folder, { recursive: true, force: true });
}
