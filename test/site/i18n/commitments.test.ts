import { expect, test } from 'vitest';
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
  const commitments = toPublicCommitments(parsePolicy('own', [source]).value!);
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
  expect(toPublicCommitments(parsePolicy('own', [source]).value!).officeHours).toBeUndefined();
});
