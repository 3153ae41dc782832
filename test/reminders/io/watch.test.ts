import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, test } from 'vitest';
import { formatInstant } from '../../../src/time/instant.ts';
import { CANDOR } from '../../support/run.ts';

const SITE = 'name: A\nurl: https://a.example\npolicy: own\n';
const POLICY = `name: Own
severities:
  s1: { name: Bad, impact: major, updates: { due: 2s, late: 4s }, escalation: [lead, boss] }
roles: { lead: { name: Lead }, boss: { name: Boss } }
`;
/** A reminder is sent at most this long after its time, in milliseconds. */
const PROMPT = 2000;

const made: string[] = [];
afterAll(() => made.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

function temporary(): string {
  const folder = mkdtempSync(join(tmpdir(), 'candor-watch-'));
  made.push(folder);
  return folder;
}

async function content(root: string): Promise<void> {
  for (const folder of ['incidents', 'policies']) await mkdir(join(root, folder), { recursive: true });
  await writeFile(join(root, 'status.yaml'), SITE);
  await writeFile(join(root, 'policies/own.yaml'), POLICY);
}

/** An incident with updates at these times, in milliseconds, each a phase. */
function incident(updates: readonly (readonly [number, string])[]): string {
  const sections = updates.map(([at, phase]) => `## ${formatInstant(at)} ${phase}\n\nWords.\n`);
  return `---\ntitle: One\nseverity: s1\ncomponents: { shop: degraded }\ndetected: ${formatInstant(updates[0]![0])}\n---\n\n${sections.join('\n')}`;
}

/** A time as an update's id has it. */
const stamp = (at: number): string => formatInstant(at).replaceAll(/[-:]/g, '');
/** The second that is now, as files write it. */
const second = (): number => Math.floor(Date.now() / 1000) * 1000;
const sleep = (time: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, time));

interface Line {
  readonly event: string;
  readonly spoken: string;
  readonly boundary: { readonly key: string; readonly at: string };
  readonly missed: readonly string[];
  readonly deadline: {
    readonly id: string;
    readonly state: string;
    readonly ask: readonly { readonly key: string }[];
  };
  readonly open: number;
}

function startWatch(root: string, ...options: string[]) {
  const child = spawn(process.execPath, [
    CANDOR,
    'deadlines',
    '--watch',
    '--root',
    root,
    '--format',
    'json',
    ...options,
  ]);
  const lines: Line[] = [];
  let text = '';
  let err = '';
  child.stderr.setEncoding('utf8').on('data', (more: string) => (err += more));
  child.stdout.setEncoding('utf8').on('data', (more: string) => {
    text += more;
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n')) {
      lines.push(JSON.parse(text.slice(0, at)) as Line);
      text = text.slice(at + 1);
    }
  });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const until = async (isThere: () => boolean, what: string): Promise<void> => {
    for (let tries = 0; !isThere(); tries += 1) {
      if (tries > 500) throw new Error(`waited for ${what}; heard ${JSON.stringify(lines)} ${err}`);
      await sleep(50);
    }
  };
  return {
    child,
    lines,
    ended,
    until,
    err: () => err,
    heard: () => lines.map((line) => line.boundary?.key ?? line.event),
  };
}

function lag({ spoken, boundary }: Line): number {
  return Date.parse(spoken) - Date.parse(boundary.at);
}

/** An update of a minute ago: a watch that starts has one line to say at once, and then waits. */
const longAgo = (): readonly [number, string] => [second() - 60_000, 'investigating'];

describe.concurrent('V12.2 V10.1 the watch, in real seconds', () => {
  test('sends each reminder once and on time, re-plans when a file changes, survives a kill, and ends', async ({
    expect,
  }) => {
    const root = temporary();
    await content(root);
    const state = join(root, 'clock-state.json');
    const file = join(root, 'incidents/one.md');
    const old = longAgo();
    await writeFile(file, incident([old]));
    const one = startWatch(root, '--state', state, '--for', '60s');
    await one.until(() => one.lines.length === 1, 'what is late at once');
    expect(one.heard()).toEqual(['step-1']);

    const first = second() + 1000;
    await writeFile(file, incident([old, [first, 'update']]));
    await one.until(() => one.lines.length === 3, 'late');
    expect(one.heard()).toEqual(['step-1', 'due', 'late']);
    expect(one.lines[2]!.deadline.ask.map(({ key }) => key)).toEqual(['lead']);

    const next = second() + 1000;
    await writeFile(file, incident([old, [first, 'update'], [next, 'update']]));
    await one.until(() => one.lines.length === 4, 'the next due');
    // It sends, then stores: a kill between the two would send the reminder once more.
    const remembered = `${one.lines[3]!.deadline.id}#due`;
    const isRemembered = (): boolean =>
      remembered in (JSON.parse(readFileSync(state, 'utf8')) as { said: Record<string, string> }).said;
    await one.until(isRemembered, 'what it said, on disk');
    one.child.kill('SIGKILL');
    await one.ended;
    expect(one.heard()).toEqual(['step-1', 'due', 'late', 'due']);
    expect(one.lines[3]!.deadline.id).toContain(stamp(next));
    for (const line of one.lines.slice(1)) expect(lag(line)).toBeLessThan(PROMPT);

    await sleep(Math.max(0, next + 6200 - Date.now()));
    const two = startWatch(root, '--state', state, '--for', '60s');
    await two.until(() => two.lines.length === 1, 'what was missed');
    expect(two.heard()).toEqual(['step-1']);
    expect(two.lines[0]!.missed).toEqual(['late']);
    await writeFile(file, incident([old, [first, 'update'], [next, 'update'], [second(), 'resolved']]));
    expect(await two.ended).toBe(0);
    expect(two.heard()).toEqual(['step-1', 'nothing-open']);
    expect(JSON.parse(readFileSync(state, 'utf8')).version).toBe(1);
  });

  test('a clone notices what another one pushes, and touches no work tree', async ({ expect }) => {
    const folder = temporary();
    const names = ['-c', 'user.name=A', '-c', 'user.email=a@a.example', '-c', 'init.defaultBranch=main'];
    const git = (where: string, ...args: string[]): string =>
      execFileSync('git', [...names, ...args], {
        cwd: join(folder, where),
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      });
    git('.', 'init', '--bare', 'hub');
    git('.', 'clone', 'hub', 'writer');
    const writer = join(folder, 'writer');
    await content(writer);
    const publish = async (updates: readonly (readonly [number, string])[]): Promise<void> => {
      await writeFile(join(writer, 'incidents/one.md'), incident(updates));
      git('writer', 'add', '-A');
      git('writer', 'commit', '-m', 'Tell customers');
      git('writer', 'push', 'origin', 'HEAD:main');
    };
    const old = longAgo();
    await publish([old]);
    git('.', 'clone', 'hub', 'watcher');
    const head = git('watcher', 'rev-parse', 'HEAD');
    await writeFile(join(folder, 'watcher/status.yaml'), 'in the middle of: [an edit');

    const watch = startWatch(join(folder, 'watcher'), '--every', '1s', '--for', '60s');
    await watch.until(() => watch.lines.length === 1, 'what is late at once');
    const next = second() + 3000;
    await publish([old, [next, 'identified']]);
    await watch.until(() => watch.lines.length === 2, 'the pushed update’s due');
    expect(watch.heard()).toEqual(['step-1', 'due']);
    expect(watch.lines[1]!.deadline.id).toContain(stamp(next));
    expect(lag(watch.lines[1]!)).toBeLessThan(PROMPT);
    await publish([old, [next, 'identified'], [second(), 'resolved']]);
    expect(await watch.ended).toBe(0);
    expect(watch.heard().at(-1)).toBe('nothing-open');
    expect(git('watcher', 'rev-parse', 'HEAD')).toBe(head);
    expect(git('watcher', 'status', '--porcelain')).toBe(' M status.yaml\n');
    expect(watch.err()).toBe('Watching origin/main.\n');
  });

  test('a remote that does not answer is said once, and its last known state counts', async ({ expect }) => {
    const folder = temporary();
    const [hub, watcher] = [join(folder, 'hub'), join(folder, 'watcher')];
    const git = (...args: string[]): void =>
      void execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@a.example', ...args], {
        stdio: 'ignore',
      });
    await content(hub);
    await writeFile(join(hub, 'incidents/one.md'), incident([longAgo()]));
    git('init', '-b', 'main', hub);
    git('-C', hub, 'add', '-A');
    git('-C', hub, 'commit', '-m', 'Begin');
    git('clone', hub, watcher);
    rmSync(hub, { recursive: true });
    const watch = startWatch(watcher, '--every', '1s', '--for', '6s');
    expect(await watch.ended).toBe(3);
    expect(watch.heard()).toEqual(['step-1', 'restarted']);
    expect(watch.err().match(/Could not fetch .+, using its last known state/g)).toHaveLength(1);
  });

  test('hands over before its time is up, with exit code 3, and the next one repeats nothing', async ({
    expect,
  }) => {
    const root = temporary();
    await content(root);
    await writeFile(join(root, 'incidents/one.md'), incident([[second() - 60_000, 'investigating']]));
    const began = Date.now();
    const one = startWatch(root, '--state', join(root, 'state.json'), '--for', '8s');
    expect(await one.ended).toBe(3);
    expect(Date.now() - began).toBeLessThan(8000);
    expect(one.heard()).toEqual(['step-1', 'restarted']);
    expect(one.lines[1]!.open).toBe(1);
    const two = startWatch(root, '--state', join(root, 'state.json'), '--for', '2s');
    expect(await two.ended).toBe(3);
    expect(two.heard()).toEqual(['restarted']);
  });

  test('a file that can’t be read any more keeps its last word; a signal hands over', async ({ expect }) => {
    const root = temporary();
    await content(root);
    const file = join(root, 'incidents/one.md');
    const old = longAgo();
    await writeFile(file, incident([old]));
    const watch = startWatch(root, '--state', join(root, 'state.json'));
    await watch.until(() => watch.lines.length === 1, 'what is late at once');
    await writeFile(file, incident([old, [second() + 1000, 'update']]));
    await watch.until(() => watch.heard().includes('due'), 'due');
    await writeFile(file, 'half a fi');
    await watch.until(() => watch.heard().includes('late'), 'late');
    expect(watch.err()).toContain("incidents/one.md can't be parsed; using its last valid version.");
    watch.child.kill('SIGTERM');
    expect(await watch.ended).toBe(3);
  });

  test('nothing open: it ends at once; no site: it could not run', async ({ expect }) => {
    const root = temporary();
    await content(root);
    const watch = startWatch(root);
    expect(await watch.ended).toBe(0);
    expect(watch.heard()).toEqual(['nothing-open']);
    const none = startWatch(temporary());
    expect(await none.ended).toBe(2);
  });
});
