import { expect, test } from 'vitest';
import { openSealedList, sealList } from '../../../src/on-call/io/sealed-list.ts';

const LIST = '{"people":["@tunde"]}';
const ADDRESS = 'https://calendar.example/private/4711.ics';

test('a list can be read with the role and the address that it was sealed with, and with no others', async () => {
  const sealed = await sealList(LIST, 'commander', ADDRESS);
  const damaged = Buffer.from(sealed, 'base64');
  damaged[damaged.length - 1]! ^= 1;
  expect(await openSealedList(sealed, 'commander', ADDRESS)).toBe(LIST);
  expect(await openSealedList(sealed, 'scribe', ADDRESS)).toBeUndefined();
  expect(await openSealedList(sealed, 'commander', `${ADDRESS}?`)).toBeUndefined();
  expect(await openSealedList(damaged.toString('base64'), 'commander', ADDRESS)).toBeUndefined();
  expect(await openSealedList('c2hvcnQ=', 'commander', ADDRESS)).toBeUndefined();
});

test('the same list is sealed in different ways, and shows nothing of itself', async () => {
  const [one, other] = [
    await sealList(LIST, 'commander', ADDRESS),
    await sealList(LIST, 'commander', ADDRESS),
  ];
  expect(one).not.toBe(other);
  expect(Buffer.from(one, 'base64').toString('latin1')).not.toContain('tunde');
});
