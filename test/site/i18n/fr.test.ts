import { describe, expect, test } from 'vitest';
import { HOUR, MINUTE, DAY } from '../../../src/time/duration.ts';
import type { OverallStatus } from '../../../src/status/overall.ts';
import type { SeverityCommitments } from '../../../src/status/service-commitments.ts';
import type { CurrentState } from '../../../src/status/states.ts';
import { createDateFormats } from '../../../src/site/dates.ts';
import { frMessages } from '../../../src/site/i18n/fr.ts';
import { namesOfWords } from './pseudo-locale.ts';

function overall(states: Record<string, CurrentState>, more: Partial<OverallStatus> = {}): string {
  const affected = Object.entries(states).map(([name, state]) => ({ id: name, name, state, hasPage: true }));
  return frMessages.overall({
    state: affected[0]?.state ?? 'operational',
    isUncertain: false,
    affected,
    components: 9,
    open: 1,
    monitoringOnly: false,
    ...more,
  });
}

describe('the one sentence', () => {
  test.each<[string, string]>([
    [overall({}, { open: 0 }), 'Tous les services fonctionnent.'],
    [overall({}), 'Nous examinons un problème.'],
    [
      overall({}, { monitoringOnly: true }),
      'Tous les services fonctionnent de nouveau, et nous restons attentifs.',
    ],
    [overall({ Paiement: 'partial-outage' }), 'Paiement est partiellement en panne.'],
    [overall({ Paiement: 'degraded' }), 'Paiement rencontre des problèmes.'],
    [
      overall({ A: 'major-outage', B: 'major-outage', C: 'degraded' }),
      'A et B sont en panne, et C rencontre des problèmes.',
    ],
    [
      overall({ A: 'major-outage', B: 'major-outage' }, { components: 2 }),
      'Tous les services sont en panne.',
    ],
    [
      overall({ A: 'major-outage', B: 'degraded', C: 'degraded', D: 'degraded' }),
      'A est en panne, et 3 autres services sont touchés.',
    ],
    [
      overall({ A: 'degraded', B: 'degraded', C: 'degraded', D: 'degraded' }),
      '4 services rencontrent des problèmes.',
    ],
    [
      overall({ A: 'major-outage', B: 'major-outage', C: 'major-outage', D: 'degraded' }),
      'A, B et C sont en panne, et 1 autre service est touché.',
    ],
  ])('%s', (said, expected) => expect(said).toBe(expected));
});

test('one and many: 0 and 1 are one', () => {
  expect([0, 1, 2, 1_000_000].map((count) => frMessages.history.count(count))).toEqual([
    '0 événement',
    '1 événement',
    '2 événements',
    '1000000 événements',
  ]);
  expect([1, 2].map((count) => frMessages.home.earlierUpdates(count))).toEqual([
    '1 mise à jour précédente',
    '2 mises à jour précédentes',
  ]);
  expect([1, 3].map((count) => frMessages.home.moreEntries(count))).toEqual(['1 autre', '3 autres']);
  const updates = (due: number, onTime: number) =>
    frMessages.commitments.updates({ updates: { due, onTime }, days: 90 } as Parameters<
      typeof frMessages.commitments.updates
    >[0]);
  expect([updates(1, 1), updates(1, 0), updates(7, 1), updates(7, 6)]).toMatchInlineSnapshot(`
    [
      "Sur 1 mise à jour attendue ces 90 derniers jours, 1 est arrivée à temps.",
      "Sur 1 mise à jour attendue ces 90 derniers jours, aucune n’est arrivée à temps.",
      "Sur 7 mises à jour attendues ces 90 derniers jours, 1 est arrivée à temps.",
      "Sur 7 mises à jour attendues ces 90 derniers jours, 6 sont arrivées à temps.",
    ]
  `);
});

/** Without the difference of spaces, which `Intl` knows better. */
function plainly(duration: number): string {
  return frMessages.duration(duration).replaceAll('\u00a0', ' ');
}

test('lengths of time and shares', () => {
  expect([MINUTE, 7 * MINUTE, HOUR, 90 * MINUTE, 26 * HOUR].map(plainly)).toEqual([
    '1 minute',
    '7 minutes',
    '1 heure',
    '1 heure et 30 minutes',
    '1 jour et 2 heures',
  ]);
  expect(frMessages.uptime.figure(0.99987, 90 * DAY)).toBe('99,987\u00a0% sur 90 jours');
});

test('what is promised', () => {
  const promised: SeverityCommitments = {
    key: 'a',
    name: 'A',
    impact: 'major',
    definition: [],
    examples: [],
    onlyIfCustomerFacing: false,
  };
  const say = (due: number, late: number) =>
    frMessages.commitments.commitments({ ...promised, cadence: { due, late } })[0];
  expect([
    say(30 * MINUTE, 30 * MINUTE),
    say(15 * MINUTE, 30 * MINUTE),
    say(HOUR, HOUR),
    say(90 * MINUTE, 90 * MINUTE),
    say(HOUR, 2 * HOUR),
    say(3 * DAY, 3 * DAY),
    ...frMessages.commitments.commitments({
      ...promised,
      first: 15 * MINUTE,
      email: 2 * HOUR,
      resolution: HOUR,
    }),
  ]).toMatchInlineSnapshot(`
    [
      "Puis une mise à jour au moins toutes les 30 minutes, même s’il n’y a rien de nouveau.",
      "Puis une mise à jour toutes les 15 minutes, et jamais plus de 30 minutes après la précédente, même s’il n’y a rien de nouveau.",
      "Puis une mise à jour au moins toutes les heures, même s’il n’y a rien de nouveau.",
      "Puis une mise à jour avec au plus 1 heure et 30 minutes d’intervalle, même s’il n’y a rien de nouveau.",
      "Puis une mise à jour toutes les heures, et jamais plus de 2 heures après la précédente, même s’il n’y a rien de nouveau.",
      "Puis une mise à jour au moins tous les 3 jours, même s’il n’y a rien de nouveau.",
      "Une première mise à jour au plus tard 15 minutes après le constat.",
      "Un e-mail au moins toutes les 2 heures jusqu’à la fin.",
      "Une dernière mise à jour au plus tard 1 heure après la résolution.",
    ]
  `);
});

test('dates are of the company’s own region', () => {
  const at = Date.parse('2026-11-22T21:40Z');
  expect(createDateFormats('fr-FR', 'Europe/Paris').instant(at).local).toBe('22 nov. 2026, 22:40 UTC+1');
  expect(createDateFormats('fr-CA', 'America/Montreal').instant(at).local).toBe('22 nov. 2026, 16 h 40 HNE');
});

/** Every text of the words, functions asked with what they can take. */
function texts(words: object): string[] {
  const asked = ['Vayva', 'investigating', true];
  return Object.entries(words).flatMap(([name, value]): string[] => {
    if (typeof value === 'object') return texts(value as object);
    if (typeof value === 'string') return name === 'locale' || name === 'dir' ? [] : [value];
    try {
      return [(value as (...args: unknown[]) => string | string[])(...asked)].flat();
    } catch {
      return [];
    }
  });
}

test('is written as French is: spaces before its signs that don’t break, and its own apostrophes and quotes', () => {
  const all = texts(frMessages);
  expect(all.length).toBeGreaterThan(namesOfWords(frMessages).length * 0.85);
  const wrong = all.filter((text) =>
    /'|"|\.\.\.| [;:!?»%]|« |[^\u202f][;!?]|[^\u00a0]:|«[^\u00a0]/.test(text),
  );
  expect(wrong).toEqual([]);
});
