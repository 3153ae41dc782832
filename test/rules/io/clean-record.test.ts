import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openCleanRecord } from '../../../src/rules/io/clean-record.ts';
import { scratch } from '../../support/scratch.ts';

const SOURCES = { policies: [], components: [], incidents: [], postmortems: [] };
const [ONE, TWO] = ['one', 'two'].map((id) => ({ path: `incidents/${id}.md`, text: id }));

async function knownAfter(
  folder: string,
  code = 'code',
  sources: typeof SOURCES | object = {},
): Promise<boolean[]> {
  const { files } = await openCleanRecord('/root', { ...SOURCES, ...sources }, code, folder);
  return [files.has(ONE!), files.has(TWO!)];
}

async function filled(): Promise<string> {
  const folder = scratch();
  const record = await openCleanRecord('/root', SOURCES, 'code', folder);
  record.files.add(ONE!);
  await record.save();
  return folder;
}

test('the next run knows what was clean', async () => {
  const folder = await filled();
  expect(await knownAfter(folder)).toEqual([true, false]);
  expect(readdirSync(folder)).toHaveLength(1);
});

test('a file that is gone is forgotten', async () => {
  const folder = await filled();
  const record = await openCleanRecord('/root', SOURCES, 'code', folder);
  record.files.add(TWO!);
  await record.save();
  expect(await knownAfter(folder)).toEqual([false, true]);
});

test.each([
  ['other code', 'other code', {}],
  ['another setting', 'code', { site: { path: 'status.yaml', text: 'name: Other\n' } }],
])('with %s, nothing is known', async (_, code, sources) => {
  expect(await knownAfter(await filled(), code, sources)).toEqual([false, false]);
});

test('a record that was cut is not read', async () => {
  const folder = await filled();
  const file = join(folder, readdirSync(folder)[0]!);
  writeFileSync(file, readFileSync(file, 'utf8').slice(0, -3));
  expect(await knownAfter(folder)).toEqual([false, false]);
});

test('without a place for the record, everything is checked again', async () => {
  const folder = join(scratch(), 'file');
  writeFileSync(folder, '');
  const record = await openCleanRecord('/root', SOURCES, 'code', folder);
  record.files.add(ONE!);
  await record.save();
  expect(await knownAfter(folder)).toEqual([false, false]);
});
