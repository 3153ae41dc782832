import { describe, expect, test } from 'vitest';
import { EMPTY_CONTEXT } from '../../src/wording/context.ts';
import { LEXICON } from '../../src/wording/lexicon.gen.ts';
import { matchWording } from '../../src/wording/match-wording.ts';
import { swapTerm } from '../../src/wording/swap.ts';

/** The sentence with the first fix of jargon. */
const fixed = (text: string): string => {
  const match = matchWording(text, EMPTY_CONTEXT).find(
    ({ rule, fix }) => rule === 'jargon' && fix !== undefined,
  );
  return match?.fix === undefined
    ? text
    : text.slice(0, match.fix.start) + match.fix.text + text.slice(match.fix.end);
};

describe('V6.2: a plain word takes the place of the technical one', () => {
  test.each([
    // nouns, with the article that fits
    [
      'We are bringing the remaining nodes back online.',
      'We are bringing the remaining servers back online.',
    ],
    ['A hypervisor failed.', 'A server failed.'],
    ['We are waiting for a patch.', 'We are waiting for a fix.'],
    ['We have a legacy system in Leeds.', 'We have an older system in Leeds.'],
    ['A hotfix is being tested.', 'An urgent fix is being tested.'],
    ['We moved orders to a new cluster.', 'We moved orders to a new group of servers.'],
    ['We are rolling back to our previous configuration.', 'We are rolling back to our previous settings.'],
    // words before a noun
    ['Some cached pages are old.', 'Some saved pages are old.'],
    ['Authentication errors are gone.', 'Sign-in errors are gone.'],
    ['Our upstream provider is down.', 'Our outside provider is down.'],
    ['Customers see elevated wait times.', 'Customers see unusually high wait times.'],
    // verbs, in their tense
    ['We have deployed a fix.', 'We have released a fix.'],
    ['We rolled back the change.', 'We undid the change.'],
    ['The change was rolled back.', 'The change was undone.'],
    ['Requests are timing out.', 'Requests are taking too long and failing.'],
    // shapes
    ['Customers get a 503 error.', 'Customers get an error message.'],
    ['Checkout answers with 500 errors.', 'Checkout answers with error messages.'],
    ['Orders in us-east-1 are late.', 'Orders in the eastern US are late.'],
  ])('%s', (before, after) => {
    expect(fixed(before)).toBe(after);
  });

  test.each([
    'We begin deployment to it.',
    'The deployed version is old.',
    'We are working to roll back.',
    'Node failures are rare here.',
    'The configuration is wrong.',
    'Requests are rerouted traffic to us.',
    'A us-east-1 customer is affected.',
  ])('leaves to people: %s', (text) => {
    expect(fixed(text)).toBe(text);
  });
});

test('V6.2: no plain word of a swap is jargon itself', () => {
  const { nouns, mass, plural, anywhere, before, verbs, alone, followed } = LEXICON.swaps!;
  const words = [nouns, mass, plural, anywhere, before, verbs, alone].flatMap((part) => Object.values(part));
  for (const word of [...words.flatMap((one) => one.split(' / ')), ...followed.map(([, , text]) => text)])
    expect(
      matchWording(`We saw ${word} today.`, EMPTY_CONTEXT).filter(({ rule }) => rule === 'jargon'),
      word,
    ).toEqual([]);
});

test('V6.2: every swap is a form that the rule finds', () => {
  const { followed, ...parts } = LEXICON.swaps!;
  const forms = [
    ...Object.values(parts).flatMap((part) => Object.keys(part)),
    ...followed.map(([form]) => form),
  ];
  const found = (form: string): boolean =>
    [`We saw ${form} today.`, `We saw ${form} services.`].some((text) =>
      matchWording(text, { ...EMPTY_CONTEXT, hints: true }).some(({ rule }) => rule === 'jargon'),
    );
  expect(forms.filter((form) => !found(form))).toEqual([]);
});

test('the start of a swap includes an article that changes', () => {
  const span = { start: 2, end: 15 };
  expect(swapTerm(LEXICON.swaps!, 'legacy system', 'a legacy system failed', span)).toEqual({
    text: 'an older system',
    start: 0,
  });
});
