import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { openLogStore } from '../../../src/delivery-log/io/log-store.ts';
import { HOUR, MINUTE } from '../../../src/time/duration.ts';
import { incidentFile } from './content.ts';

const RUNNER = fileURLToPath(new URL('one-run.ts', import.meta.url));
/** Older incidents have expired, so a run needs only the last ones. */
const RECENT = 30;
/** Runs at the end that nothing kills. */
const QUIET_RUNS = 4;

export interface KillResult {
  /** How many runners were killed; the others had ended before. */
  readonly killed: number;
  /** How many messages of the log are in each state. */
  readonly states: Readonly<Record<string, number>>;
  /** How many messages arrived, and how many of those once more with the same key. */
  readonly arrived: number;
  readonly repeated: number;
  /** Sent by the log, and never arrived. */
  readonly lost: readonly string[];
  /** Not sent, and the log has no reason. */
  readonly unexplained: readonly string[];
  /** Incidents that the log does not mention. */
  readonly forgotten: readonly string[];
}

/**
 * Starts runner after runner, each with one more incident, and kills most of them at a random moment: before the claim, while
 * it is pushed, between claim, sending and record, or never.
 * @param folder for the files of the runs
 * @param clone of a repository with a remote `origin`
 */
export async function killRunners(folder: string, clone: string, kills: number): Promise<KillResult> {
  const received: string[] = [];
  const server = createServer((request, response) => {
    received.push(String(request.headers['webhook-id']));
    request.resume().on('end', () => response.end('ok'));
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const place = (name: string): string => `[{ channel: webhook, url: "${url}/${name}", secret: HOOK }]`;
  const notify = `{ incidents-channel: ${place('team')}, status-page: ${place('customers')} }`;
  const file = join(folder, 'files.json');
  const start = (offset: number) => {
    const child = spawn(process.execPath, [RUNNER, clone, file, String(offset)], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    return { child, ended: new Promise<void>((resolve) => void child.on('close', () => resolve())) };
  };
  const known: Record<string, string> = {};
  let killed = 0;
  try {
    writeFileSync(file, JSON.stringify({ notify, incidents: {} }));
    await start(-HOUR).ended;
    const begun = performance.now();
    await start(0).ended;
    const usual = performance.now() - begun;
    for (let round = 1; round <= kills + QUIET_RUNS; round += 1) {
      // Time goes on by six minutes, so that the claims of a killed runner are taken over.
      const offset = round * 6 * MINUTE;
      const at = Math.floor((Date.now() + offset) / MINUTE) * MINUTE;
      if (round <= kills)
        known[`k-${round}`] = incidentFile({
          detected: at,
          updates: [[at, 'investigating', 'We are looking into failed orders.']],
        });
      const incidents = Object.fromEntries(Object.entries(known).slice(-RECENT));
      writeFileSync(file, JSON.stringify({ notify, incidents }));
      const { child, ended } = start(offset);
      if (round <= kills) {
        await Promise.race([ended, wait(usual * (0.3 + Math.random() * 1.2))]);
        if (child.exitCode === null && child.kill('SIGKILL')) killed += 1;
      }
      await ended;
    }
  } finally {
    server.close();
  }
  return { killed, ...(await readResult(clone, received, Object.keys(known))) };
}

async function readResult(
  clone: string,
  received: readonly string[],
  incidents: readonly string[],
): Promise<Omit<KillResult, 'killed'>> {
  const { log } = await openLogStore(clone, 'origin').read();
  const own = [...log.deliveries.values()].filter(({ incident = '' }) => incidents.includes(incident));
  const states = Map.groupBy(own, ({ state }) => state);
  const arrived = new Set(received);
  return {
    states: Object.fromEntries([...states].map(([state, list]) => [state, list.length])),
    arrived: arrived.size,
    repeated: received.length - arrived.size,
    lost: own.filter(({ id, state }) => state === 'sent' && !arrived.has(`msg_${id}`)).map(({ id }) => id),
    unexplained: own
      .filter(({ state, reason }) => state !== 'sent' && reason === undefined)
      .map(({ id }) => id),
    forgotten: incidents.filter((id) => !own.some(({ incident }) => incident === id)),
  };
}
