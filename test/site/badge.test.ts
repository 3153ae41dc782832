import { XMLParser } from 'fast-xml-parser';
import { expect, test } from 'vitest';
import { measureTextWidth, renderBadge } from '../../src/site/badge.ts';
import { STATE_COLOURS } from '../../src/site/state-colours.ts';
import { hasBrowser, openPage } from '../support/browser.ts';
import { pageFor } from '../support/status-view-from-files.ts';
import type { PageFiles } from '../support/status-view-from-files.ts';
import { isWellFormed } from './feeds/read-feed.ts';
import { SITUATIONS } from './sample-incidents.ts';

interface Badge {
  readonly svg: {
    readonly title: string;
    readonly '@width': string;
    readonly '@role': string;
    readonly '@aria-label': string;
    readonly rect: { readonly '@fill': string };
    readonly g: { readonly text: readonly { readonly '#text': string; readonly '@textLength': string }[] };
  };
}

const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '@', parseTagValue: false });

function badge(files: PageFiles, id?: string): Badge['svg'] {
  const site = pageFor(files);
  const text = renderBadge(
    site,
    site.view.components.find((component) => component.id === id),
  );
  expect(isWellFormed(text)).toBe(true);
  return (parser.parse(text) as Badge).svg;
}

test.each([
  ['no incident', undefined, 'Vayva: Working', 'operational'],
  ['open SEV-1', undefined, 'Vayva: Having problems', 'degraded'],
  ['open SEV-1', 'checkout', 'Checkout: Having problems', 'degraded'],
  ['open SEV-1', 'orders', 'Orders: Working', 'operational'],
  ['open maintenance', undefined, 'Vayva: Planned maintenance', 'maintenance'],
  ['upcoming maintenance', 'orders', 'Orders: Working', 'operational'],
] as const)('with %s, the badge of %s says %j', (situation, id, title, state) => {
  const { rect, g, ...svg } = badge(SITUATIONS[situation]!, id);
  expect(svg).toMatchObject({ title, '@aria-label': title, '@role': 'img' });
  expect(g.text.map(({ '#text': text }) => text).join(': ')).toBe(title);
  expect(rect['@fill']).toBe(STATE_COLOURS[state]);
});

const incident = (phase: string): PageFiles => ({
  incidents: {
    a: `---\ntitle: A\nseverity: sev-2\ndetected: 2026-11-22T09:00Z\n---\n\n## 2026-11-22T09:05Z ${phase}\n\nText.\n`,
  },
});

test('an incident of no component is trouble, until it is only watched', () => {
  expect(badge(incident('investigating')).title).toBe('Vayva: Having problems');
  expect(badge(incident('monitoring')).title).toBe('Vayva: Working');
});

const NAMES = {
  hostile: '</title><script>alert(1)</script> & "quotes"',
  long: 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft',
  rtl: 'الدفع الإلكتروني',
  wide: '支払いと注文の受付 🧯',
  marks: 'Zażółć gęślą jaźń',
};

test.each(Object.entries(NAMES))('a name of any kind: %s', (id, name) => {
  const { title, g } = badge({ components: { [id]: `name: ${JSON.stringify(name)}` } }, id);
  expect(decoded(title)).toBe(`${name}: Working`);
  const label = decoded(g.text[0]!['#text']);
  expect(
    label.endsWith('…') ? label.length <= 40 && name.startsWith(label.slice(0, -1)) : label === name,
  ).toBe(true);
});

/** The parser leaves numeric references as they are. */
function decoded(text: string): string {
  return text.replaceAll('&#39;', "'");
}

test.runIf(hasBrowser)('text is as wide as a browser draws it, give or take a fifth', async () => {
  const page = await openPage();
  const texts = [
    ...Object.values(NAMES),
    'Checkout',
    'Planned maintenance',
    'WhatsApp messaging',
    'Illinois',
  ];
  const widths = await page.evaluate((all) => {
    const pen = document.createElement('canvas').getContext('2d')!;
    pen.font = '11px Verdana, "DejaVu Sans", Geneva, sans-serif';
    return all.map((text) => pen.measureText(text).width);
  }, texts);
  for (const [index, text] of texts.entries()) {
    if (text === NAMES.wide) continue; // whether there is a font for it depends on the machine
    const share = measureTextWidth(text) / widths[index]!;
    expect([text, share > 0.8 && share < 1.2, share]).toEqual([text, true, share]);
  }
});

test.each(Object.entries(STATE_COLOURS))('white can be read on the colour of %s', (_, colour) => {
  const channel = (at: number): number => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  const luminance = 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
  expect(1.05 / (luminance + 0.05)).toBeGreaterThan(4.5);
});
