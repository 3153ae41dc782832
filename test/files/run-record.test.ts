import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openRunRecord } from '../../src/files/run-record.ts';
import { scratch } from '../support/scratch.ts';

const [ONE, TWO] = ['1'.repeat(43), '2'.repeat(43)];
const TEXT = '{"title":"Zahlungen schlagen fehl – 支付失败 😀"}';

const recordOf = async (folder: string, { root = '/root', settings = 'settings', code = 'code' } = {}) =>
  (await openRunRecord('kind', root, settings, { code, folder }))!;

async function filled(): Promise<{ folder: string; file: string }> {
  const folder = scratch();
  const record = await recordOf(folder);
  record.set(ONE, TEXT);
  record.set(TWO, '');
  await record.save();
  return { folder, file: join(folder, 'kind', readdirSync(join(folder, 'kind'))[0]!) };
}

test('the next run knows what was kept, whatever its characters', async () => {
  const { folder } = await filled();
  const record = await recordOf(folder);
  expect(JSON.parse(record.get(ONE)!)).toEqual(JSON.parse(TEXT));
  expect(record.get(TWO)).toBe('');
  expect(record.get('3'.repeat(43))).toBeUndefined();
});

test('what was set replaces what was known', async () => {
  const { folder, file } = await filled();
  const before = readFileSync(file, 'latin1');
  const record = await recordOf(folder);
  record.get(ONE);
  record.set(ONE, 'new');
  await record.save();
  const next = await recordOf(folder);
  expect([next.get(ONE), next.get(TWO)]).toEqual(['new', '']);
  // Only what is new is written.
  const after = readFileSync(file, 'latin1');
  expect(after.slice(0, before.length)).toBe(before);
  expect(after.slice(before.length)).toMatch(/^1+new\n=[0-9a-f]+\n$/);
});

test('what runs no longer ask for is forgotten once it is most of the record', async () => {
  const { folder, file } = await filled();
  const sizes: number[] = [];
  for (const letter of ['a', 'b', 'c']) {
    const record = await recordOf(folder);
    record.get(ONE);
    record.set(letter.repeat(43), 'x');
    await record.save();
    sizes.push(readFileSync(file, 'latin1').split('\n').length);
  }
  expect(sizes).toEqual([7, 5, 7]);
  expect((await recordOf(folder)).get(TWO)).toBeUndefined();
});

test('a run that asked for everything and added nothing leaves the file alone', async () => {
  const { folder, file } = await filled();
  const record = await recordOf(folder);
  for (const id of [ONE, TWO]) record.get(id);
  writeFileSync(file, 'marked');
  await record.save();
  expect(readFileSync(file, 'utf8')).toBe('marked');
});

test('lines that a run of other settings added meanwhile are not taken for those of this one', async () => {
  const { folder, file } = await filled();
  const slow = await recordOf(folder);
  slow.get(ONE);
  slow.set(TWO, 'of old settings');
  const fast = await recordOf(folder, { settings: 'other' });
  fast.set(ONE, 'of new settings');
  await fast.save();
  await slow.save();
  expect(readFileSync(file, 'latin1')).toMatch(/of new settings[^]*of old settings/);
  expect((await recordOf(folder, { settings: 'other' })).get(TWO)).toBeUndefined();
});

test.each([
  ['other code', { code: 'other' }],
  ['other settings', { settings: 'other' }],
  ['another content root', { root: '/other' }],
])('with %s, nothing is known', async (_, changed) => {
  const { folder } = await filled();
  const record = await recordOf(folder, changed);
  expect([record.get(ONE), record.get(TWO)]).toEqual([undefined, undefined]);
});

test('a clean run knows nothing, and keeps what it found', async () => {
  const { folder } = await filled();
  const record = (await openRunRecord('kind', '/root', 'settings', { code: 'code', folder, clean: true }))!;
  expect(record.get(ONE)).toBeUndefined();
  record.set(TWO, 'new');
  await record.save();
  const next = await recordOf(folder);
  expect([next.get(ONE), next.get(TWO)]).toEqual([undefined, 'new']);
});

test.each<[string, (text: string) => string]>([
  ['was cut', (text) => text.slice(0, -3)],
  ['was cut at the end of a line', (text) => text.slice(0, text.lastIndexOf('\n', text.length - 2) + 1)],
  ['was cut in an appended line', (text) => `${text}333`],
  ['has a line without a checksum', (text) => `${text}${'3'.repeat(43)}x\n`],
  ['has a line less', (text) => text.replace(/\n1.*/, '')],
  ['has another letter', (text) => text.replace('schlagen', 'schlugen')],
  ['is empty', () => ''],
  ['is its first line only, which is cut', (text) => text.slice(0, text.indexOf('\n'))],
])('a record that %s is not read', async (_, damage) => {
  const { folder, file } = await filled();
  const text = readFileSync(file, 'latin1');
  expect(damage(text)).not.toBe(text);
  writeFileSync(file, damage(text), 'latin1');
  const record = await recordOf(folder);
  expect([record.get(ONE), record.get(TWO)]).toEqual([undefined, undefined]);
});

test('without a place for the record, the next run knows nothing', async () => {
  const folder = join(scratch({ file: '' }), 'file');
  const record = await recordOf(folder);
  record.set(ONE, TEXT);
  await record.save();
  expect((await recordOf(folder)).get(ONE)).toBeUndefined();
});

test('only a few content roots have records', async () => {
  const { folder } = await filled();
  for (let at = 0; at < 25; at += 1) {
    const record = await recordOf(folder, { root: `/root-${at}` });
    record.set(ONE, TEXT);
    await record.save();
  }
  expect(readdirSync(join(folder, 'kind')).length).toBeLessThanOrEqual(20);
});

test('nothing is kept of source code, which changes at any time', async () => {
  expect(await openRunRecord('kind', '/root', 'settings', { folder: scratch() })).toBeUndefined();
});
