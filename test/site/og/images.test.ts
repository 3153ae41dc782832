import { describe, expect, test } from 'vitest';
import { listCardFiles, getEntryImage, getHomeImage, getSiteImage } from '../../../src/site/og/images.ts';
import { pageFor } from '../../support/status-view-from-files.ts';
import { OPEN_SEV_1, RESOLVED, UPCOMING } from '../sample-incidents.ts';
import { fixed, incident } from '../../support/shop-files.ts';

const SITE = 'name: Vayva\nurl: https://vayva.shop/status\npolicy: vayva\ntimezone: Africa/Lagos\n';
const FILES = {
  '2026-11-22-pay': OPEN_SEV_1,
  '2026-11-23-books': UPCOMING,
  '2026-11-20-late': RESOLVED,
};

function cardsOf(files: Parameters<typeof pageFor>[0]) {
  return Object.fromEntries(listCardFiles(pageFor(files)).map(({ file, card }) => [file, card]));
}

test('each card says whose page it is, how things are, what it is about and when that was', () => {
  expect(cardsOf({ incidents: FILES })).toMatchInlineSnapshot(`
    {
      "og/home.png": {
        "address": "vayva.shop/status",
        "brand": "Vayva status",
        "fallbacks": [
          "Having problems",
        ],
        "state": "degraded",
        "time": "As of 22 Nov 2026, 10:40 GMT+1",
        "title": "Checkout and WhatsApp are having problems.",
      },
      "og/incidents/2026-11-20-late.png": {
        "address": "vayva.shop/status",
        "brand": "Vayva status",
        "state": "operational",
        "subtitle": "Resolved",
        "time": "20 November 2026 · 1 hour, 8 minutes",
        "title": "Some messages were late",
      },
      "og/incidents/2026-11-22-pay.png": {
        "address": "vayva.shop/status",
        "brand": "Vayva status",
        "fallbacks": [
          "Having problems",
        ],
        "state": "degraded",
        "subtitle": "Having problems · Monitoring",
        "time": "22 Nov 2026, 10:40 GMT+1",
        "title": "Nobody can pay",
      },
      "og/incidents/2026-11-23-books.png": {
        "address": "vayva.shop/status",
        "brand": "Vayva status",
        "state": "maintenance",
        "subtitle": "Scheduled",
        "time": "23 Nov 2026, 23:00 GMT+1 – 24 Nov 2026, 00:30 GMT+1",
        "title": "Upgrade of the order books",
      },
      "og/site.png": {
        "address": "vayva.shop/status",
        "brand": "Vayva status",
        "title": "Vayva status",
      },
    }
  `);
});

test('in French', () => {
  expect(cardsOf({ incidents: FILES, site: `${SITE}language: fr\n` })).toMatchInlineSnapshot(`
    {
      "og/home.png": {
        "address": "vayva.shop/status",
        "brand": "État des services Vayva",
        "fallbacks": [
          "Perturbations",
          "Having problems",
        ],
        "state": "degraded",
        "time": "Situation au 22 nov. 2026, 10:40 UTC+1",
        "title": "Checkout et WhatsApp rencontrent des problèmes.",
      },
      "og/incidents/2026-11-20-late.png": {
        "address": "vayva.shop/status",
        "brand": "État des services Vayva",
        "state": "operational",
        "subtitle": "Résolu",
        "time": "20 novembre 2026 · 1 heure et 8 minutes",
        "title": "Some messages were late",
      },
      "og/incidents/2026-11-22-pay.png": {
        "address": "vayva.shop/status",
        "brand": "État des services Vayva",
        "fallbacks": [
          "Perturbations",
          "Having problems",
        ],
        "state": "degraded",
        "subtitle": "Perturbations · Sous surveillance",
        "time": "22 nov. 2026, 10:40 UTC+1",
        "title": "Nobody can pay",
      },
      "og/incidents/2026-11-23-books.png": {
        "address": "vayva.shop/status",
        "brand": "État des services Vayva",
        "state": "maintenance",
        "subtitle": "Planifiée",
        "time": "23 nov. 2026, 23:00 UTC+1 – 24 nov. 2026, 00:30 UTC+1",
        "title": "Upgrade of the order books",
      },
      "og/site.png": {
        "address": "vayva.shop/status",
        "brand": "État des services Vayva",
        "title": "État des services Vayva",
      },
    }
  `);
});

test('nothing the matter: the card of the front page changes with the day, and not before', () => {
  const home = (now: string) => cardsOf({ now })['og/home.png'];
  expect(home('2026-11-22T00:30Z')).toMatchObject({ state: 'operational', time: 'As of 22 November 2026' });
  expect(home('2026-11-22T22:59Z')).toEqual(home('2026-11-22T00:30Z'));
  expect(home('2026-11-22T23:00Z')?.time).toBe('As of 23 November 2026');
});

describe('which have one of their own', () => {
  const past = (day: string) =>
    incident({
      title: `No. ${day}`,
      components: 'checkout: degraded',
      detected: `2026-11-${day}T08:00Z`,
      internal: fixed(`2026-11-${day}T08:29Z`),
      updates: [
        [`2026-11-${day}T08:05Z investigating`, 'We are looking into it.'],
        [`2026-11-${day}T09:05Z resolved`, 'It is over.'],
      ],
    });
  const days = Array.from({ length: 16 }, (_, at) => String(at + 5).padStart(2, '0'));
  const many = Object.fromEntries(days.map((day) => [`2026-11-${day}-old`, past(day)]));

  const named = (images = 'recent') =>
    Object.keys(cardsOf({ site: `${SITE}images: ${images}\n`, incidents: { ...many, ...FILES } }));

  test('what is open, what is to come, and what ended lately: eight at most', () => {
    expect(named()).toEqual([
      'og/home.png',
      'og/site.png',
      'og/incidents/2026-11-22-pay.png',
      'og/incidents/2026-11-23-books.png',
      ...[
        '2026-11-20-late',
        '2026-11-20-old',
        '2026-11-19-old',
        '2026-11-18-old',
        '2026-11-17-old',
        '2026-11-16-old',
      ].map((id) => `og/incidents/${id}.png`),
    ]);
  });

  test('what is over for two weeks is not among them', () => {
    const incidents = {
      '2026-11-07-old': many['2026-11-07-old']!,
      '2026-11-09-old': many['2026-11-09-old']!,
    };
    expect(Object.keys(cardsOf({ incidents }))).toEqual([
      'og/home.png',
      'og/site.png',
      'og/incidents/2026-11-09-old.png',
    ]);
  });

  test('all of them, if status.yaml asks for them; or none', () => {
    expect(named('all')).toHaveLength(2 + 16 + 3);
    expect(named('off')).toEqual([]);
  });

  test('the others share the picture of the site, and with pictures off there is none', () => {
    const page = pageFor({ incidents: many });
    expect(getEntryImage(page, '2026-11-05-old')).toEqual(getSiteImage(page));
    const off = pageFor({ incidents: many, site: `${SITE}images: off\n` });
    expect([getHomeImage(off), getSiteImage(off), getEntryImage(off, '2026-11-20-old')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

test.each([
  ['https://vayva.shop/status', 'https://vayva.shop/status/og/home.png?v='],
  ['https://vayva.shop/status/', 'https://vayva.shop/status/og/home.png?v='],
  ['https://status.vayva.shop', 'https://status.vayva.shop/og/home.png?v='],
])('for %s the picture has a whole address', (url, begins) => {
  const image = getHomeImage(pageFor({ site: SITE.replace(/url: .*/, `url: ${url}`) }))!;
  expect(image.href.slice(0, -10)).toBe(begins);
  expect(image.alt).toBe('All systems are working.');
});

test('another card has another address, since networks keep a picture by its own', () => {
  const href = (title: string) =>
    getEntryImage(
      pageFor({ incidents: { '2026-11-22-pay': OPEN_SEV_1.replace('Nobody can pay', title) } }),
      '2026-11-22-pay',
    )?.href;
  expect(href('Nobody can pay')).toBe(href('Nobody can pay'));
  expect(href('Nobody could pay')).not.toBe(href('Nobody can pay'));
});
