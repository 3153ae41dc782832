import { describe, expect, test } from 'vitest';
import { resolveWords } from '../../../src/content/words/written-words.ts';
import { messagesFor } from '../../../src/site/i18n/choose.ts';
import { parsePolicy } from '../../../src/content/policy.ts';
import { enCommitmentMessages } from '../../../src/site/i18n/en-commitments.ts';
import { frCommitmentMessages } from '../../../src/site/i18n/fr-commitments.ts';
import { toPublicCommitments } from '../../../src/status/service-commitments.ts';

const TEXT = `name: Own
office-hours: { timezone: Europe/Paris, from: "09:00", to: "17:30" }
severities:
  p1: { name: High, impact: major, first-update: 1h, updates: { due: 2h office hours, late: 1 business day } }
  p2: { name: Low, impact: minor, first-update: 5 business days, customer-email: 5 business days }
`;

test('V12.1, V12.2 promises in working time are in the language of the page', () => {
  const source = { path: 'policies/own.yaml', text: TEXT };
  const commitments = toPublicCommitments(parsePolicy('own', [source]).value!, resolveWords('en').words);
  const read = [enCommitmentMessages, frCommitmentMessages].map((messages) => [
    ...commitments.severities.flatMap(messages.commitments),
    messages.officeHours(commitments.officeHours!),
  ]);
  expect(read).toMatchInlineSnapshot(`
    [
      [
        "A first update within 1 hour of detection.",
        "Then every 2 hours of office time, and at the latest after 1 business day, even if there is nothing new.",
        "A first update within 5 business days of detection.",
        "An e-mail at least every 5 business days until it is over.",
        "Business days are Monday, Tuesday, Wednesday, Thursday and Friday, without public holidays; office hours are 09:00 to 17:30 (Europe/Paris).",
      ],
      [
        "Une première mise à jour au plus tard 1 heure après le constat.",
        "Puis une mise à jour toutes les 2 heures de bureau, et jamais plus de 1 jour ouvré après la précédente, même s’il n’y a rien de nouveau.",
        "Une première mise à jour au plus tard 5 jours ouvrés après le constat.",
        "Un e-mail au moins tous les 5 jours ouvrés jusqu’à la fin.",
        "Les jours ouvrés sont lundi, mardi, mercredi, jeudi et vendredi, hors jours fériés ; les heures de bureau vont de 09:00 à 17:30 (Europe/Paris).",
      ],
    ]
  `);
});

test('without promises in working time, the page does not name office hours', () => {
  const text = TEXT.replace('2h office hours', '2h')
    .replace('1 business day ', '1 day ')
    .replaceAll('5 business days', '5d');
  const source = { path: 'policies/own.yaml', text };
  expect(
    toPublicCommitments(parsePolicy('own', [source]).value!, resolveWords('en').words).officeHours,
  ).toBeUndefined();
});

const OFF = `name: Own
wording: { blame: off, jargon: warn }
rules: { no-minimising: off }
apology: true
severities:
  p1: { name: High, impact: major }
`;

describe('the page names the rules on wording that check its texts', () => {
  test.each([
    [
      'en',
      [
        'Checked in each text: technical words, promised times of a fix, guesses about causes and an apology or thanks at the end.',
        'Not checked: blame and words that play a problem down.',
      ],
    ],
    [
      'fr',
      [
        'Vérifié dans chaque texte : excuses ou remerciements à la fin.',
        'Vérifié dans cette langue, pour les formes les plus courantes : mots techniques, promesses d’une heure de réparation et suppositions sur les causes.',
        'Non vérifié : reproches et mots qui minimisent un problème.',
      ],
    ],
    [
      'pt',
      [
        'Verificado em cada texto: um pedido de desculpa ou agradecimento no fim.',
        'Verificado nesta língua, nas formas mais comuns: palavras técnicas, promessas de uma hora de reparação e suposições sobre causas.',
        'Não verificado: culpas e palavras que minimizam um problema.',
      ],
    ],
    [
      'de',
      [
        'In jedem Text geprüft: eine Entschuldigung oder ein Dank am Ende.',
        'In dieser Sprache auf die häufigsten Formen geprüft: technische Wörter, versprochene Zeiten einer Reparatur und Vermutungen über Ursachen.',
        'Nicht geprüft: Schuldzuweisungen und Wörter, die ein Problem kleinreden.',
      ],
    ],
    [
      'nl',
      [
        'Not checked in this language: technical words, promised times of a fix, guesses about causes and an apology or thanks at the end.',
        'Not checked: blame and words that play a problem down.',
      ],
    ],
  ])('with language: %s', (language, expected) => {
    const { words } = resolveWords(language, [
      { path: 'words/nl.yaml', text: 'name: Nederlands\nlocale: nl-NL\n' },
    ]);
    const policy = parsePolicy('own', [{ path: 'policies/own.yaml', text: OFF }]).value!;
    const { writing } = toPublicCommitments(policy, words);
    const messages = messagesFor({
      language,
      ...(words.page && { words: { locale: language, page: words.page } }),
    });
    expect(messages.commitments.writingChecks(writing)).toEqual(expected);
  });
});
