import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { buildSite } from '../../src/site/build-site.ts';
import { loadStatus } from '../../src/site/load-status.ts';
import { shopRepository } from '../support/shop-repository.ts';
import { filesOf } from '../support/shop-site.ts';
import { textsOfCalendar, textsOfHtml, textsOfJson, textsOfXml } from '../site/i18n/visible-text.ts';
import type { Shown } from '../site/i18n/visible-text.ts';

interface Company {
  readonly language: string;
  readonly site: string;
  readonly component: string;
  readonly severity: string;
  readonly impact: string;
}

const COMPANIES: readonly Company[] = [
  {
    language: 'fr',
    site: 'Le Kiosque',
    component: 'Paiement',
    severity: 'Grave',
    impact: 'des paiements refusés',
  },
  {
    language: 'pt',
    site: 'O Quiosque',
    component: 'Pagamento',
    severity: 'Grave',
    impact: 'pagamentos recusados',
  },
  {
    language: 'de',
    site: 'Der Kiosk',
    component: 'Kasse',
    severity: 'Schwer',
    impact: 'abgelehnte Zahlungen',
  },
];

/** Words of English sentences that no other language here has. */
const ENGLISH = new Set(
  `the and with is are were this that we our you your have has been will from of to not it its they there
  some customers may experience again once when what where update updates`.split(/\s+/),
);

/** Texts with at least two different words of English. */
function englishIn(shown: readonly Shown[]): string[] {
  return shown.flatMap(({ where, text }) => {
    const words = new Set((text.toLowerCase().match(/\p{L}+/gu) ?? []).filter((word) => ENGLISH.has(word)));
    return words.size < 2 ? [] : [`${where}: ${text.trim().slice(0, 120)}`];
  });
}

/** One incident at a terminal, from its opening to its end, with only Candor's own texts. */
function playIncident({ language, site, component, severity, impact }: Company) {
  const shop = shopRepository({
    remote: false,
    files: {
      'status.yaml': `name: ${site}\nurl: https://etat.example.com\nid: tag:example.com,2026:etat\npolicy: propre\nlanguage: ${language}\ntimezone: UTC\npeople: { responsable: ["@ana"] }\n`,
      'policies/propre.yaml': `name: ${site}\nroles: { responsable: { name: Responsable } }\nrequired: { commander: responsable }\nseverities:\n  s1: { name: ${severity}, impact: major, first-update: 15m, updates: { due: 30m, late: 1h } }\n`,
      'components/checkout.md': `---\nname: ${component}\n---\n`,
      'components/orders.md': `---\nname: ${component} 2\n---\n`,
    },
  });
  const steps: readonly (readonly string[])[] = [
    ['open', '--severity', 's1', '--component', 'checkout', '--impact', impact, '--now', '2026-11-24T09:00Z'],
    ['update', '--phase', 'identified', '--now', '2026-11-24T09:10Z'],
    ['update', '--no-change', '--now', '2026-11-24T09:30Z'],
    ['update', '--phase', 'monitoring', '--fixed', '1m', '--now', '2026-11-24T09:50Z'],
    ['resolve', '--now', '2026-11-24T10:30Z'],
  ];
  for (const step of steps) {
    const ran = shop.incident(step);
    expect([step[0], ran.code, ran.err]).toEqual([step[0], 0, '']);
  }
  shop.git('merge', '--quiet', '--no-edit', 'incident/2026-11-24-checkout');
  return shop;
}

describe.each(COMPANIES)('$language: a whole incident', { timeout: 180_000 }, (company) => {
  test('has no English sentence that the company did not write', async () => {
    const shop = playIncident(company);
    const file = readFileSync(join(shop.root, 'incidents/2026-11-24-checkout.md'), 'utf8');
    const [, front = '', body = ''] = /^---\n([^]*?)\n---\n([^]*)$/.exec(file)!;
    expect(front).toContain(company.component);
    expect(body.match(/^## /gm)).toHaveLength(5);
    expect(englishIn(body.split('\n').map((text) => ({ where: 'incident file', text })))).toEqual([]);
    const { view } = await loadStatus(shop.root, Date.parse('2026-11-24T11:00Z'));
    const dist = join(shop.root, 'dist');
    await buildSite(view!, dist, { clean: true });
    const found = [...filesOf(dist)].flatMap(([path, text]) =>
      englishIn(textsOf(path, Buffer.from(text, 'latin1').toString('utf8'))).map((one) => `${path} ${one}`),
    );
    expect(found).toEqual([]);
  });
});

function textsOf(path: string, text: string): Shown[] {
  // Statuspage's API and feeds, which bots read, have its English words.
  if (/^history\.(?:rss|atom)$|^api\//.test(path)) return [];
  if (path.endsWith('.html')) return textsOfHtml(text);
  if (/\.(?:xml|atom|svg)$/.test(path)) return textsOfXml(text);
  if (path.endsWith('.ics')) return textsOfCalendar(text);
  return path === 'feed.json' ? textsOfJson(text, ['title', 'description', 'content_html', 'name']) : [];
}
