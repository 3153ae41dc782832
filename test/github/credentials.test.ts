import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gitCredentials } from '../../src/github/credentials.ts';
import { CLEAN_ENVIRONMENT } from '../support/clean-environment.ts';
import { startHub } from '../github-emulator/emulator.ts';
import type { Hub } from '../github-emulator/emulator.ts';

describe('a token for git', () => {
  test('is a header for one server, in the environment', () => {
    expect(gitCredentials('ghs_x', 'https://github.com/', {})).toEqual({
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'http.https://github.com/.extraheader',
      GIT_CONFIG_VALUE_0: `AUTHORIZATION: basic ${btoa('x-access-token:ghs_x')}`,
      GIT_TERMINAL_PROMPT: '0',
    });
  });

  test.each([
    ['2', '3'],
    ['', '1'],
    ['none', '1'],
    ['-1', '1'],
  ])('joins settings that are there: %j becomes %j', (GIT_CONFIG_COUNT, expected) => {
    const credentials = gitCredentials('ghs_x', 'https://github.com', { GIT_CONFIG_COUNT });
    expect(credentials['GIT_CONFIG_COUNT']).toBe(expected);
    expect(credentials[`GIT_CONFIG_KEY_${Number(expected) - 1}`]).toContain('github.com');
  });
});

describe('with a server that asks for it', () => {
  let hub: Hub;
  beforeAll(async () => {
    hub = await startHub({ files: { 'status.yaml': 'name: Shop\n' }, isPrivate: true });
  });
  afterAll(() => hub.close());

  const git = async (folder: string, env: Record<string, string>, ...args: string[]): Promise<string> =>
    (
      await promisify(execFile)('git', args, { cwd: folder, env: { ...CLEAN_ENVIRONMENT, ...env } })
    ).stdout.trim();

  test('git fetches and pushes with it, and not without; nothing of it is kept', async () => {
    const token = hub.token({ permissions: { contents: 'write' } });
    const folder = await hub.clone(token);
    const credentials = gitCredentials(token, hub.url, {});
    const push = (env: Record<string, string>): Promise<string> =>
      git(folder, env, 'push', 'origin', 'HEAD:refs/heads/incident/a');
    await expect(push({ GIT_TERMINAL_PROMPT: '0' })).rejects.toThrow('could not read Username');
    await expect(push(gitCredentials('ghs_wrong', hub.url, {}))).rejects.toThrow('could not read Username');
    await push(credentials);
    expect(await hub.git('rev-parse', 'incident/a')).toBe(
      await git(folder, credentials, 'rev-parse', 'HEAD'),
    );
    const config = readFileSync(join(folder, '.git', 'config'), 'utf8');
    expect(config).not.toContain(token);
    expect(config).not.toContain(Buffer.from(`x-access-token:${token}`).toString('base64'));
  });

  test('another server does not receive the token', async () => {
    const folder = await hub.clone(hub.token());
    const elsewhere = gitCredentials(hub.token(), 'https://github.com', {});
    await expect(git(folder, elsewhere, 'fetch')).rejects.toThrow('could not read Username');
  });
});
