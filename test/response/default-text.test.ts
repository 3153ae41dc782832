import { expect, test } from 'vitest';
import { generateTitle, renderTemplateLine } from '../../src/response/default-text.ts';
import { respondWorld } from '../support/incident-context.ts';

const { siteContext } = respondWorld();
const TEMPLATE = 'Some customers may experience [specific impact].';

test.each([
  ['failed payments', 'failed payments'],
  ['payments fail', 'the following: payments fail'],
  ['customers cannot pay by card', 'the following: customers cannot pay by card'],
  ["the basket doesn't open", "the following: the basket doesn't open"],
  ['pages time out', 'the following: pages time out'],
  ['crashes when orders are opened', 'crashes when orders are opened'],
  ['a basket that is empty', 'a basket that is empty'],
  ['Some customers may experience slow pages.', 'slow pages'],
  ['users see late receipts', 'late receipts'],
])('"%s" reads as a sentence', (impact, expected) => {
  expect(renderTemplateLine(siteContext, TEMPLATE, ['Checkout'], impact)).toBe(
    `Some customers may experience ${expected}.`,
  );
});

test('a clause stays as it is in a title', () => {
  expect(generateTitle(siteContext, ['Checkout'], { checkout: 'degraded' }, 'payments fail')).toBe(
    'Checkout: payments fail',
  );
});
