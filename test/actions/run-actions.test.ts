import { describe, expect, test } from 'vitest';
import { describeActions, formatManualSteps, runActions } from '../../src/actions/run-actions.ts';
import type { ActionHandlers, RunOptions } from '../../src/actions/run-actions.ts';

type Sample = { readonly type: 'write'; readonly path: string } | { readonly type: 'push' };

const describeSample = (action: Sample): string =>
  action.type === 'write' ? `write ${action.path}` : 'push it';
const PLAN: readonly Sample[] = [
  { type: 'write', path: 'a' },
  { type: 'push' },
  { type: 'write', path: 'b' },
];

/** Runs the plan; gives the calls of handlers and the log in the order that they happened. */
async function run(
  handlers: Partial<ActionHandlers<Sample>>,
  options: Partial<RunOptions<Sample>> = {},
): Promise<{ events: string[]; result: Awaited<ReturnType<typeof runActions<Sample>>> }> {
  const events: string[] = [];
  const record = async (action: Sample): Promise<undefined> =>
    void events.push(`did ${describeSample(action)}`);
  const result = await runActions<Sample>(
    PLAN,
    { write: record, push: record, ...handlers },
    { describe: describeSample, log: (line) => events.push(line), ...options },
  );
  return { events, result };
}

describe('runActions', () => {
  test('does each action in order and logs it afterwards, or before', async () => {
    const { events, result } = await run({});
    expect(events).toEqual(['did write a', 'write a', 'did push it', 'push it', 'did write b', 'write b']);
    expect(result).toEqual({ count: 3, manual: [] });
    expect((await run({}, { logAt: 'start' })).events.slice(0, 2)).toEqual(['write a', 'did write a']);
  });

  test('a dry run only logs', async () => {
    const { events, result } = await run({}, { dryRun: true });
    expect([events, result.count]).toEqual([['write a', 'push it', 'write b'], 0]);
  });

  test('neither counts nor logs what was not needed', async () => {
    const { events, result } = await run({ push: async () => ({ type: 'not-needed' }) });
    expect([events.includes('push it'), result.count]).toEqual([false, 2]);
  });

  test('collects what is left for a person, with the reason', async () => {
    const { result } = await run({ push: async () => ({ type: 'manual', reason: 'offline' }) });
    expect(result).toEqual({ count: 2, manual: [{ action: { type: 'push' }, reason: 'offline' }] });
    const steps = formatManualSteps(result.manual, () => ['git push', 'then merge']);
    expect(steps).toEqual(['git push (offline)', 'then merge']);
    expect(formatManualSteps(result.manual, () => [])).toEqual([]);
  });

  test('a handler may stop the run', async () => {
    const { events, result } = await run({ push: async () => ({ type: 'stop', reason: 'moved' }) });
    expect(events).toEqual(['did write a', 'write a']);
    expect(result.stoppedAt).toEqual({ action: { type: 'push' }, reason: 'moved' });
  });

  test('throws an error, unless the caller says to go on or to stop', async () => {
    const push = async (): Promise<never> => Promise.reject(new Error('refused'));
    await expect(run({ push })).rejects.toThrow('refused');
    expect((await run({ push }, { onError: () => 'continue' })).result.count).toBe(2);
    const stopped = await run({ push }, { onError: () => 'stop' });
    expect(stopped.result).toEqual({ count: 1, manual: [], stoppedAt: { action: { type: 'push' } } });
  });

  test('begins nothing after the signal', async () => {
    const controller = new AbortController();
    const push = async (): Promise<undefined> => void controller.abort();
    expect((await run({ push }, { signal: controller.signal })).result.count).toBe(2);
  });

  test('a description can not steer the terminal', () => {
    expect(describeActions([{ type: 'write', path: 'a\u001Bb' }], describeSample)).toEqual([
      'write a\\u001bb',
    ]);
  });
});
