import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openSentReminderState } from '../../../src/reminders/io/state-file.ts';
import { lockFile } from '../../../src/reminders/io/state-lock.ts';
import type { ReminderOutput } from '../../../src/reminders/io/print-output.ts';
import { scratch } from '../../support/scratch.ts';

const NOW = Date.parse('2026-11-22T12:00:00Z');

/** Output that is remembered, as a file or as a pipe, which can't be read again. */
function outputOf(kind: 'file' | 'pipe') {
  const printed: string[] = [];
  const output: ReminderOutput = {
    print: (text) => void printed.push(text),
    fileId: () => (kind === 'file' ? '1:2' : undefined),
    contains: (text) => printed.includes(text),
  };
  return { printed, output };
}

/** What a kill between the intention and its result leaves. */
const killedAt = (text: string, file?: string): string =>
  JSON.stringify({
    version: 1,
    said: { old: '2026-11-22T11:00:00Z' },
    saying: { ids: ['a#due'], text, file },
  });

test.each([
  ['printed to a file: it is not sent again', 'file', ['line'], [true, false]],
  ['not printed to the file: it is sent', 'file', [], [false, false]],
  ['to a pipe: whether it was printed is unknown', 'pipe', ['line'], [false, true]],
] as const)('V10.1: killed while a reminder is sent, %s', async (_, kind, before, expected) => {
  const file = join(scratch(), 'clock.json');
  writeFileSync(file, killedAt('line', kind === 'file' ? '1:2' : undefined));
  const { printed, output } = outputOf(kind);
  printed.push(...before);
  const state = await openSentReminderState(file, output, () => undefined);
  expect([state.isSent('a#due'), state.isUncertain('a#due')]).toEqual(expected);
  expect(state.isSent('old')).toBe(true);
});

test('a file that can’t be written is reported once, reminders go on, and it is written when it can be', async () => {
  const folder = scratch({ blocked: 'a file where a folder should be' });
  const file = join(folder, 'blocked', 'clock.json');
  const { printed, output } = outputOf('pipe');
  const warnings: string[] = [];
  const state = await openSentReminderState(
    file,
    output,
    (line) => void warnings.push(line.replaceAll(folder, '')),
  );
  warnings.length = 0;
  await state.send(['a#due'], 'one', NOW);
  await state.send(['b#due'], 'two', NOW);
  await state.save();
  expect([printed, state.isSent('a#due'), state.unsavedReason() === undefined]).toEqual([
    ['one', 'two'],
    true,
    false,
  ]);
  expect(warnings).toHaveLength(1);
  expect(warnings[0]).toMatch(
    /^Could not write \/blocked\/clock\.json: .*\. Reminders go on, and are remembered only as long as this watcher runs\.$/,
  );
  rmSync(join(folder, 'blocked'));
  await state.save();
  expect(warnings.at(-1)).toBe('/blocked/clock.json is written again.');
  expect(Object.keys(JSON.parse(readFileSync(file, 'utf8')).said)).toEqual(['a#due', 'b#due']);
});

test('of a damaged file every readable line counts, and the damage is reported', async () => {
  const folder = scratch();
  const file = join(folder, 'clock.json');
  const { output } = outputOf('pipe');
  const first = await openSentReminderState(file, output, () => undefined);
  for (const id of ['a#due', 'a#late', 'b#due']) await first.send([id], id, NOW);
  writeFileSync(file, readFileSync(file, 'utf8').replace(/ "b#due"[\s\S]*/, ''));
  const warnings: string[] = [];
  const state = await openSentReminderState(
    file,
    output,
    (line) => void warnings.push(line.replaceAll(folder, '')),
  );
  expect(['a#due', 'a#late', 'b#due'].map(state.isSent)).toEqual([true, true, false]);
  expect(warnings).toMatchInlineSnapshot(`
    [
      "/clock.json is damaged: 2 of its reminders could be read. Others that are already late may be repeated once.",
    ]
  `);
});

test('a reminder that could not be printed counts as not sent; drafts of killed watchers are removed', async () => {
  const folder = scratch({ 'clock.json.0-0.tmp': 'half' });
  const file = join(folder, 'clock.json');
  const failing: ReminderOutput = {
    print: () => {
      throw new Error('ENOSPC: no space left on device, write');
    },
    fileId: () => undefined,
    contains: () => undefined,
  };
  const state = await openSentReminderState(file, failing, () => undefined);
  await expect(state.send(['a#due'], 'one', NOW)).rejects.toThrow('ENOSPC');
  expect(state.isSent('a#due')).toBe(false);
  expect(readdirSync(folder)).toEqual(['clock.json']);
});

test('a lock is held until its process ends or releases it', () => {
  const folder = scratch();
  const file = join(folder, 'new', 'clock.json.lock');
  const first = lockFile(file);
  expect(first.type).toBe('locked');
  expect(lockFile(file).type).toBe('busy');
  if (first.type === 'locked') first.release();
  const again = lockFile(file);
  expect(again.type).toBe('locked');
  if (again.type === 'locked') again.release();
  writeFileSync(join(folder, 'file'), '');
  expect(lockFile(join(folder, 'file', 'lock')).type).toBe('failed');
  expect(existsSync(file)).toBe(true);
});
