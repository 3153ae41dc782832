import { expect, test } from 'vitest';
import { slugify } from '../../src/text/slug.ts';

test.each([
  ['Große Maße', 'grosse-masse'],
  ['STRASSE & Straße', 'strasse-strasse'],
  ['Bäckerei Größe', 'backerei-grosse'],
  ['Ligação à conta', 'ligacao-a-conta'],
  ['Sœur, Ærø, Łódź, Đakovo, Ðað, Þór, Kırklareli', 'soeur-aero-lodz-dakovo-dad-thor-kirklareli'],
  ['Customer’s Portal', 'customers-portal'],
  ['  --Sign in / Log in--  ', 'sign-in-log-in'],
  ['ﬁne ２', 'fine-2'],
  ['結帳', ''],
])('%s: %s', (text, expected) => {
  expect(slugify(text)).toBe(expected);
});

test('a long name is cut at a word, and one long word where it must be', () => {
  expect(slugify('Card payments in the mobile app', 20)).toBe('card-payments-in-the');
  expect(slugify('Donaudampfschifffahrt', 10)).toBe('donaudampf');
  expect(slugify('a'.repeat(9), 9)).toBe('aaaaaaaaa');
});
