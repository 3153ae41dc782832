import { execFile } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Ran } from '../support/run.ts';
import { SHOP } from '../support/scratch.ts';
import { CLEAN_ENVIRONMENT } from '../support/clean-environment.ts';
import { startHub } from '../github-emulator/emulator.ts';
import type { Hub } from '../github-emulator/emulator.ts';
import type { Permissions } from '../github-emulator/permissions.ts';
import { CANDOR } from '../support/run.ts';

const PEOPLE = 'people: { incident-commander: ["@amina"], engineering-lead: ["@tunde", "@acme/on-call"] }\n';

const OPEN = ['open', '--severity', 'sev-1', '--component', 'checkout', '--now', '2026-11-22T09:10Z'];

let hub: Hub;
let checkout: string;

beforeEach(async () => {
  hub = await startHub({
    teams: ['on-call'],
    files: { ...SHOP, 'status.yaml': `${SHOP['status.yaml']}${PEOPLE}` },
    now: '2026-11-22T09:00:00Z',
  });
  checkout = await hub.clone();
});
afterEach(() => hub.close());

/** `npx candor incident` beside this process, in which the hub lives. */
function incident(args: readonly string[], env: Record<string, string>): Promise<Ran> {
  const script = [CANDOR, 'incident'];
  const settings = { cwd: checkout, env: { ...CLEAN_ENVIRONMENT, NO_COLOR: '1', ...env } };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [...script, ...args], settings, (_error, out, err) =>
      resolve({ code: child.exitCode ?? -1, out, err }),
    );
    child.stdin?.end();
  });
}

describe('V3.1: incident open in a workflow’s job', () => {
  test('pushes with the job’s token, opens the pull request and asks the people', async () => {
    const token = hub.token({ permissions: { contents: 'write', 'pull-requests': 'write' } });
    const ran = await incident(OPEN, { ...hub.env(token), GITHUB_ACTIONS: 'true' });
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out).toContain(`${hub.url}/acme/status/pull/1`);
    const [pull] = await hub.pullRequests();
    expect(pull).toMatchObject({
      ...{ state: 'open', user: { login: 'github-actions[bot]' }, changed_files: 1, mergeable: true },
      head: { ref: 'incident/2026-11-22-checkout' },
      requested_reviewers: [{ login: 'amina' }],
    });
    expect(pull!['body']).toContain('<!-- candor:incident 2026-11-22-checkout -->');
    expect(await hub.git('show', 'incident/2026-11-22-checkout:incidents/2026-11-22-checkout.md')).toContain(
      '## 2026-11-22T09:10Z investigating',
    );
    hub.assertClean();
  });

  test.each<[string, Permissions, string]>([
    [
      'contents',
      { 'pull-requests': 'write' },
      'Permission to acme/status.git denied to github-actions[bot].',
    ],
    ['pull requests', { contents: 'write' }, 'Resource not accessible by integration'],
  ])('says so where the right to write %s is missing', async (_title, permissions, words) => {
    const ran = await incident(OPEN, { ...hub.env(hub.token({ permissions })), GITHUB_ACTIONS: 'true' });
    expect(`${ran.out}${ran.err}`).toContain(words);
    expect(await hub.pullRequests()).toEqual([]);
    hub.assertClean();
  });

  test('on a responder’s machine the token of the API is not git’s', async () => {
    const ran = await incident(OPEN, { ...hub.env(hub.token({ login: 'amina' })), GIT_TERMINAL_PROMPT: '0' });
    expect(ran.out).toContain('could not read Username');
    expect(await hub.git('branch', '--list', 'incident/*')).toBe('');
  });
});
