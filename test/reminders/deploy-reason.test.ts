import { expect, test } from 'vitest';
import { findDeployReason, isPublicationPending } from '../../src/reminders/deploy-reason.ts';
import type { DeployRun, PageState } from '../../src/reminders/deploy-reason.ts';
import { at } from '../support/incident-content.ts';

const HEAD = 'b'.repeat(40);
const run = (time: string, change: Partial<DeployRun> = {}): DeployRun => ({
  startedAt: at(time),
  commit: HEAD,
  conclusion: 'success',
  ...change,
});
/** A page whose head was pushed at 09:30, at 10:00. */
const pageState = (runs: readonly DeployRun[], change: Partial<PageState>): PageState => ({
  runs,
  changes: { last: at('08:00'), next: at('23:00') },
  head: { commit: HEAD, at: at('09:30') },
  startedFor: -Infinity,
  hasInvalidFiles: false,
  now: at('10:00'),
  ...change,
});
const RUNNING: DeployRun = { startedAt: at('09:59'), commit: 'a' };

test.each([
  ['nothing has changed', [run('09:00')], {}, undefined],
  ['the site is published in another way', [], {}, undefined],
  ['a window has begun since', [run('07:59')], {}, 'the page changes with the time'],
  ['a run for that window was started', [run('07:59')], { startedFor: at('08:00') }, undefined],
  ['a run is on its way', [RUNNING], {}, undefined],
  [
    'the dispatch after a merge was lost',
    [run('09:00', { commit: 'a' })],
    {},
    'bbbbbbbbbbbb is not on the page',
  ],
  [
    'the run of a merge is about to start',
    [run('09:00', { commit: 'a' })],
    { head: { commit: HEAD, at: at('09:58') + 1 } },
    undefined,
  ],
  ['it failed', [run('09:00', { conclusion: 'failure' })], {}, 'its last run was not successful (failure)'],
  [
    'it was cancelled',
    [run('09:00', { conclusion: 'cancelled' })],
    {},
    'its last run was not successful (cancelled)',
  ],
  [
    'it failed twice',
    [run('09:10', { conclusion: 'failure' }), run('09:00', { conclusion: 'cancelled' })],
    {},
    undefined,
  ],
  [
    'it published all but invalid files',
    [run('09:00', { conclusion: 'failure' })],
    { hasInvalidFiles: true },
    undefined,
  ],
] as const)('%s', (_, runs, change, reason) => {
  expect(findDeployReason(pageState(runs, change))).toBe(reason);
});

const FRESH = { head: { commit: HEAD, at: at('09:58') } };

test.each([
  ['it is published', [run('09:59')], FRESH, false],
  ['its run is on its way', [RUNNING], FRESH, true],
  ['its run may still start, or was lost', [run('09:00', { commit: 'a' })], FRESH, true],
  ['its run failed', [run('09:59', { conclusion: 'failure' })], FRESH, true],
  [
    'its run has published all but invalid files',
    [run('09:59', { conclusion: 'failure' })],
    { ...FRESH, hasInvalidFiles: true },
    false,
  ],
  ['the site is published in another way', [], FRESH, false],
  ['it was pushed long ago', [run('09:00', { commit: 'a' })], {}, false],
] as const)('the watcher waits for the page of the last push: %s', (_, runs, change, isPending) => {
  expect(isPublicationPending(pageState(runs, change))).toBe(isPending);
});
