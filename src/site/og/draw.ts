import { readFile } from 'node:fs/promises';
import { Resvg } from '@resvg/resvg-js';
import satori from 'satori';
import type { Card } from './card.ts';
import { CARD_SIZE } from './card-size.ts';
import { layoutCard } from './layout.ts';
import type { LogoImage } from './layout.ts';

type Fonts = Parameters<typeof satori>[1]['fonts'];

const WEIGHTS = [400, 600] as const;

/**
 * Renders a card as a PNG with the bundled font only, so that the same card gives the same bytes on any machine. Text that
 * the font can't render is omitted.
 */
export async function renderCard(card: Card, logo?: LogoImage): Promise<Uint8Array> {
  const missing = new Set<string>();
  let svg = await toSvg(card, logo, missing);
  if (missing.size > 0) {
    // Finds out which characters of the other titles are missing.
    await toSvg({ ...card, title: (card.fallbacks ?? []).join(' ') }, logo, missing);
    svg = await toSvg(removeUnsupportedText(card, missing), logo, new Set());
  }
  return new Resvg(svg, { font: { loadSystemFonts: false } }).render().asPng();
}

/** Adds the characters that no font has to `missing`. */
async function toSvg(card: Card, logo: LogoImage | undefined, missing: Set<string>): Promise<string> {
  return satori(layoutCard(card, logo) as Parameters<typeof satori>[0], {
    ...CARD_SIZE,
    fonts: await loadFonts(Object.values(card).flat().join('')),
    loadAdditionalAsset: (_language, segment) => {
      for (const char of segment) missing.add(char);
      return Promise.resolve([]);
    },
  });
}

/** Characters without which a word becomes another word. */
const WORD_CHARACTER = /[\p{L}\p{M}\p{N}]/u;

/**
 * Removes the characters that the fonts lack. A symbol or emoji is removed from its text; a text with a missing letter is
 * removed completely, because a partial name is wrong. The address replaces a missing brand.
 */
function removeUnsupportedText(card: Card, missing: ReadonlySet<string>): Card {
  const supported = (text: string | undefined): string => {
    const chars = [...(text ?? '')];
    if (chars.some((char) => missing.has(char) && WORD_CHARACTER.test(char))) return '';
    return chars
      .map((char) => (missing.has(char) ? (/\s/.test(char) ? ' ' : '') : char))
      .join('')
      .trim();
  };
  return {
    ...card,
    brand: supported(card.brand) || card.address,
    title: [card.title, ...(card.fallbacks ?? [])].map(supported).find((text) => text !== '') ?? '',
    subtitle: supported(card.subtitle),
    time: supported(card.time),
  };
}

let rangesCache: Promise<readonly (readonly [subset: string, pattern: RegExp])[]> | undefined;
const fontsCache = new Map<string, Promise<Fonts>>();

/** The subsets of the font that a text needs, Latin first. */
async function loadFonts(text: string): Promise<Fonts> {
  const ranges = await (rangesCache ??= readRanges());
  const subsets = ranges.filter(([subset, pattern]) => subset === 'latin' || pattern.test(text));
  const names = subsets
    .map(([subset]) => subset)
    .toSorted((a, b) => Number(b === 'latin') - Number(a === 'latin'));
  const key = names.join();
  let fonts = fontsCache.get(key);
  if (!fonts) fontsCache.set(key, (fonts = readFonts(names)));
  return fonts;
}

async function readRanges(): Promise<(readonly [string, RegExp])[]> {
  const subsets = JSON.parse(
    await readFile(new URL(import.meta.resolve('@fontsource/inter/unicode.json')), 'utf8'),
  ) as Record<string, string>;
  return Object.entries(subsets).map(([subset, text]) => {
    const parts = text.replaceAll('U+', '').split(',');
    const classes = parts.map((part) => part.replace(/[\dA-F]+/g, String.raw`\u{$&}`));
    return [subset, new RegExp(`[${classes.join('')}]`, 'u')];
  });
}

async function readFonts(subsets: readonly string[]): Promise<Fonts> {
  const wanted = WEIGHTS.flatMap((weight) => subsets.map((subset) => ({ weight, subset })));
  return Promise.all(
    wanted.map(async ({ weight, subset }) => {
      const data = await readFile(fontFile(subset, weight));
      return { name: subset, data, weight, style: 'normal' as const };
    }),
  );
}

function fontFile(subset: string, weight: number): URL {
  return new URL(import.meta.resolve(`@fontsource/inter/files/inter-${subset}-${weight}-normal.woff`));
}
