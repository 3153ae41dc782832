import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { runScript } from '../src/cli/run-candor.ts';

const TOKEN = 'token-of-the-benchmark';
const SCRIPT = fileURLToPath(new URL('../src/cli/candor.ts', import.meta.url));
/** How long nothing may arrive before the rest counts as lost, in milliseconds. */
const PATIENCE_MS = 60_000;

await runScript(
  'npm run bench:alerts --',
  {
    summary:
      'Posts alerts to the webhook receiver at full speed, with a GitHub on this computer that answers at once, and counts whether each acknowledged alert arrived.',
    description: "Prints times and the receiver's peak memory (Linux only).",
    arguments: { alerts: { help: 'how many alerts to post (default: 20000)' } },
    options: {
      connections: { value: 'N', default: '50', help: 'how many connections post at the same time' },
    },
    exitCodes: {
      0: 'every acknowledged alert arrived',
      1: 'one did not',
      2: 'the command could not run',
    },
  },
  async (values, { alerts }) => {
    const total = Number(alerts ?? 20_000);
    const folder = await mkdtemp(join(tmpdir(), 'candor-alerts-'));
    const arrived = new Set<string>();
    let [repeated, lastAt] = [0, performance.now()];
    const github = createServer((incoming, response) => {
      let body = '';
      incoming.setEncoding('utf8').on('data', (text: string) => (body += text));
      incoming.on('end', () => {
        const { client_payload: payload } = JSON.parse(body) as { client_payload: { dedupe_key: string } };
        if (arrived.has(payload.dedupe_key)) repeated += 1;
        arrived.add(payload.dedupe_key);
        lastAt = performance.now();
        response.writeHead(204).end();
      });
    });
    await new Promise<void>((resolve) => void github.listen(0, '127.0.0.1', resolve));
    const receiver = spawn(process.execPath, [SCRIPT, 'alerts', 'serve', '--port', '0'], {
      env: {
        PATH: process.env['PATH'],
        STATE_DIRECTORY: folder,
        GITHUB_API_URL: `http://127.0.0.1:${(github.address() as AddressInfo).port}`,
        GITHUB_TOKEN: 'unused',
        RELAY_REPOSITORY: 'acme/status',
        RELAY_ALERTMANAGER_TOKEN: TOKEN,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      const url = await new Promise<string>((resolve) => {
        createInterface({ input: receiver.stdout }).on('line', (line) => {
          const address = /listening on (\S+)/.exec(line)?.[1];
          if (address !== undefined) resolve(`${address}/alertmanager`);
        });
      });
      const began = performance.now();
      const acknowledged: string[] = [];
      const refused = new Map<number, number>();
      const agent = new Agent({ keepAlive: true, maxSockets: Number(values.connections) });
      let next = 0;
      const post = async (): Promise<void> => {
        while (next < total) {
          const key = `group-${next}`;
          next += 1;
          const status = await postAlert(url, agent, key);
          if (status === 202) acknowledged.push(key);
          else refused.set(status, (refused.get(status) ?? 0) + 1);
        }
      };
      await Promise.all(Array.from({ length: Number(values.connections) }, post));
      const posted = performance.now();
      lastAt = posted;
      const isMissing = (): boolean => acknowledged.some((key) => !arrived.has(key));
      while (isMissing() && performance.now() - lastAt < PATIENCE_MS) await wait(200);
      const missing = acknowledged.filter((key) => !arrived.has(key)).length;
      const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${receiver.pid}/status`, 'utf8'))?.[1];
      const seconds = (from: number, to: number): string => `${((to - from) / 1000).toFixed(1)} s`;
      const perSecond = Math.round((total / (posted - began)) * 1000);
      process.stdout.write(
        [
          `posted        ${total} in ${seconds(began, posted)}, ${perSecond} a second`,
          `acknowledged  ${acknowledged.length}`,
          `refused       ${[...refused].map(([status, count]) => `${count} with ${status}`).join(', ') || '0'}`,
          `arrived       ${arrived.size}, the last after ${seconds(began, lastAt)}`,
          `missing       ${missing}`,
          `sent twice    ${repeated}`,
          `peak memory   ${Math.round(Number(peak) / 1024)} MB`,
          '',
        ].join('\n'),
      );
      return missing === 0 ? 0 : 1;
    } finally {
      receiver.kill('SIGKILL');
      github.closeAllConnections();
      github.close();
      await rm(folder, { recursive: true, force: true });
    }
  },
);

function postAlert(url: string, agent: Agent, key: string): Promise<number> {
  const body = JSON.stringify({
    version: '4',
    groupKey: key,
    status: 'firing',
    commonLabels: { severity: 'warning', service: 'checkout' },
    commonAnnotations: { summary: `API: 5xx rate of ${key}`, description: 'x'.repeat(300) },
    externalURL: 'https://alertmanager.example',
    alerts: [{ status: 'firing', labels: { service: 'checkout' }, startsAt: '2026-11-22T09:01:00Z' }],
  });
  return new Promise((resolve) => {
    const outgoing = request(
      url,
      {
        method: 'POST',
        agent,
        headers: {
          authorization: `Bearer ${TOKEN}`,
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
        },
      },
      (response) => {
        response.resume().on('end', () => resolve(response.statusCode ?? 0));
      },
    );
    outgoing.on('error', () => resolve(0));
    outgoing.end(body);
  });
}
