import { expect, test } from 'vitest';
import { generateTitle, renderTemplateLine } from '../../src/response/default-text.ts';
import { resolveWords } from '../../src/content/words/written-words.ts';
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

test.each([
  ['Payments failing', 'payments failing'],
  ['Slow pages', 'slow pages'],
  ['A basket that is empty', 'a basket that is empty'],
  ['These errors: "declined"', 'these errors: "declined"'],
  ['Sign-ins that take minutes', 'sign-ins that take minutes'],
  ['Don’t-panic messages', 'don’t-panic messages'],
  ['X payments missing', 'X payments missing'],
  ['Checkout hanging', 'Checkout hanging'],
  ['Checkouts hanging', 'checkouts hanging'],
  ['PDF receipts missing', 'PDF receipts missing'],
  ['3DS payments declined', '3DS payments declined'],
  ['iPhone payments declined', 'iPhone payments declined'],
  ['WhatsApp messages missing', 'WhatsApp messages missing'],
  ['Apple Pay declined', 'Apple Pay declined'],
  ['Visa cards declined', 'Visa cards declined'],
  ['Paystack’s cards declined', 'Paystack’s cards declined'],
  ['Nigerian cards declined', 'Nigerian cards declined'],
  ['Android payments declined', 'Android payments declined'],
  ['Vayva orders missing', 'Vayva orders missing'],
])(
  'V5.1: "%s" begins in lower case within the sentence, unless it begins with a name',
  (impact, expected) => {
    expect(renderTemplateLine(siteContext, TEMPLATE, ['Checkout'], impact)).toBe(
      `Some customers may experience ${expected}.`,
    );
    const title = generateTitle(siteContext, ['Checkout'], { checkout: 'degraded' }, impact);
    expect(title).toBe(`Checkout: ${expected}`);
  },
);

test('a clause stays as it is in a title', () => {
  expect(generateTitle(siteContext, ['Checkout'], { checkout: 'degraded' }, 'payments fail')).toBe(
    'Checkout: payments fail',
  );
});

/** Each language that comes with Candor, as a responder types it: with a full stop, an article, the words before it. */
test.each([
  ['en', 'The payments fail.', 'Some customers may experience the following: the payments fail.'],
  ['de', 'langsame Seiten', 'Einige Kunden bemerken möglicherweise langsame Seiten.'],
  [
    'de',
    'Zahlungen schlagen fehl.',
    'Einige Kunden bemerken möglicherweise Folgendes: Zahlungen schlagen fehl.',
  ],
  ['de', 'Die Seite lädt nicht!', 'Einige Kunden bemerken möglicherweise Folgendes: Die Seite lädt nicht.'],
  [
    'de',
    'Fehler, wenn Seiten geöffnet werden',
    'Einige Kunden bemerken möglicherweise Fehler, wenn Seiten geöffnet werden.',
  ],
  ['de', 'Einige Kunden bemerken Verzögerungen.', 'Einige Kunden bemerken möglicherweise Verzögerungen.'],
  ['fr', 'des retards', 'Certains clients peuvent rencontrer des retards.'],
  [
    'fr',
    'Les paiements échouent.',
    'Certains clients peuvent rencontrer ce qui suit : les paiements échouent.',
  ],
  [
    'fr',
    'La page ne s’affiche pas',
    'Certains clients peuvent rencontrer ce qui suit : la page ne s’affiche pas.',
  ],
  [
    'fr',
    'des erreurs quand une page est ouverte',
    'Certains clients peuvent rencontrer des erreurs quand une page est ouverte.',
  ],
  ['fr', 'Certains clients constatent des retards.', 'Certains clients peuvent rencontrer des retards.'],
  ['pt', 'páginas lentas', 'Alguns clientes podem notar páginas lentas.'],
  ['pt', 'Os pagamentos falham.', 'Alguns clientes podem notar o seguinte: os pagamentos falham.'],
  ['pt', 'falhas nos pagamentos', 'Alguns clientes podem notar falhas nos pagamentos.'],
  ['pt', 'Alguns clientes notam atrasos.', 'Alguns clientes podem notar atrasos.'],
])('in %s, "%s" completes the template of the first update', (language, impact, expected) => {
  const { words } = resolveWords(language);
  const first = words.templates.first.split('. ').at(-1)!;
  expect(renderTemplateLine({ words }, first, ['Checkout'], impact)).toBe(expected);
});

test.each(['en', 'de', 'fr', 'pt'])(
  'in %s, each phrase to choose from completes the template as it is',
  (language) => {
    const { words } = resolveWords(language);
    for (const phrase of words.impactPhrases)
      expect(renderTemplateLine({ words }, '[specific impact]', [], phrase)).toBe(phrase);
  },
);
