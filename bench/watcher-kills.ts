import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseActiveContent } from '../src/deadlines/active-content.ts';
import { deadlinesOf } from '../src/deadlines/all-deadlines.ts';
import { reminderThresholdsOf } from '../src/deadlines/deadline.ts';
import { reminderId } from '../src/deadlines/reminders.ts';
import { HOUR } from '../src/time/duration.ts';
import type { Duration } from '../src/time/duration.ts';
import { formatInstant } from '../src/time/instant.ts';
import type { Instant } from '../src/time/instant.ts';
import { parseMarkerKeys } from '../src/text/comment-marker.ts';
import { REMINDER_MARKER } from '../src/reminders/facts.ts';
import { startHub } from '../test/github-emulator/emulator.ts';
import type { Hub } from '../test/github-emulator/emulator.ts';

const FAST_CLOCK = new URL('fast-clock.ts', import.meta.url).href;
const RIGHTS = { contents: 'write', issues: 'write', 'pull-requests': 'write', actions: 'write' } as const;
/** An unlucky start lasts as long as an unhurried one on a busy machine, in milliseconds. */
const START_LIMIT_MS = 60_000;

/** How often the person looks at the issues, in milliseconds. */
const WORK_INTERVAL_MS = 2000;

const FILES = {
  'status.yaml': 'name: Shop\nurl: https://shop.example/status\npolicy: own\n',
  'policies/own.yaml': `name: Own
severities:
  sev-1: { name: Bad, impact: major, updates: { due: 1h, late: 2h }, escalation: [lead, boss] }
roles: { lead: { name: Lead }, boss: { name: Boss } }
timestamps: { tolerance: 24h, clock-skew: 5m }
`,
  'components/checkout.md': '---\nname: Checkout\n---\n',
};

export interface KillOptions {
  /** The file that Node runs: the command's source, or as the package has it. */
  readonly entry: string;
  /** At least this many kills… */
  readonly kills: number;
  /** … over at least this much simulated time. */
  readonly duration: Duration;
  readonly incidents: number;
  /** How many times faster than the machine's the watcher's clock runs. */
  readonly rate: number;
  readonly seed: number;
  /** Whether the watcher also keeps GitHub up to date; without it, a life is shorter. */
  readonly github: boolean;
  /** The longest life of a watcher that isn't killed while it starts, in milliseconds of this computer. */
  readonly longestLife: Duration;
  /** When to stop all the same, in milliseconds of this computer. */
  readonly limit: Duration;
  readonly log: (line: string) => void;
}

export interface KillResult {
  readonly kills: number;
  /** Kills before the watcher had read anything. */
  readonly killsAtStart: number;
  readonly simulated: Duration;
  /** How many reminders were due. */
  readonly due: number;
  /** Ids, once for each place where they are missing or repeated: `printed` or `on GitHub`. */
  readonly missed: readonly string[];
  readonly twice: readonly string[];
  /** Printed with the remark that they may be repeated. */
  readonly marked: number;
  readonly issues: number;
  readonly incidents: number;
  readonly warnings: readonly string[];
}

interface Watcher {
  readonly process: ChildProcess;
  readonly dead: Promise<void>;
}

interface OpenIncident {
  readonly id: string;
  readonly times: Instant[];
}

/**
 * Runs a watcher against real git and an emulated GitHub, and kills it and its children (SIGKILL) again and again at random
 * moments. Incidents get their next update when the last reminder of the one before was posted, as a person would do it.
 */
export async function killWatcher(options: KillOptions): Promise<KillResult> {
  const { rate, incidents, duration, github, log } = options;
  const random = createRandom(options.seed);
  const hub = await startHub({ files: FILES });
  // The emulator counts by its own clock, on which the simulated days are a few minutes.
  hub.settings.jobRequestsPerHour = Infinity;
  const folder = await mkdtemp(join(tmpdir(), 'candor-kills-'));
  const start = Date.now();
  const now = (): Instant => start + (Date.now() - start) * rate;
  const token = hub.token({ login: 'amina', permissions: RIGHTS });
  const root = await hub.clone(token);
  const [printed, warned] = [join(folder, 'printed.jsonl'), join(folder, 'warned.txt')];
  const env = {
    ...process.env,
    ...hub.env(token),
    FAST_CLOCK: `${rate}:${start}`,
    GITHUB_ACTIONS: '',
    NODE_COMPILE_CACHE: join(folder, 'compiled'),
    NO_COLOR: '1',
  };
  const expected = new Set<string>();
  const started: OpenIncident[] = [];
  const ended: OpenIncident[] = [];
  let [kills, killsAtStart, workAt] = [0, 0, 0];
  let child: Watcher | undefined;
  try {
    const readSaid = async (): Promise<Set<string>> =>
      github ? readPosted(hub) : new Set((await readPrinted(printed)).ids);
    const work = async (): Promise<void> => {
      const nextStart = start + (duration / incidents) * (started.length + ended.length);
      if (started.length + ended.length < incidents && now() >= nextStart) {
        const at = wholeSecond(now());
        const incident = { id: `incident-${started.length + ended.length}`, times: [at] };
        started.push(incident);
        await publish(hub, incident, false);
      }
      const said = await readSaid();
      for (const incident of [...started]) {
        const reached = reachedIds(incident, now());
        const last = `#step-1`;
        const id = reached.find((one) => one.includes('next-update') && one.endsWith(last));
        if (id === undefined || !said.has(id)) continue;
        for (const one of reached) expected.add(one);
        const isOver = incident.times.length >= 3;
        incident.times.push(wholeSecond(now()));
        await publish(hub, incident, isOver);
        if (isOver) ended.push(...started.splice(started.indexOf(incident), 1));
      }
    };
    while (kills < options.kills || now() - start < duration || started.length > 0) {
      // Counted before the start: this process may be busy while the watcher starts.
      const starts = await countStarts(warned);
      child = await startWatcher(env, root, { entry: options.entry, printed, warned, github });
      const isEarly = random() < 0.4;
      const life = random() * (isEarly ? Math.min(1500, options.longestLife) : options.longestLife);
      if (!isEarly) await untilRunning(warned, child, starts);
      const endAt = Date.now() + life;
      do {
        if (Date.now() >= workAt) {
          // A hurried machine may time out; a person looks again.
          await work().catch((error: unknown) => log(`Could not look: ${String(error)}`));
          workAt = Date.now() + WORK_INTERVAL_MS;
        }
        await wait(Math.max(0, Math.min(100, endAt - Date.now())));
      } while (Date.now() < endAt);
      const wasAlive = await kill(child);
      // It ends when no incident is open.
      if (!wasAlive) continue;
      kills += 1;
      if (isEarly) killsAtStart += 1;
      if (kills % 10 === 0)
        log(`${kills} kills, ${Math.round((now() - start) / HOUR)} h, ${expected.size} reminders were due`);
      if (Date.now() - start > options.limit) break;
    }
    // The last watcher finishes what is left.
    child = await startWatcher(env, root, { entry: options.entry, printed, warned, github });
    for (const giveUpAt = Date.now() + START_LIMIT_MS; Date.now() < giveUpAt; await wait(500)) {
      const said = await readSaid();
      const lines = await readPrinted(printed);
      if ([...expected].every((id) => said.has(id) && lines.ids.includes(id))) break;
    }
    await kill(child);
    const { ids, marked } = await readPrinted(printed);
    const posted = [...(await readComments(hub))];
    const deleted = hub.requests.filter(({ operation }) => operation === 'issues/delete-comment').length;
    const places: (readonly [string, readonly string[]])[] = [
      ['printed', ids],
      ...(github ? [['on GitHub', posted] as const] : []),
    ];
    const countOf = (list: readonly string[], id: string): number => list.filter((one) => one === id).length;
    return {
      ...{ kills, killsAtStart, simulated: now() - start, due: expected.size, marked },
      missed: places.flatMap(([place, list]) =>
        [...expected].filter((id) => countOf(list, id) === 0).map((id) => `${id} (${place})`),
      ),
      twice: [
        ...places.flatMap(([place, list]) =>
          [...new Set(list)].filter((id) => countOf(list, id) > 1).map((id) => `${id} (${place})`),
        ),
        ...(deleted > 0 ? [`${deleted} comments were deleted as repeated (on GitHub)`] : []),
      ],
      issues: (await hub.issues()).length,
      incidents: started.length + ended.length,
      warnings: (await readFile(warned, 'utf8')).split('\n').filter((line) => !/^(?:Watching|$)/.test(line)),
    };
  } finally {
    if (child) await kill(child);
    await hub.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** As a service manager does it: output is appended to files. */
async function startWatcher(
  env: NodeJS.ProcessEnv,
  root: string,
  { entry, printed, warned, github }: Record<'entry' | 'printed' | 'warned', string> & { github: boolean },
): Promise<Watcher> {
  const [out, err] = await Promise.all([open(printed, 'a'), open(warned, 'a')]);
  const args = [
    '--import',
    FAST_CLOCK,
    entry,
    'deadlines',
    '--watch',
    ...(github ? ['--github'] : []),
    '--root',
    root,
  ];
  const child = spawn(process.execPath, [...args, '--every', '5m', '--format', 'json'], {
    env,
    detached: true,
    stdio: ['ignore', out.fd, err.fd],
  });
  const dead = new Promise<void>((resolve) => child.on('close', () => resolve()));
  await Promise.all([out.close(), err.close()]);
  return { process: child, dead };
}

/** Kills a watcher and its children. False if it had ended before. */
async function kill({ process: watcher, dead }: Watcher): Promise<boolean> {
  if (watcher.exitCode !== null || watcher.signalCode !== null) return false;
  try {
    process.kill(-watcher.pid!, 'SIGKILL');
  } catch {
    return false;
  }
  await dead;
  return watcher.signalCode === 'SIGKILL';
}

async function countStarts(warned: string): Promise<number> {
  const text = await readFile(warned, 'utf8').catch(() => '');
  return text.split('Watching ').length;
}

/** Returns also if the watcher has ended because no incident is open. */
async function untilRunning(
  warned: string,
  child: { readonly process: ChildProcess },
  before: number,
): Promise<void> {
  for (const giveUpAt = Date.now() + START_LIMIT_MS; (await countStarts(warned)) === before; await wait(50)) {
    const { exitCode } = child.process;
    if (exitCode === 0) return;
    if (Date.now() > giveUpAt || exitCode !== null) {
      const lines = (await readFile(warned, 'utf8')).trimEnd().split('\n');
      throw new Error(`The watcher did not start (exit code ${exitCode}): ${lines.slice(-5).join(' | ')}`);
    }
  }
}

function incidentText({ times }: OpenIncident, isOver: boolean): string {
  const sections = times.map((at, index) => {
    const phase =
      isOver && index === times.length - 1 ? 'resolved' : index === 0 ? 'investigating' : 'update';
    return `\n## ${formatInstant(at)} ${phase}\n\nWords.\n`;
  });
  return `---\ntitle: Down\nseverity: sev-1\ncomponents: { checkout: degraded }\ndetected: ${formatInstant(times[0]!)}\n---\n${sections.join('')}`;
}

async function publish(hub: Hub, incident: OpenIncident, isOver: boolean): Promise<void> {
  await hub.seed({ [`incidents/${incident.id}.md`]: incidentText(incident, isOver) });
}

/** The reminders of an open incident whose times have come. */
function reachedIds(incident: OpenIncident, now: Instant): string[] {
  const source = (path: string, text: string) => ({ path, text });
  const content = parseActiveContent(
    {
      site: source('status.yaml', FILES['status.yaml']),
      policies: [source('policies/own.yaml', FILES['policies/own.yaml'])],
      components: [source('components/checkout.md', FILES['components/checkout.md'])],
      incidents: [source(`incidents/${incident.id}.md`, incidentText(incident, false))],
      postmortems: [],
      unread: [],
    },
    -Infinity,
  );
  return deadlinesOf(content.siteContext!, content.incidents, content.evidence, now).flatMap((deadline) =>
    reminderThresholdsOf(deadline)
      .filter(({ at }) => at <= now)
      .map((threshold) => reminderId(deadline, threshold)),
  );
}

async function readComments(hub: Hub): Promise<string[]> {
  const { octokit, at } = await hub.as({ login: 'amina' });
  const issues = await hub.issues();
  const lists = issues.map(({ number }) =>
    octokit.paginate(octokit.rest.issues.listComments, {
      ...at,
      issue_number: Number(number),
      per_page: 100,
    }),
  );
  const comments = (await Promise.all(lists)).flat();
  return comments
    .flatMap(({ body }) => parseMarkerKeys(body ?? '', REMINDER_MARKER))
    .filter((id) => !id.includes('/over/'));
}

async function readPosted(hub: Hub): Promise<Set<string>> {
  return new Set(await readComments(hub));
}

interface PrintedLine {
  readonly event: string;
  readonly repeated?: boolean;
  readonly boundary: { readonly key: string };
  readonly missed: readonly string[];
  readonly deadline: { readonly id: string };
}

/** What was printed; a line that a kill cut off is an error. */
async function readPrinted(file: string): Promise<{ ids: string[]; marked: number }> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const lines = text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as PrintedLine)
    .filter(({ event }) => event === 'boundary');
  return {
    ids: lines.flatMap(({ boundary, missed, deadline }) =>
      [...missed, boundary.key].map((key) => `${deadline.id}#${key}`),
    ),
    marked: lines.filter(({ repeated }) => repeated === true).length,
  };
}

function wholeSecond(instant: Instant): Instant {
  return Math.floor(instant / 1000) * 1000;
}

/** Numbers from 0 to 1 that depend only on the seed (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
