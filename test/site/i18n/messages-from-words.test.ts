import { describe, expect, test } from 'vitest';
import { parseContent } from '../../../src/content/content.ts';
import { PAGE_WORD_PLACEHOLDERS } from '../../../src/content/schema/page-words.ts';
import { resolveWords } from '../../../src/content/words/written-words.ts';
import { SHIPPED_WORDS } from '../../../src/content/words/shipped.gen.ts';
import { enMessages } from '../../../src/site/i18n/en.ts';
import { messagesFor } from '../../../src/site/i18n/choose.ts';
import { createMessages } from '../../../src/site/i18n/messages-from-words.ts';
import type { Messages } from '../../../src/site/i18n/messages.ts';
import type { SeverityCommitments } from '../../../src/status/service-commitments.ts';
import { DAY, HOUR, MINUTE } from '../../../src/time/duration.ts';
import { PRESETS } from '../../support/example-content.ts';

const LANGUAGES = ['pt', 'de'];

function messagesOf(language: string): Messages {
  const { locale, page } = resolveWords(language).words;
  return messagesFor({ language, words: { locale, page } });
}

/** The paths of messages that are the same in both. */
function sameIn(a: object, b: object, prefix = ''): string[] {
  return Object.entries(a).flatMap(([key, value]) => {
    const other = (b as Record<string, unknown>)[key];
    if (typeof value === 'object') return sameIn(value as object, other as object, `${prefix}${key}.`);
    return value === other ? [prefix + key] : [];
  });
}

/** English, but each text and each function is another one. */
function another(messages: object): object {
  return Object.fromEntries(
    Object.entries(messages).map(([key, value]: [string, unknown]) => [
      key,
      typeof value === 'object'
        ? another(value as object)
        : typeof value === 'function'
          ? () => '⟦⟧'
          : `⟦${String(value)}⟧`,
    ]),
  );
}

describe.each(LANGUAGES)('the words of %s', (language) => {
  const { words, diagnostics } = resolveWords(language);

  test('are complete', () => {
    expect(diagnostics).toEqual([]);
    expect(words.missing).toEqual([]);
    expect(Object.keys(words.page).toSorted()).toEqual([...PAGE_WORD_PLACEHOLDERS.keys()].toSorted());
  });

  test('give every message that English has', () => {
    const fallback = another(enMessages) as Messages;
    const messages = createMessages(new Map(Object.entries(words.page)), words.locale, fallback);
    expect(sameIn(messages, fallback)).toEqual([]);
  });

  test('have another text for each plural form', () => {
    const same = Object.entries(words.page).flatMap(([path, word]) => {
      const forms = typeof word === 'string' ? [] : Object.values(word);
      return new Set(forms).size === forms.length ? [] : [path];
    });
    expect(same).toEqual([]);
  });

  test('contain every placeholder of each text, but for the number of some forms', () => {
    const lacking = Object.entries(words.page).flatMap(([path, word]) => {
      const other = typeof word === 'string' ? word : word.other;
      const names = PAGE_WORD_PLACEHOLDERS.get(path)!.filter((name) => name !== 'count');
      return names.filter((name) => !other.includes(`[${name}]`)).map((name) => `${path}: ${name}`);
    });
    expect(lacking).toEqual([]);
  });
});

test.each([
  [
    'de',
    'Vorfälle am letzten Tag.',
    'Vorfälle an 1 der letzten 2 Tage.',
    'Vorfälle an 2 der letzten 90 Tage.',
    'Balken: 24 Stunden, Zahlen: 90 Tage',
  ],
  [
    'pt',
    'Incidentes no último dia.',
    'Incidentes em 1 dos últimos 2 dias.',
    'Incidentes em 2 dos últimos 90 dias.',
    'Barras: 24 horas; números: 90 dias',
  ],
])('%s counts the days with incidents', (language, ...expected) => {
  const { uptime } = messagesOf(language);
  expect([uptime.days(1, 1), uptime.days(1, 2), uptime.days(2, 90), uptime.span(1, 90)]).toEqual(expected);
});

test.each(LANGUAGES)('%s says the overall status in one sentence', (language) => {
  const { overall } = messagesOf(language);
  const base = {
    state: 'degraded' as const,
    isUncertain: false,
    components: 6,
    open: 1,
    monitoringOnly: false,
    affected: [],
  };
  const affected = (...states: readonly ('degraded' | 'major-outage')[]) =>
    states.map((state, index) => ({ id: `c${index}`, name: `C${index}`, state, hasPage: false }));
  const sentences = [
    overall({ ...base, open: 0 }),
    overall({ ...base, monitoringOnly: true }),
    overall(base),
    overall({ ...base, affected: affected('major-outage') }),
    overall({ ...base, affected: affected('major-outage', 'degraded', 'degraded') }),
    overall({ ...base, affected: affected('major-outage', 'degraded', 'degraded', 'degraded', 'degraded') }),
    overall({ ...base, components: 2, affected: affected('degraded', 'degraded') }),
    overall({ ...base, open: 0, isUncertain: true }),
  ];
  expect(sentences.join('\n')).toMatchSnapshot();
});

test.each(LANGUAGES)('%s writes what the company promises', (language) => {
  const { commitments, uptime } = messagesOf(language);
  const days = { unit: 'business-days', count: 2 } as const;
  const severity: SeverityCommitments = {
    key: 'a',
    name: 'A',
    impact: 'major',
    definition: [],
    examples: [],
    onlyIfCustomerFacing: false,
  };
  const texts = [
    ...commitments.commitments({
      ...severity,
      first: 15 * MINUTE,
      cadence: { due: 30 * MINUTE, late: HOUR },
      email: 2 * DAY,
      resolution: days,
    }),
    ...commitments.commitments({ ...severity, cadence: { due: HOUR, late: HOUR } }),
    commitments.security({ unit: 'business-days', count: 1 }),
    commitments.officeHours({ weekdays: [0, 1, 4], from: 540, to: 1050, timezone: 'Europe/Lisbon' }),
    commitments.notice(5 * DAY),
    uptime.calculation({ window: DAY, degraded: 0.1, 'partial-outage': 0.5, 'major-outage': 1 }),
    uptime.figure(0.99984, 90 * DAY),
  ];
  expect(texts.join('\n')).toMatchSnapshot();
});

function findingsOf(language: string, path: string, text: string): string[] {
  const { diagnostics, siteContext } = parseContent({
    site: {
      path: 'status.yaml',
      text: `name: Shop\nurl: https://status.shop.example\npolicy: standard\nlanguage: ${language}\n`,
    },
    policies: PRESETS,
    words: [{ path, text }],
    components: [],
    incidents: [],
    postmortems: [],
  });
  expect(siteContext).toBeDefined();
  return diagnostics.map(({ level, message }) => `${level}: ${message}`);
}

describe('a company’s file of words', () => {
  test('replaces single words of a language', () => {
    const page = 'page: { home: { planned: Trabalhos planeados } }\n';
    expect(findingsOf('pt', 'words/pt.yaml', page)).toEqual([]);
    const { words } = resolveWords('pt', [{ path: 'words/pt.yaml', text: page }]);
    const messages = messagesFor({ language: 'pt', words });
    expect([messages.home.planned, messages.home.components]).toEqual(['Trabalhos planeados', 'Sistemas']);
  });

  test('replaces single words of English and French too', () => {
    const { words } = resolveWords('fr', [
      { path: 'words/fr.yaml', text: 'page: { home: { planned: Travaux } }\n' },
    ]);
    const messages = messagesFor({ language: 'fr', words });
    expect([messages.home.planned, messages.home.components]).toEqual([
      'Travaux',
      expect.stringMatching(/^Services/),
    ]);
  });

  test('brings another language; what it lacks is English, and a warning names it', () => {
    const text = 'locale: es-ES\npage: { home: { planned: Mantenimiento previsto } }\n';
    expect(findingsOf('es', 'words/es.yaml', text).join('\n')).toMatch(
      /^warn: These words are missing, so they are in English: templates\.first, .* and \d+ more\.$/,
    );
    const { words } = resolveWords('es', [{ path: 'words/es.yaml', text }]);
    const messages = messagesFor({ language: 'es', words });
    expect([messages.locale, messages.home.planned, messages.home.components]).toEqual([
      'es-ES',
      'Mantenimiento previsto',
      'Systems',
    ]);
  });

  test('lacks one word, which a warning names', () => {
    const text = SHIPPED_WORDS['pt']!.replace(/^ {4}planned: .*\n/m, '');
    expect(findingsOf('es', 'words/es.yaml', text)).toEqual([
      'warn: These words are missing, so they are in English: page.home.planned.',
    ]);
  });

  test.each([
    ['an unknown word', 'page: { home: { plannd: Trabalhos } }'],
    ['an unknown group', 'page: { hom: { planned: Trabalhos } }'],
    ['an unknown placeholder', 'page: { page: { title: "Estado de [company]" } }'],
    ['a plural form without the general one', 'page: { history: { count: { one: "[count] entrada" } } }'],
  ])('has %s, which is named', (_name, text) => {
    expect(findingsOf('pt', 'words/pt.yaml', text).join('\n')).toMatchSnapshot();
  });
});

test.each(['uptime.calculation', 'uptime.span', 'commitments.security', 'feed.item', 'overall.looking'])(
  '%s alone, without the other words of its message, leaves the message as it was',
  (path) => {
    const messages = createMessages(new Map([[path, 'Own word']]), 'en-GB', enMessages);
    const textsOf = ({ uptime, commitments, feed, overall }: Messages): unknown[] => [
      uptime.calculation({ window: DAY, degraded: 0.1, 'partial-outage': 0.5, 'major-outage': 1 }),
      uptime.span(90, 30),
      commitments.security({ unit: 'business-days', count: 1 }),
      feed.item('Title', 'Resolved', true),
      overall({
        state: 'operational',
        affected: [],
        components: 2,
        open: 1,
        monitoringOnly: false,
        isUncertain: false,
      }),
    ];
    expect(textsOf(messages)).toEqual(textsOf(enMessages));
  },
);

test.each([
  ['he-IL', '\u2066This page may be out of date.\u2069', '\u2066No record before 1 May.\u2069', 'Subscribe'],
  ['pl-PL', 'This page may be out of date.', 'No record before 1 May.', 'Subscribe'],
])('%s: an English sentence keeps its full stop at its end', (locale, text, made, label) => {
  const messages = createMessages(new Map([['page.history', 'Own word']]), locale, enMessages);
  expect(messages.page.stale).toBe(text);
  expect(messages.uptime.noRecord('1 May')).toBe(made);
  expect(messages.page.subscribe).toBe(label);
  expect([messages.colon, messages.page.history]).toEqual([enMessages.colon, 'Own word']);
  const checks = [{ check: 'blame', state: 'on' }] as const;
  expect(messages.commitments.writingChecks(checks)[0]!.startsWith('\u2066')).toBe(locale === 'he-IL');
});
