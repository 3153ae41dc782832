import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { incidentText } from '../support/incident-content.ts';
import { CANDOR } from '../support/run.ts';

const SEV1 = 'severity: sev-1\ndetected: 09:00\ninternal:\n  commander: "@amina"\n  acknowledged: 09:02';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'candor-deadlines-'));
  for (const folder of ['incidents', 'policies', 'postmortems']) await mkdir(join(root, folder));
  await put('status.yaml', 'name: A\nurl: https://a.example\npolicy: own\ntimezone: Africa/Lagos\n');
  await put('policies/own.yaml', 'name: Own\nextends: vayva\nsop-review: { last: 2026-11-01 }\n');
});
afterEach(() => rm(root, { recursive: true }));

const put = (path: string, text: string): Promise<void> => writeFile(join(root, path), text);

function runDeadlines(...options: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [CANDOR, 'deadlines', '--root', root, ...options], (error, out, err) => {
      resolve({ code: error ? Number(error.code) : 0, out, err });
    });
  });
}

test('V12.2 the table shows what is late, due and soon, in the company’s time, and who to ask', async () => {
  await put('incidents/one.md', incidentText(SEV1, ['09:10 investigating']));
  const late = await runDeadlines('--now', '2026-11-22T09:52Z');
  expect(late).toMatchObject({ code: 1, err: '' });
  expect(late.out).toBe(`10:52 in Africa/Lagos (UTC+01:00), 2026-11-22T09:52Z
late  27 min late  by 10:25  Internal update (V4.1)      one
      ask: Incident commander @amina, Everybody in the company, Engineering lead, CEO, step 4 of 4
late  12 min late  by 10:40  Next public update (V12.2)  one
      ask: Incident commander @amina, Everybody in the company, step 1 of 4
2 late, 0 due, 0 soon, 1 further ahead.
`);
  const fine = await runDeadlines('--now', '2026-11-22T09:18Z');
  expect(fine.code).toBe(0);
  expect(fine.out).toContain('soon  in 7 min  10:25 to 10:40  Next public update (V12.2)');
});

test('V8.1 a postmortem’s file is all that its deadline waits for', async () => {
  await put('incidents/one.md', incidentText(SEV1, ['09:10 investigating', '10:00 resolved']));
  expect((await runDeadlines('--now', '2026-11-25T09:52Z')).out).toContain('Postmortem (V8.1)');
  await put('postmortems/one.md', '# One\n');
  expect((await runDeadlines('--now', '2026-11-25T09:52Z')).out).not.toContain('Postmortem (V8.1)');
});

test('JSON carries everything, times in UTC', async () => {
  await put('incidents/one.md', incidentText(SEV1, ['09:10 investigating']));
  const { code, out } = await runDeadlines('--now', '2026-11-22T09:26Z', '--format', 'json', '--all');
  expect(code).toBe(1);
  const report = JSON.parse(out);
  expect(report).toMatchObject({
    version: 1,
    now: '2026-11-22T09:26Z',
    zone: 'Africa/Lagos',
    policy: 'own',
    ahead: 0,
    unread: [],
  });
  expect(report.deadlines.map(({ kind, state }: Record<string, string>) => `${kind} ${state}`)).toEqual([
    'internal-update late',
    'next-update due',
    'sop-review ahead',
  ]);
  expect(report.deadlines[1]).toEqual({
    id: 'one/next-update/20261122T0910Z',
    kind: 'next-update',
    clause: 'V12.2',
    incident: 'one',
    drill: false,
    awaits: 'Next public update',
    from: { at: '2026-11-22T09:10Z', what: 'the last public update' },
    soon: '2026-11-22T09:17:30Z',
    due: '2026-11-22T09:25Z',
    late: '2026-11-22T09:40Z',
    state: 'due',
    lateFor: 0,
    step: null,
    path: ['all-hands', 'incident-commander', 'engineering-lead', 'ceo'],
    ask: [{ key: 'incident-commander', name: 'Incident commander', people: ['@amina'] }],
    reminders: [
      { key: 'due', at: '2026-11-22T09:25Z' },
      { key: 'late', at: '2026-11-22T09:40Z' },
      { key: 'step-1', at: '2026-11-22T09:55Z' },
      { key: 'step-2', at: '2026-11-22T10:10Z' },
      { key: 'step-3', at: '2026-11-22T10:25Z' },
    ],
    note: null,
  });
});

test('U6.4 drills wait for nothing unless they are asked for', async () => {
  await put('incidents/one.md', incidentText(`drill: true\n${SEV1}`, ['09:10 investigating']));
  expect(await runDeadlines('--now', '2026-11-22T10:52Z')).toMatchObject({ code: 0 });
  const drills = await runDeadlines('--now', '2026-11-22T10:52Z', '--drills');
  expect(drills.code).toBe(1);
  expect(drills.out).toContain('one (drill)');
});

test('exit code 2 where it could not run, with the reason in one line', async () => {
  expect(await runDeadlines('--format', 'pdf')).toMatchObject({
    code: 2,
    out: '',
    err: 'Invalid --format "pdf": expected terminal or json.\n',
  });
  expect(await runDeadlines('--now', 'noon')).toMatchObject({ code: 2, out: '' });
  await put('status.yaml', 'name: A\npolicy: own\n');
  const { code, out, err } = await runDeadlines();
  expect({ code, out, lines: err.trim().split('\n').length }).toEqual({ code: 2, out: '', lines: 1 });
  expect(err).toContain('status.yaml:1: "url" is missing.');
});

test('a file that can’t be read is named', async () => {
  await put('incidents/one.md', incidentText(SEV1, ['09:10 investigating', '09:20 resolvd']));
  const { code, out } = await runDeadlines('--now', '2026-11-22T10:52Z');
  expect(code).toBe(0);
  expect(out).toContain("incidents/one.md can't be parsed: its deadlines are not shown.");
});
