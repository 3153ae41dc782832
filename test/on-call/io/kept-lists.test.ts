import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { GitError } from '../../../src/git/run.ts';
import { writeKeptLists } from '../../../src/on-call/io/kept-lists.ts';
import { startHub } from '../../github-emulator/emulator.ts';
import type { Hub } from '../../github-emulator/emulator.ts';
import { CLEAN_ENVIRONMENT } from '../../support/clean-environment.ts';
import { git, shopRepository } from '../../support/shop-repository.ts';
import { CANDOR } from '../../support/run.ts';
import { statusRepository } from '../../workflows/executor/repository.ts';

const NOW = '2026-11-25T03:00Z';
const SHIFTS = [{ from: '2026-11-24T18:00Z', to: '2026-11-25T08:00Z', people: ['@tunde'] }];
const SITE = `name: Shop
url: https://shop.example/status
policy: vayva
timezone: Africa/Lagos
people: { incident-commander: ["@amina", "@tunde"] }
on-call: { incident-commander: { calendar: { secret: ROTA } } }
`;

/** `npx candor on-call` in a new clone, with the token of a workflow. */
async function onCall(hub: Hub, address: string, contents: 'read' | 'write', ...more: string[]) {
  const token = hub.token({ permissions: { contents } });
  const root = await hub.clone(token);
  const child = spawn(process.execPath, [CANDOR, 'on-call', '--now', NOW, ...more], {
    cwd: root,
    env: { ...CLEAN_ENVIRONMENT, HOME: root, ...hub.env(token), ON_CALL_SECRETS: `ROTA=${address}\n` },
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const code = await new Promise((resolve) => child.on('close', resolve));
  return { code, said };
}

test('on GitHub, a run keeps the list, and one in a new clone uses it', { timeout: 60_000 }, async () => {
  let status = 200;
  const server = createServer((_, response) => response.writeHead(status).end(JSON.stringify(SHIFTS)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const repository = statusRepository({ 'status.yaml': SITE });
  const hub = await startHub({ people: { amina: 'admin', tunde: 'write' } });
  onTestFinished(() => hub.close());
  onTestFinished(() => hub.assertClean());
  repository.git('push', '-q', hub.folder, 'HEAD:refs/heads/main');

  expect(await onCall(hub, address, 'write', '--keep')).toEqual({
    code: 0,
    said: 'Kept for later runs: incident-commander.\n',
  });
  status = 503;
  expect(await onCall(hub, address, 'write', '--keep')).toEqual({
    code: 1,
    said: 'The calendar of incident-commander could not be read: Its address answered 503. Its earlier list stays.\nKept for later runs: incident-commander.\n',
  });
  const { code, said } = await onCall(hub, address, 'read');
  expect(code).toBe(0);
  expect(said).toContain('Incident commander: @tunde\n');
  expect(said).toContain('The last known list, of 2026-11-25T03:00Z, is used: it is 1 minute old.');
});

test('if the remote repository can not be read, its list of a role whose calendar did not answer is not lost', async () => {
  const { root, remote } = shopRepository();
  const shown = (role: string): string => git(remote!, 'show', `refs/candor/on-call:${role}`).trim();
  expect(await writeKeptLists(root, new Map([['commander', undefined]]))).toEqual([]);
  const first = new Map([
    ['commander', 'sealed 1'],
    ['scribe', undefined],
  ]);
  expect(await writeKeptLists(root, first)).toEqual(['commander']);

  git(root, 'config', 'remote.origin.pushurl', remote!);
  git(root, 'config', 'remote.origin.url', `${remote!}-gone`);
  const second = new Map([
    ['commander', undefined],
    ['scribe', 'sealed 2'],
  ]);
  await expect(writeKeptLists(root, second)).rejects.toThrow(GitError);
  expect(shown('commander')).toBe('sealed 1');

  git(root, 'config', 'remote.origin.url', remote!);
  expect(await writeKeptLists(root, second)).toEqual(['commander', 'scribe']);
  expect([shown('commander'), shown('scribe')]).toEqual(['sealed 1', 'sealed 2']);
});
