import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { setTimeout as wait } from 'node:timers/promises';
import { runScript } from '../src/cli/run-candor.ts';
import { formatInstant } from '../src/time/instant.ts';
import { EXIT_RESTARTED } from '../src/reminders/io/command.ts';
import { HOUR, MINUTE, SECOND } from '../src/time/duration.ts';
import { startHub } from '../test/github-emulator/emulator.ts';

const SCRIPT = fileURLToPath(new URL('../src/cli/candor.ts', import.meta.url));
const FAST_CLOCK = new URL('fast-clock.ts', import.meta.url).href;
const HANDOVER = 30 * SECOND;
const RIGHTS = { contents: 'write', issues: 'write', 'pull-requests': 'write', actions: 'write' } as const;

const FILES = {
  'status.yaml': 'name: Shop\nurl: https://shop.example/status\npolicy: standard\n',
  'components/checkout.md': '---\nname: Checkout\n---\n',
};

const incidentText = (at: number): string => `---
title: Some orders fail
severity: sev-2
components: { checkout: partial-outage }
detected: ${formatInstant(at)}
---

## ${formatInstant(at)} investigating

We are looking into it.
`;

await runScript(
  'npm run bench:requests --',
  {
    summary:
      'Counts the requests of a watcher to an emulated GitHub while incidents are open and no one writes the updates that are due.',
    description:
      'A request that is answered with 304 (unchanged) does not count against the limit of a job, 1,000 an hour.',
    options: {
      incidents: { value: 'N', default: '2', help: 'how many incidents are open' },
      hours: { value: 'N', default: '3', help: 'simulated hours' },
      for: {
        value: 'TIME',
        default: '340m',
        help: 'how long a watcher runs before the next one starts, as on ubuntu-slim: 13m',
      },
      rate: { value: 'N', default: '60', help: "how many times faster the watcher's clock runs" },
    },
    exitCodes: { 0: 'fewer than 300 requests an hour', 1: 'more', 2: 'the command could not run' },
  },
  async (values) => {
    const [incidents, hours, rate] = [values.incidents, values.hours, values.rate].map(Number) as [
      number,
      number,
      number,
    ];
    const start = Date.now();
    const opened = Object.fromEntries(
      Array.from({ length: incidents }, (_, index) => [
        `incidents/incident-${index}.md`,
        incidentText(Math.floor(start / MINUTE) * MINUTE - index * MINUTE),
      ]),
    );
    const hub = await startHub({ files: { ...FILES, ...opened } });
    hub.settings.jobRequestsPerHour = Infinity;
    const token = hub.token({ permissions: RIGHTS });
    const root = await hub.clone(token);
    const before = hub.requests.length;
    const env = {
      ...process.env,
      ...hub.env(token),
      FAST_CLOCK: `${rate}:${start}`,
      GITHUB_ACTIONS: '',
      NO_COLOR: '1',
    };
    const options = ['--watch', '--github', '--root', root, '--for', values.for];
    const args = ['--import', FAST_CLOCK, SCRIPT, 'deadlines', ...options];
    let starts = 0;
    let isOver = false;
    const startWatcher = (): ChildProcess => {
      starts += 1;
      const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'inherit'] });
      // GitHub starts the next run about half a minute later.
      child.once('exit', (code) => {
        if (code === EXIT_RESTARTED && !isOver)
          setTimeout(() => void (isOver || (watcher = startWatcher())), HANDOVER / rate);
      });
      return child;
    };
    let watcher = startWatcher();
    try {
      const counts: number[] = [];
      for (let hour = 1; hour <= hours; hour += 1) {
        await wait(start + (hour * HOUR) / rate - Date.now());
        if (watcher.exitCode !== null && watcher.exitCode !== EXIT_RESTARTED)
          throw new Error(`The watcher ended with ${watcher.exitCode}.`);
        const counted = hub.requests
          .slice(before)
          .filter(({ method, status }) => method !== 'GIT' && status !== 304);
        counts.push(counted.length - counts.reduce((sum, count) => sum + count, 0));
        process.stdout.write(`hour ${hour}: ${counts.at(-1)} requests\n`);
      }
      const all = hub.requests.slice(before).filter(({ method }) => method !== 'GIT');
      const unchanged = all.filter(({ status }) => status === 304).length;
      process.stdout.write(
        `${all.length} asked by ${starts} watchers, ${unchanged} of them unchanged (304)\n`,
      );
      const perOperation = Map.groupBy(
        all.filter(({ status }) => status !== 304),
        ({ operation }) => operation,
      );
      for (const [operation, requests] of [...perOperation].toSorted((a, b) => b[1].length - a[1].length))
        process.stdout.write(`  ${String(requests.length).padStart(5)} ${operation}\n`);
      return Math.max(...counts) < 300 ? 0 : 1;
    } finally {
      isOver = true;
      watcher.kill('SIGKILL');
      await hub.close();
    }
  },
);
