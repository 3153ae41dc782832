import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { runScript } from '../src/cli/run-candor.ts';
import { ENGINE_ROOT } from '../src/files/engine.ts';
import { cpuTime } from './cpu-time.ts';

const CANDOR = join(ENGINE_ROOT, 'lib', 'candor.js');
const ID = '2026-11-22-checkout';
const at = (time: string): string[] => ['--now', `2026-11-22T${time}Z`];

const FILES: Readonly<Record<string, string>> = {
  'status.yaml':
    'name: Shop\nurl: https://shop.example/status\npolicy: vayva\ntimezone: Africa/Lagos\npeople: { incident-commander: ["@amina"], engineering-lead: ["@tunde"] }\n',
  'components/checkout.md': '---\nname: Checkout\n---\n\nPaying for an order.\n',
  'components/orders.md': '---\nname: Orders\n---\n\nReading and changing orders.\n',
};

const OPEN = ['open', '--severity', 'sev-2', '--component', 'checkout', '--impact', 'failed payments'];
const RESOLVE = ['resolve', '--cause', 'A release.', '--fix', 'rollback', '--tested', 'staging'];

type State = 'nothing' | 'open' | 'monitored';

/** The five commands that are used most at night, each with the state that it starts from. */
const COMMANDS: readonly (readonly [name: string, state: State, args: readonly string[]])[] = [
  ['first post', 'nothing', [...OPEN, ...at('09:10')]],
  ['no change', 'open', ['update', '--no-change', ...at('09:40')]],
  ['resolve', 'monitored', [...RESOLVE, '--verified', 'all', ...at('10:30')]],
  ['false alarm', 'open', ['withdraw', ...at('09:20')]],
  [
    'maintenance',
    'nothing',
    [
      ...['open', '--kind', 'maintenance', '--component', 'checkout', '--text', 'Checkout will be slow.'],
      ...['--starts', '2026-11-25T01:00Z', '--ends', '2h', ...at('09:10')],
    ],
  ],
];

const ENVIRONMENT = {
  ...{ GIT_AUTHOR_NAME: 'Bola', GIT_AUTHOR_EMAIL: 'bola@shop.example' },
  ...{ GIT_COMMITTER_NAME: 'Bola', GIT_COMMITTER_EMAIL: 'bola@shop.example' },
};

await runScript(
  'npm run bench:response --',
  {
    summary: 'Measures the machine time of a responder’s commands, in seconds and in times of "node -e 0".',
    description:
      'Each command runs in a copy of a small checkout whose remote is a folder, in turn with "node -e 0". The goal is 19 times. The processor\'s time is that of all processes of a command, which depends less on what else the machine does. Build lib/ first: npm run build:package.',
    options: { runs: { value: 'N', default: '5', help: 'how often to measure' } },
    exitCodes: { 0: 'done', 1: 'a command failed', 2: 'the script could not run' },
  },
  (values) => {
    const folder = mkdtempSync(join(tmpdir(), 'candor-bench-'));
    try {
      return Promise.resolve(measureAll(folder, Number(values.runs)));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);

function measureAll(folder: string, runs: number): number {
  const templates = new Map(
    (['nothing', 'open', 'monitored'] as const).map((state) => [state, makeTemplate(folder, state)]),
  );
  process.stdout.write('command       seconds  node -e 0  times  processor  git processes\n');
  for (const [name, state, args] of COMMANDS) {
    const seconds: number[] = [];
    const bare: number[] = [];
    let processes = 0;
    const processor = { command: 0, bare: 0 };
    for (let run = 0; run < runs; run++) {
      const root = copyOf(templates.get(state)!, join(folder, `${name}-${run}`));
      const started = cpuTime();
      bare.push(timed(() => void execFileSync(process.execPath, ['-e', '0'])));
      const between = cpuTime();
      const trace = join(folder, `${name}-${run}.trace`);
      let code: number | null = 0;
      seconds.push(timed(() => (code = candor(root, args, run === 0 ? { GIT_TRACE2_EVENT: trace } : {}))));
      if (code !== 0) return 1;
      processor.bare += between - started;
      processor.command += cpuTime() - between;
      if (run === 0) processes = countProcesses(trace);
    }
    const [taken, base] = [median(seconds), median(bare)];
    process.stdout.write(
      `${name.padEnd(13)} ${taken.toFixed(2).padStart(7)} ${base.toFixed(3).padStart(10)} ${(taken / base).toFixed(1).padStart(6)} ${(processor.command / processor.bare).toFixed(1).padStart(10)} ${String(processes).padStart(14)}\n`,
    );
  }
  return 0;
}

function countProcesses(trace: string): number {
  return readFileSync(trace, 'utf8').split('"event":"start"').length - 1;
}

function makeTemplate(folder: string, state: State): string {
  const home = join(folder, `template-${state}`);
  const root = join(home, 'checkout');
  const remote = join(home, 'remote.git');
  git(folder, 'init', '-q', '-b', 'main', root);
  git(folder, 'init', '-q', '--bare', '-b', 'main', remote);
  for (const [path, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  git(root, 'add', '.');
  git(root, 'commit', '-q', '-m', 'Begin');
  git(root, 'remote', 'add', 'origin', remote);
  git(root, 'push', '-q', 'origin', 'main');
  if (state === 'nothing') return home;
  candor(root, [...OPEN, ...at('09:10')]);
  if (state === 'monitored') candor(root, ['update', '--phase', 'monitoring', ...at('09:30')]);
  git(root, 'push', '-q', 'origin', `incident/${ID}:main`);
  return home;
}

function copyOf(template: string, folder: string): string {
  cpSync(template, folder, { recursive: true });
  const root = join(folder, 'checkout');
  git(root, 'remote', 'set-url', 'origin', join(folder, 'remote.git'));
  return root;
}

function git(folder: string, ...args: string[]): void {
  execFileSync('git', args, { cwd: folder, env: { ...process.env, ...ENVIRONMENT } });
}

/** The exit code; what it prints is shown if that is not 0. */
function candor(root: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): number | null {
  const ran = spawnSync(process.execPath, [CANDOR, 'incident', ...args], {
    cwd: root,
    env: { ...process.env, ...ENVIRONMENT, ...env },
    encoding: 'utf8',
  });
  if (ran.status !== 0) process.stderr.write(ran.stdout + ran.stderr);
  return ran.status;
}

/** In seconds. */
function timed(work: () => void): number {
  const start = performance.now();
  work();
  return (performance.now() - start) / 1000;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
