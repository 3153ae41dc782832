import { describe, expect, test } from 'vitest';
import { EMPTY_CONTEXT } from '../../src/wording/context.ts';
import { proposeWords } from '../../src/wording/learn.ts';

const context = { ...EMPTY_CONTEXT, names: ['Vayva', 'Checkout'], suppliers: ['Paystack'] };
const propose = (...texts: readonly string[]) =>
  proposeWords(
    texts.map((text, index) => ({ incident: `i${index}`, text })),
    context,
  ).map(({ kind, name, incidents }) => `${kind} ${name} ${incidents}`);

describe('V6.2 words that a page uses often are proposed as terms of its readers', () => {
  test('jargon in three incidents, in any spelling', () => {
    expect(
      propose('The load balancer is slow.', 'Load balancers are slow.', 'Our load balancer works again.'),
    ).toContain('terms load balancer 3');
  });
  test('not jargon that was used twice', () => {
    expect(propose('The load balancer is slow.', 'The load balancer works.')).toEqual([]);
  });
});

describe('V6.1 other companies that a page names are proposed as suppliers', () => {
  test.each([
    ['Maps are blank because of an issue with Mapwise.', 'Mapwise'],
    ['Mapwise has identified the cause.', 'Mapwise'],
    ['Our map provider, Harbour Maps, is slow.', 'Harbour Maps'],
    ['We are waiting for Mapwise.', 'Mapwise'],
    ['More at https://status.mapwise.example/1', 'Mapwise'],
    ['More at https://www.githubstatus.com/1', 'Github'],
  ])('%s', (text, name) => {
    expect(propose(text)).toEqual([`suppliers ${name} 1`]);
  });
  test.each([
    'There is an issue with Checkout.',
    'Checkout is working again.',
    'We are waiting for Paystack.',
    'Engineers have identified the cause.',
    'We are waiting for Monday.',
    'There is an issue with Search. You can search again.',
  ])('not: %s', (text) => {
    expect(propose(text)).toEqual([]);
  });
});

test('a proposal shows the sentence and the incident that it was found in', () => {
  const [proposal] = proposeWords(
    [
      { incident: '2026-01-01-maps', text: 'We are sorry. Mapwise has [told us](https://a.example) why.' },
      { incident: 'b', text: 'Mapwise is having trouble. See `x`.' },
    ],
    context,
  );
  expect(proposal).toEqual({
    kind: 'suppliers',
    name: 'Mapwise',
    incidents: 1,
    sentence: 'Mapwise is having trouble.',
    incident: 'b',
  });
});
