import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { UsageError } from '../files/command-errors.ts';
import type { GithubClient } from './client.ts';
import { findOpenPullRequest } from './find-pull-request.ts';

const eventSchema = z.object({
  pull_request: z.object({ number: z.int().positive() }).optional(),
  ref: z.string().optional(),
  // GitHub leaves out a fork's pull requests here, so the branch tells which one it is.
  workflow_run: z
    .object({
      head_branch: z.string(),
      head_repository: z.object({ owner: z.object({ login: z.string() }) }),
    })
    .optional(),
});

/**
 * The number of the pull request: as given, from the event file, or the open one of the branch of the event or of the
 * workflow run that the event is about.
 * @throws UsageError if both are missing or invalid
 */
export async function resolvePullRequestNumber(
  client: GithubClient,
  { event, number }: { readonly event?: string; readonly number?: string },
): Promise<number | undefined> {
  if (number !== undefined) {
    if (/^[1-9]\d{0,9}$/.test(number)) return Number(number);
    throw new UsageError(`Invalid --number "${number}": expected a pull request number.`);
  }
  if (event === undefined) throw new UsageError('No pull request given: use --event FILE or --number N.');
  const read = eventSchema.safeParse(JSON.parse(await readFile(event, 'utf8')));
  if (!read.success) throw new UsageError(`${event} isn't a GitHub event.`);
  const { pull_request: pull, ref, workflow_run: run } = read.data;
  if (pull) return pull.number;
  if (run) return findOpenPullRequest(client, run.head_branch, run.head_repository.owner.login);
  const branch = /^refs\/heads\/(.+)$/.exec(ref ?? '')?.[1];
  return branch === undefined ? undefined : findOpenPullRequest(client, branch);
}

/** @throws UsageError */
export function requireVariable(
  name: string,
  env: Readonly<Record<string, string | undefined>> = process.env,
): string {
  const value = env[name];
  if (value !== undefined && value !== '') return value;
  throw new UsageError(`${name} is not set. Run this in a GitHub Actions workflow, or set it.`);
}
