import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { incidentText } from '../support/incident-content.ts';
import { CANDOR } from '../support/run.ts';

const FRONT =
  'severity: sev-1\ndetected: 09:00\ninternal:\n  commander: "@amina"\n  acknowledged: 09:02\n  fixed: 09:40';
const UPDATES = ['09:04 investigating', '09:30 identified', '09:42 monitoring', '10:11 resolved'];

const root = mkdtempSync(join(tmpdir(), 'candor-record-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

async function put(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
}

function commit(time: string): void {
  const env = { ...process.env, GIT_COMMITTER_DATE: time, GIT_AUTHOR_DATE: time };
  const git = (...args: string[]): void =>
    void execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@a.example', ...args], {
      cwd: root,
      env,
      stdio: 'ignore',
    });
  git('add', '-A');
  git('commit', '-m', 'Publish');
}

function run(script: string, ...options: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [CANDOR, script, ...options, '--root', root], (error, out, err) => {
      resolve({ code: error ? Number(error.code) : 0, out, err });
    });
  });
}

beforeAll(async () => {
  execFileSync('git', ['init', '-b', 'main', root], { stdio: 'ignore' });
  const site = 'name: A\nurl: https://a.example\npolicy: own\ntimezone: Africa/Lagos\n';
  const policy = 'name: Own\nextends: vayva\nsop-review: { last: 2026-11-01 }\ntools: { alerts: One }\n';
  await put('status.yaml', site);
  await put('policies/own.yaml', policy);
  await put('components/checkout.md', '---\nname: Checkout\nslo: 99.99\nsince: 2026-08-01\n---\n');
  commit('2026-11-02T08:00:00Z');
  await put('policies/own.yaml', `# The same.\n${policy}`);
  commit('2026-11-03T08:00:00Z');
  await put('policies/own.yaml', policy.replace('One', 'Another'));
  commit('2026-11-10T08:00:00Z');
  for (const [index, time] of ['09:07', '09:31', '09:43', '10:11'].entries()) {
    await put('incidents/one.md', incidentText(FRONT, UPDATES.slice(0, index + 1)));
    commit(`2026-11-22T${time}:00Z`);
  }
  await put('postmortems/one.md', '# One\n');
  commit('2026-11-23T10:11:00Z');
});

describe('npx candor compliance', () => {
  const now = ['--now', '2026-11-25T12:00Z'];

  test('V12.1 V8.1 one incident: git’s word on when customers could read, and when the review was there', async () => {
    const { code, out, err } = await run('compliance', 'one', ...now);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toBe(`one  Some orders fail
Critical. Began 2026-11-22 10:00, ended 11:11, after 1 h 11 min. Africa/Lagos.
  met   Acknowledged (V1.1)             2 min of 5 min           10:02
  late  First public update (V12.1)     7 min of 5 min           10:07
  met   Public update 2 (V12.2)         27 min of 30 min         10:31
  met   Public update 3 (V12.2)         13 min of 30 min         10:43
  met   Resolved (V12.2)                29 min of 30 min         11:11
  met   Watched after the fix (V7.2)    31 min, at least 30 min  11:11
  met   Resolved after the fix (V12.3)  31 min of 35 min         11:11
  met   Postmortem (V8.1)               24 h of 48 h             2026-11-23 11:11
  Longest silence 28 min, from 10:43 to 11:11.
  7 of 8 met. All publication times are from git.
`);
  });

  test('U6.3 the whole: quarters, the promise, a breached objective as a finding and exit code 1', async () => {
    const { code, out, err } = await run('compliance', ...now);
    expect(code).toBe(0);
    expect(out).toContain('2026-Q4  1 incident: 1 sev-1');
    expect(out).toContain(
      'Of 4 public updates due in the last 90 days, 3 came on time (75 %). All publication times are from git.',
    );
    expect(out).toContain('met  Checkout  99.994 % of 99.99 %  54 % of the budget spent');
    expect(err).toBe('');
    await put('components/checkout.md', '---\nname: Checkout\nslo: 99.999\nsince: 2026-08-01\n---\n');
    const breached = await run('compliance', ...now);
    expect(breached.code).toBe(1);
    expect(breached.err).toContain('components/checkout.md:3:6 error objective (U6.3)');
  });

  test('as JSON, versioned, in UTC and seconds', async () => {
    const one = JSON.parse((await run('compliance', 'one', '--format', 'json', ...now)).out);
    expect(one).toMatchObject({
      version: 1,
      now: '2026-11-25T12:00Z',
      entry: { id: 'one', severity: 'sev-1', began: '2026-11-22T09:00Z' },
    });
    expect(one.entry.measures[1]).toEqual({
      kind: 'first-update',
      what: 'First public update',
      status: 'late',
      by: 'git',
      clause: 'V12.1',
      from: '2026-11-22T09:00Z',
      bound: '2026-11-22T09:05Z',
      given: 300,
      at: '2026-11-22T09:07Z',
      took: 420,
    });
    const whole = JSON.parse((await run('compliance', '--format', 'json', ...now)).out);
    expect(whole.onTimeUpdates).toMatchObject({
      due: 4,
      onTime: 3,
      late: [{ incident: 'one', by: 120 }],
      fromGit: 4,
    });
    expect(whole.objectives[0]).toMatchObject({ component: 'checkout', slo: 99.999, lost: 426 });
    expect((await run('compliance', '--format', 'markdown', ...now)).out).toContain(
      '| First public update | V12.1 | 0 of 1 | 7 min | 7 min |  |',
    );
  });

  test('exit code 2 with the reason: no such incident, no such format', async () => {
    expect(await run('compliance', 'ome')).toMatchObject({
      code: 2,
      out: '',
      err: 'There is no incident "ome". Did you mean "one"?\n',
    });
    expect(await run('compliance', '--format', 'pdf')).toMatchObject({ code: 2, out: '' });
  });
});

describe('npx candor deadlines, with git', () => {
  test('V15.1 a change of the policy’s tools asks for a review; a comment does not', async () => {
    const { out } = await run('deadlines', '--now', '2026-11-16T09:00Z');
    expect(out).toContain('by 2026-11-17 09:00  SOP review after a change of tools (V15.1)');
    expect((await run('deadlines', '--now', '2026-11-16T09:00Z', '--all')).out).not.toContain('roles');
  });

  test('V12.2 --published-times: an update counts from when it was published, where the two differ by too much', async () => {
    const told = incidentText(FRONT, ['09:30 investigating']).replaceAll('2026-11-22', '2026-11-24');
    await put('incidents/two.md', told);
    commit('2026-11-24T09:10:00Z');
    const without = JSON.parse(
      (await run('deadlines', '--now', '2026-11-24T09:20Z', '--all', '--format', 'json')).out,
    );
    const late = (report: typeof without): string =>
      report.deadlines.find(
        ({ kind, incident }: Record<string, string>) => kind === 'next-update' && incident === 'two',
      ).late;
    expect(late(without)).toBe('2026-11-24T10:00Z');
    const withGit = JSON.parse(
      (await run('deadlines', '--now', '2026-11-24T09:20Z', '--all', '--published-times', '--format', 'json'))
        .out,
    );
    expect(late(withGit)).toBe('2026-11-24T09:40Z');
  });
});
