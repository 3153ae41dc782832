import { describe, expect, test } from 'vitest';
import type { WordingContext } from '../../src/wording/context.ts';
import { EMPTY_CONTEXT } from '../../src/wording/context.ts';
import { matchWording } from '../../src/wording/match-wording.ts';

const errors = (text: string, context: Partial<WordingContext> = {}): readonly string[] =>
  matchWording(text, { ...EMPTY_CONTEXT, ...context })
    .filter(({ level }) => level === 'error')
    .map(({ rule, text: words }) => `${rule}: ${words}`);

const rules = (text: string, context: Partial<WordingContext> = {}): readonly string[] => [
  ...new Set(errors(text, context).map((one) => one.split(':')[0] as string)),
];

describe('V4.2 speculation: impact with "may" is not a guess at the cause', () => {
  test.each([
    'Some users may see errors.',
    'You may receive a message twice.',
    'We apologize for any inconvenience this may have caused.',
    'Pages might load slowly.',
    'The issue appears to be resolved.',
    'We do not know the cause yet and are investigating.',
  ])('passes: %s', (text) => expect(rules(text)).not.toContain('speculation'));
  test.each([
    'This may be caused by a faulty disk.',
    'The delay is probably due to a power cut.',
    'We suspect a fault in the payment form.',
    'It looks like a recent change broke the search.',
    'Early signs point to a broken cable.',
  ])('fails: %s', (text) => expect(rules(text)).toContain('speculation'));
});

describe('V6.3, V12.2 promise: a cadence is not a promise of a fix, and is compared with the policy', () => {
  test.each([
    'Next update in 30 minutes.',
    'We will provide updates every 30 minutes.',
    'We will post again by 14:30 UTC.',
    'Checkout was fixed within 20 minutes.',
  ])('passes: %s', (text) => expect(rules(text, { cadence: 30 })).not.toContain('promise'));
  test.each([
    'Next update in 2 hours.',
    'We will provide updates every 60 minutes.',
    'We will update you every day.',
  ])('is held to the policy: %s', (text) => {
    expect(rules(text, { cadence: 30 })).toEqual(['promise']);
    expect(rules(text)).toEqual([]);
  });
  test.each([
    'We expect it to be fixed in 30 minutes.',
    'This will be fixed in 30 minutes.',
    'ETA for the fix: 2 hours.',
  ])('fails: %s', (text) => expect(rules(text)).toContain('promise'));
  test('planned work may name its times', () => {
    const text = 'The site will be back by 18:00 UTC.';
    expect(rules(text)).toEqual(['promise']);
    expect(rules(text, { kind: 'maintenance' })).toEqual([]);
    expect(rules('This will never happen again.', { kind: 'maintenance' })).toEqual(['promise']);
  });
  test.each([
    ['Our support team will be back on Monday at 9:00.', []],
    ['We will answer your messages within two days.', []],
    ['Our team will be back soon.', []],
    ['The problem with late deliveries will be fixed by Friday.', ['promise']],
    ['We expect the repair to take two days.', ['promise']],
    ['This will never happen again.', ['promise']],
    ['It is probably a broken cable that caused this.', ['speculation']],
  ])('a notice may name its own times, but not when a problem is fixed: %s', (text, found) => {
    expect(rules(text, { kind: 'notice' })).toEqual(found);
  });
  test('planned work posted as an incident may name its times too, an emergency may not', () => {
    const times = 'Each group of shops will take about three hours to complete.';
    expect(rules(`The shops will be undergoing maintenance on Wednesday. ${times}`)).toEqual([]);
    expect(rules(`The shops will be undergoing emergency maintenance. ${times}`)).toEqual(['promise']);
    expect(rules(times)).toEqual(['promise']);
  });
});

describe("V6.2 jargon: the company's own names and the customer's own screen pass", () => {
  test.each([
    ['DNS records cannot be saved.', ['Vayva', 'DNS']],
    ['Webhooks arrive late.', ['Vayva', 'Webhooks']],
    ['Clusters in Lagos cannot be opened.', ['Vayva', 'Managed clusters']],
  ])('%s passes where the site sells it', (text, names) => {
    expect(rules(text, { names })).toEqual([]);
  });
  test('the same words fail where it does not', () => {
    expect(rules('DNS records cannot be saved.')).toEqual(['jargon']);
    expect(rules('Clusters in Lagos cannot be opened.', { names: ['Vayva', 'Checkout'] })).toEqual([
      'jargon',
    ]);
  });
  test('a message that customers see is quoted as it is', () => {
    expect(rules('Customers see the message "HTTP 503: upstream timeout" at checkout.')).toEqual([]);
    expect(rules('Checkout fails with HTTP 503: upstream timeout.')).toEqual(['jargon']);
  });
  test('a product name in capitals is a name', () => {
    expect(rules('Deliveries by Harbour Gateway Express are late.')).toEqual([]);
    expect(rules('Our gateway is slow.')).toEqual(['jargon']);
  });
  test('allowed terms and the glossary of the policy', () => {
    const allowed = [{ term: 'DNS', reason: 'our customers run their own domains' }];
    const glossary = [{ term: 'SKU', say: 'product' }];
    expect(rules('DNS is slow.', { allowed })).toEqual([]);
    const [match] = matchWording('One SKU is missing.', { ...EMPTY_CONTEXT, glossary });
    expect(match).toMatchObject({ rule: 'jargon', text: 'SKU', fix: { text: 'product' } });
  });
  test('readers disagree on some words: hints, off unless asked for', () => {
    const text = 'We have identified the root cause and applied a mitigation.';
    expect(matchWording(text, EMPTY_CONTEXT)).toEqual([]);
    expect(matchWording(text, { ...EMPTY_CONTEXT, hints: true }).map(({ level }) => level)).toEqual([
      'hint',
      'hint',
    ]);
  });
});

describe('V6.1 blame: a third party is named as a fact, not as the culprit', () => {
  const names = ['Vayva', 'Paystack', 'Orders'];
  test.each([
    'Payments by card through Paystack are affected.',
    'We are working with Paystack to restore payments.',
    'The issue affecting Orders has been resolved.',
    'Please contact your internet provider if pages stay slow.',
  ])('passes: %s', (text) => expect(rules(text, { names })).toEqual([]));
  test.each([
    'Our provider broke us.',
    'This is due to an outage at Paystack.',
    'Mapwise is having trouble again.',
    'One of our engineers deleted the wrong file.',
    'This was caused by human error.',
    'The problem is on their side.',
  ])('fails: %s', (text) =>
    expect(rules(text, { names, suppliers: ['Mapwise', 'Paystack'] })).toContain('blame'),
  );
  test('a supplier that is not declared is not guessed at', () => {
    expect(rules('Mapwise is having trouble again.')).toEqual([]);
  });
  test.each([
    'The carrier that delivers our messages had a fault.',
    'We are waiting for a reply from Mapwise.',
    'Mapwise has been notified and is working on it.',
    'The Harbour Facilities team has identified a fault.',
    'The fault lies outside of our network.',
  ])('is recognised by its shape where the sentence waits for it: %s', (text) =>
    expect(rules(text)).toContain('blame'),
  );
  test.each([
    'We are waiting for a reply from customers.',
    'Customers have been notified and will get a refund.',
    'Our payments team has disabled refunds for now.',
    'There is an issue affecting shops that use PayPal for refunds.',
    'Sign-in is not affected by the Google outage.',
    'An Orders outage kept stores waiting.',
  ])('is not a supplier to wait for: %s', (text) => expect(rules(text, { names })).not.toContain('blame'));
});

describe('V13.2 minimising: a number, a place and a length are facts', () => {
  test.each([
    'About 4% of payments fail.',
    'This affects stores in Kenya.',
    'Checkout was down for 6 minutes.',
  ])('passes: %s', (text) => expect(rules(text)).toEqual([]));
  test.each([
    'A small number of users cannot pay.',
    'There was a minor glitch.',
    'This only affects a few stores.',
  ])('fails: %s', (text) => expect(rules(text)).toEqual(['minimising']));
});

describe('V5.1, V5.2, V5.3: the text of templates is not checked, what fills them is', () => {
  const templates = [
    'We are fixing latency in [component]. Some users may experience [specific impact] for now.',
  ];
  test('their own words pass', () => {
    expect(
      rules('We are fixing latency in Checkout. Some users may experience late orders for now.', {
        templates,
      }),
    ).toEqual([]);
  });
  test('what fills a placeholder is read', () => {
    const text = 'We are fixing latency in Checkout. Some users may experience packet loss for now.';
    expect(errors(text, { templates })).toEqual(['jargon: packet loss']);
  });
});

describe('V8.6: postmortems are checked for blame and speculation, and for people instead of systems', () => {
  test('of six faults three are found', () => {
    const text =
      'A hotfix for the Kubernetes cluster was probably caused by human error, a minor issue, fixed by 3pm tomorrow.';
    expect(rules(text, { kind: 'postmortem' }).toSorted()).toEqual(['blame', 'blameless', 'speculation']);
  });
});
