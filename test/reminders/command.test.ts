import { spawn } from 'node:child_process';
import { expect, test } from 'vitest';
import { formatInstant } from '../../src/time/instant.ts';
import { parseMarkerKeys } from '../../src/text/comment-marker.ts';
import { REMINDER_MARKER } from '../../src/reminders/facts.ts';
import { ENGINE_ROOT } from '../../src/files/engine.ts';
import type { Hub } from '../github-emulator/emulator.ts';
import { FILE, ID, RIGHTS, startEvening } from './watched-repository.ts';
import { CLEAN_ENVIRONMENT } from '../support/clean-environment.ts';
import { CANDOR } from '../support/run.ts';

const QUICK = `name: Quick
severities:
  sev-1: { name: Bad, impact: major, updates: { due: 2s, late: 4s }, escalation: [lead, boss] }
roles: { lead: { name: Lead }, boss: { name: Boss } }
`;
const FILES = {
  'status.yaml':
    'name: Shop\nurl: https://shop.example/status\npolicy: quick\npeople: { boss: ["@tunde"] }\n',
  'policies/quick.yaml': QUICK,
};

const second = (): number => Math.floor(Date.now() / 1000) * 1000;
const incident = (...times: number[]): string =>
  `---\ntitle: Down\nseverity: sev-1\ncomponents: { checkout: degraded }\ndetected: ${formatInstant(times[0]!)}\n---\n${times
    .map((time) => `\n## ${formatInstant(time)} investigating\n\nWords.\n`)
    .join('')}`;

/** Runs `npx candor deadlines …` in a clone, as a job would. */
function runDeadlines(root: string, env: Record<string, string>, ...args: string[]) {
  const clean = { ...CLEAN_ENVIRONMENT, NO_COLOR: '1' };
  const script = [CANDOR, 'deadlines'];
  const child = spawn(process.execPath, [...script, '--root', root, ...args], { env: { ...clean, ...env } });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  const ended = new Promise<{ code: number | null; out: string; err: string }>((resolve) =>
    child.on('close', (code) => resolve({ code, out, err })),
  );
  return { child, ended };
}

async function said(hub: Hub): Promise<string[]> {
  const { octokit, at } = await hub.as({ login: 'amina' });
  const { data } = await octokit.rest.issues.listComments({ ...at, issue_number: 1, per_page: 100 });
  return data.flatMap(({ body }) =>
    parseMarkerKeys(body ?? '', REMINDER_MARKER).map((id) => id.replace(`${ID}/`, '')),
  );
}

async function until(what: string, isThere: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await isThere()); tries += 1) {
    if (tries > 150) throw new Error(`waited for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

test(
  'V12.2 V10.1: in real seconds, killed and started again, on a company’s own host: each reminder once',
  { timeout: 120_000 },
  async () => {
    const old = second() - 60_000;
    const { hub } = await startEvening({ ...FILES, [FILE]: incident(old) });
    const root = await hub.clone(hub.token({ permissions: RIGHTS }));
    // A person's token: what they say by it is the tool's own.
    const env = hub.env(hub.token({ login: 'amina' }));
    const one = runDeadlines(root, env, '--watch', '--github', '--every', '1s', '--for', '60s');
    await until(
      'the first words',
      async () => (await hub.issues()).length > 0 && (await said(hub)).length > 0,
    );
    one.child.kill('SIGKILL');
    await one.ended;
    const two = runDeadlines(root, env, '--watch', '--github', '--every', '1s', '--for', '60s');
    const next = second() + 1000;
    await hub.seed({ [FILE]: incident(old, next) });
    const last = `next-update/${formatInstant(next).replaceAll(/[-:]/g, '')}#step-1`;
    await until('the last step', async () => (await said(hub)).includes(last));
    two.child.kill('SIGTERM');
    const ended = await two.ended;
    expect(ended).toMatchObject({ code: 3 });
    expect(ended.out).toMatch(/Handing over: 1 open/);
    const all = await said(hub);
    expect(new Set(all).size).toBe(all.length);
    expect(all.filter((id) => id.includes(formatInstant(next).replaceAll(/[-:]/g, '')))).toEqual(
      ['due', 'late', 'step-1'].map((key) => last.replace('step-1', key)),
    );
    expect(await hub.issues()).toHaveLength(1);
    hub.assertClean();
  },
);

test(
  '--dry-run says what would be done and does none of it; once without it does it',
  { timeout: 120_000 },
  async () => {
    const { hub } = await startEvening();
    const token = hub.token({ permissions: RIGHTS });
    const root = await hub.clone(token);
    const run = (...args: string[]) =>
      runDeadlines(root, hub.env(token), '--github', '--now', '2026-11-22T18:20Z', ...args).ended;
    const before = hub.requests.length;
    expect(await run('--dry-run')).toEqual({
      code: 0,
      err: '',
      out: `This would be done:
  open a tracking issue for ${ID}: SEV-1 Critical: Checkout unavailable
  open a draft pull request from next/${ID}/20261122T1820Z with the next update of ${ID}
  post on it: ${ID}/internal-update/1795370700000#soon, ${ID}/internal-update/1795370700000#late, ${ID}/next-update/20261122T1805Z#due
`,
    });
    const writes = hub.requests.slice(before).filter(({ method }) => !['GET', 'GIT'].includes(method));
    expect(writes).toEqual([]);
    expect((await run()).out).toMatch(
      /^open a tracking issue for .*\nopen a draft pull request .*\npost on #1: .*\n$/,
    );
    expect((await run()).out).toBe('Nothing to do: GitHub is up to date.\n');
    hub.assertClean();
  },
);

test.each([
  ['without a token', [], {}, '--github needs a token in GITHUB_TOKEN or GH_TOKEN.\n'],
  ['files that are not published', ['--files'], {}, '--github reads the published branch; remove --files.\n'],
  ['a dry run that never ends', ['--watch', '--dry-run'], {}, '--dry-run runs once; remove --watch.\n'],
] as const)('--github refuses %s', async (_, args, env, err) => {
  expect(await runDeadlines(ENGINE_ROOT, env, '--github', ...args).ended).toEqual({ code: 2, out: '', err });
});
