import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matchTemplate, findTemplateSpans } from '../../src/templates/match.ts';
import { fillTemplate, formatNameList, listPlaceholders } from '../../src/templates/template.ts';

const SEV_2 =
  'We are experiencing degraded performance with [component]. Some users may experience [specific impact]. Our team is investigating.';
const FILLED =
  'We are experiencing degraded performance with Checkout. Some users may experience failed payments. Our team is investigating.';

const carries = (text: string, template = SEV_2): boolean =>
  matchTemplate(template, text).every(({ span }) => span !== undefined);
const missed = (text: string, template = SEV_2): unknown[] =>
  matchTemplate(template, text).flatMap(({ nearMiss, span, template: place }) =>
    nearMiss
      ? [[nearMiss.expected, nearMiss.found] as unknown]
      : span
        ? []
        : [template.slice(place.start, place.end)],
  );

describe('V5.1, V5.2, V5.3: filling a template', () => {
  test('names its places once each', () => {
    expect(listPlaceholders(`${SEV_2} [Component] again, and a [link](https://vayva.shop)`)).toEqual([
      'component',
      'specific impact',
    ]);
  });

  test('fills what is known and leaves the rest in brackets', () => {
    expect(fillTemplate('[component]: [specific impact]', { component: 'A and B' })).toBe(
      'A and B: [specific impact]',
    );
    expect(fillTemplate('[constructor]', {})).toBe('[constructor]');
  });

  test.each([
    [[], ''],
    [['Checkout'], 'Checkout'],
    [['Checkout', 'Orders'], 'Checkout and Orders'],
    [['Checkout', 'Orders', 'Payments'], 'Checkout, Orders and Payments'],
  ])('joins %j as people do', (names, joined) => {
    expect(formatNameList(names)).toBe(joined);
  });
});

describe('V5.1, V5.2, V5.3: what matching forgives', () => {
  test.each([
    ['nothing to forgive', FILLED],
    ['line breaks and spaces', FILLED.replaceAll(' ', '\n  ')],
    ['emphasis', FILLED.replace('Checkout', '**Checkout**').replace('degraded', '_degraded_')],
    ['a link', FILLED.replace('Checkout', '[Checkout](https://vayva.shop/checkout)')],
    ['a comment in between', FILLED.replace('. Some', '. <!-- allow x: y --> Some')],
    ['capitals', FILLED.toUpperCase()],
    ['sentences around', `Hello. ${FILLED} More soon!`],
    ['a sentence between', FILLED.replace('Some users', 'We are sorry. Some users')],
    ['paragraphs', FILLED.replaceAll('. ', '.\n\n')],
    ['a list', FILLED.replace('Some users', '\n- Some users')],
    ['a greeting before a comma', `Hi all, ${FILLED}`],
    ['a clause added after a comma', FILLED.replace('investigating.', 'investigating, and we are sorry.')],
    ['another order', 'Our team is investigating. ' + FILLED.replace(' Our team is investigating.', '')],
    ['no full stop at the end', FILLED.slice(0, -1)],
  ])('%s', (_name, text) => {
    expect(missed(text)).toEqual([]);
  });

  test('typographic apostrophes, and apologise for apologize', () => {
    expect(carries('It’s over. We apologise.', "It's over. We apologize.")).toBe(true);
  });

  test('a full stop inside a word or a time does not end a sentence', () => {
    expect(carries(FILLED.replace('failed payments', 'failed payments since 10.30 at vayva.shop'))).toBe(
      true,
    );
  });
});

describe('V5.1, V5.2, V5.3: which words differ', () => {
  test.each([
    ['another word', FILLED.replace('users', 'customers'), [['users', 'customers']]],
    ['a word too many', FILLED.replace('is investigating', 'is now investigating'), [['', 'now']]],
    ['a word too few', FILLED.replace('degraded ', ''), [['degraded', '']]],
    ['a shortened verb', FILLED.replace('We are', "We're"), [['We are', "We're"]]],
    ['the end is missing', FILLED.replace(' is investigating', ''), [['is investigating', '']]],
    ['words behind the end', FILLED.replace('investigating.', 'investigating it now.'), [['', 'it now']]],
    [
      'a sentence is missing',
      FILLED.replace(' Our team is investigating.', ''),
      ['Our team is investigating.'],
    ],
    ['a place is empty', FILLED.replace(' failed payments', ''), [['[specific impact]', '']]],
    [
      'two sentences in one',
      FILLED.replace('. Some', ' and some'),
      ['Some users may experience [specific impact].'],
    ],
  ])('%s', (_name, text, expected) => {
    expect(missed(text)).toEqual(expected);
  });

  test('a near miss points at the words in the text', () => {
    const text = FILLED.replace('users', 'customers');
    const near = matchTemplate(SEV_2, text).flatMap((match) => match.nearMiss ?? []);
    expect(near.map(({ start, end }) => text.slice(start, end))).toEqual(['customers']);
  });

  test('what fills a placeholder is returned, with its place', () => {
    const text = FILLED.replace('Checkout', 'Checkout, *Orders* and Payments');
    const values = matchTemplate(SEV_2, text).flatMap((match) => match.values);
    expect(values.map((value) => [value.placeholder, value.text])).toEqual([
      ['component', 'Checkout, *Orders* and Payments'],
      ['specific impact', 'failed payments'],
    ]);
    for (const value of values) expect(text.slice(value.start, value.end)).toBe(value.text);
  });
});

describe('the spans of a text that are template words', () => {
  test('leave out what fills the placeholders and the text around them', () => {
    const text = `Hello. ${FILLED} Bye.`;
    expect(findTemplateSpans([SEV_2], text).map(({ start, end }) => text.slice(start, end))).toEqual([
      'We are experiencing degraded performance with ',
      'Some users may experience ',
      'Our team is investigating',
    ]);
  });

  test('hold for any text and any template: inside the text, and quickly', () => {
    const words = fc.array(
      fc.constantFrom(
        'we',
        'are',
        '[component]',
        '[x]',
        '.',
        ',',
        '\n\n',
        '**',
        '- ',
        '<!--',
        '-->',
        '](',
        'ß',
        '’',
      ),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(words, words, (template, text) => {
        const body = text.join(' ');
        for (const { start, end } of findTemplateSpans([template.join(' ')], body)) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeLessThanOrEqual(body.length);
          expect(start).toBeLessThan(end);
        }
        for (const { nearMiss } of matchTemplate(template.join(' '), body)) {
          if (nearMiss) expect(nearMiss.end).toBeLessThanOrEqual(body.length);
        }
      }),
      { seed: 1, numRuns: 2000 },
    );
  });

  test('a long text of near matches takes no longer than it should', () => {
    const text = 'we are we are [component] we are '.repeat(3000);
    const start = performance.now();
    matchTemplate('We are [component] we are [specific impact] we are [component] done.', text);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});
