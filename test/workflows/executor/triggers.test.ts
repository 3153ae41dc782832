import { describe, expect, test } from 'vitest';
import { whyNot } from './triggers.ts';
import type { Happened } from './triggers.ts';
import { readWorkflow } from './workflow-file.ts';

const JOBS = 'permissions: {}\njobs: { one: { runs-on: ubuntu-latest, steps: [{ run: echo }] } }\n';

/** What `on:` says, what happens, and whether that starts the workflow. */
const CASES: readonly (readonly [string, Partial<Happened>, boolean])[] = [
  ['push', { event: 'push', ref: 'refs/heads/any' }, true],
  ['push', { event: 'issues', action: 'opened' }, false],
  ['{ push: { branches: [main] } }', { event: 'push', ref: 'refs/heads/main' }, true],
  ['{ push: { branches: [main] } }', { event: 'push', ref: 'refs/heads/main2' }, false],
  ['{ push: { branches: [main] } }', { event: 'push', ref: 'refs/tags/main' }, false],
  ['{ push: { branches: ["incident/*"] } }', { event: 'push', ref: 'refs/heads/incident/a' }, true],
  ['{ push: { branches: ["incident/*"] } }', { event: 'push', ref: 'refs/heads/incident/a/b' }, false],
  ['{ push: { branches: ["**"] } }', { event: 'push', ref: 'refs/heads/a/b' }, true],
  ['{ push: { tags: ["stable/**"] } }', { event: 'push', ref: 'refs/tags/stable/1' }, true],
  [
    '{ push: { paths: ["incidents/**"] } }',
    { event: 'push', ref: 'refs/heads/main', changed: ['incidents/a.md'] },
    true,
  ],
  [
    '{ push: { paths: ["incidents/**"] } }',
    { event: 'push', ref: 'refs/heads/main', changed: ['src/a.ts'] },
    false,
  ],
  [
    '{ push: { paths: ["**.md", "!docs/**"] } }',
    { event: 'push', ref: 'refs/heads/main', changed: ['docs/a.md'] },
    false,
  ],
  [
    '{ push: { paths-ignore: ["docs/**"] } }',
    { event: 'push', ref: 'refs/heads/main', changed: ['docs/a', 'b'] },
    true,
  ],
  ['pull_request', { event: 'pull_request', action: 'synchronize' }, true],
  ['pull_request', { event: 'pull_request', action: 'labeled' }, false],
  ['{ pull_request: { types: [labeled] } }', { event: 'pull_request', action: 'labeled' }, true],
  ['issues', { event: 'issues', action: 'transferred' }, true],
  [
    '{ workflow_run: { workflows: [Validate], types: [completed] } }',
    { event: 'workflow_run', action: 'completed', about: 'Validate' },
    true,
  ],
  [
    '{ workflow_run: { workflows: [Validate] } }',
    { event: 'workflow_run', action: 'completed', about: 'Deploy' },
    false,
  ],
  ['{ repository_dispatch: { types: [alert] } }', { event: 'repository_dispatch', action: 'alert' }, true],
  ['{ repository_dispatch: { types: [alert] } }', { event: 'repository_dispatch', action: 'other' }, false],
  ['{ schedule: [{ cron: "*/5 * * * *" }] }', { event: 'schedule' }, true],
];

describe('what starts a workflow', () => {
  test.each(CASES)('on: %s, %o -> %s', async (on, happened, starts) => {
    const { template } = await readWorkflow('try.yml', `on: ${on}\n${JOBS}`);
    expect(whyNot(template.events, { event: '', changed: [], ...happened }) === undefined).toBe(starts);
  });
});
