import { afterEach, beforeEach } from 'vitest';
import type { GithubClient } from '../../src/github/client.ts';
import { startHub } from './emulator.ts';
import type { Hub } from './emulator.ts';

/** What most tests of the emulator need; created for each test. */
export interface Stage {
  readonly hub: Hub;
  /** An admin. */
  readonly person: GithubClient;
  /** A GitHub App with all rights. */
  readonly robot: GithubClient;
}

/** Sets the stage before each test of a file, and clears it after. */
export function setStage(): Stage {
  const stage = {} as { hub: Hub; person: GithubClient; robot: GithubClient };
  beforeEach(async () => {
    const hub = await startHub({
      robots: ['candor-acme[bot]'],
      teams: ['on-call'],
      files: { 'status.yaml': 'name: Shop\n', 'folder/b.md': 'b\n' },
      now: '2026-11-22T09:10:00Z',
    });
    const [person, robot] = [await hub.as({ login: 'amina' }), await hub.as({ login: 'candor-acme[bot]' })];
    Object.assign(stage, { hub, person, robot });
  });
  afterEach(() => stage.hub.close());
  return stage;
}

/** GitHub's refusal: the status and the message. */
export async function refusal(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => new Error('it was allowed'),
    (failed: unknown) => failed as Error & { status?: number; response?: { data: { errors?: unknown[] } } },
  );
  const detail = 'response' in error ? error.response?.data.errors : undefined;
  const words = detail?.map((each) => (each as { message?: string }).message ?? JSON.stringify(each)) ?? [];
  const [message] = error.message.split(' - http');
  return [('status' in error && error.status) || '', words[0] ?? message].join(' ').trim();
}

/** An open pull request of a branch with one file. */
export async function opened(
  { hub, robot }: Stage,
  branch = 'incident/a',
  { by = robot, files = { 'a.md': 'one\n' } as Record<string, string>, draft = false } = {},
): Promise<number> {
  await hub.seed(files, { branch });
  const { data } = await by.octokit.rest.pulls.create({
    ...{ ...by.at, head: branch, base: 'main', title: 'A', draft },
  });
  return data.number;
}
