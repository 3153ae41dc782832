import { readFile } from 'node:fs/promises';
import { Resvg } from '@resvg/resvg-js';
import satori from 'satori';
import type { Card } from './card.ts';
import { CARD_SIZE } from './card-size.ts';
import { layoutCard } from './layout.ts';
import type { LogoImage } from './layout.ts';
import { removeUnsupportedText } from './drawable.ts';

type Fonts = Parameters<typeof satori>[1]['fonts'];

const WEIGHTS = [400, 600] as const;

/**
 * A card as a PNG. Letters come from the engine's own font as outlines, and no font of the machine has a part in it: the
 * same card is the same bytes in any zone, under any locale. What the font has no letters for is left out.
 */
export async function renderCard(card: Card, logo?: LogoImage): Promise<Uint8Array> {
  const missing = new Set<string>();
  let svg = await toSvg(card, logo, missing);
  if (missing.size > 0) svg = await toSvg(removeUnsupportedText(card, missing), logo, new Set());
  return new Resvg(svg, { font: { loadSystemFonts: false } }).render().asPng();
}

/** Tells what there is no letter for in any of the fonts. */
async function toSvg(card: Card, logo: LogoImage | undefined, missing: Set<string>): Promise<string> {
  return satori(layoutCard(card, logo) as Parameters<typeof satori>[0], {
    ...CARD_SIZE,
    fonts: await loadFonts(Object.values(card).join('')),
    loadAdditionalAsset: (_language, segment) => {
      for (const char of segment) missing.add(char);
      return Promise.resolve([]);
    },
  });
}

let rangesCache: Promise<readonly (readonly [subset: string, pattern: RegExp])[]> | undefined;
const fontsCache = new Map<string, Promise<Fonts>>();

/** The font's parts that hold the letters of a text, Latin first. */
async function loadFonts(text: string): Promise<Fonts> {
  const known = await (rangesCache ??= readRanges());
  const subsets = known.filter(([subset, pattern]) => subset === 'latin' || pattern.test(text));
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
