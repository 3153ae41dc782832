// One bundled file, in 6 ms of CPU time; the modules of `culori/fn` take 60, and `validate` would pay for them.
import culori from 'culori/require';

const { converter, formatHex, interpolate, parse, wcagContrast, wcagLuminance } = culori;
const toOklab = converter('oklab');

/** `#rrggbb` */
export type Hex = string;

/** The minimum contrast of text (WCAG 2.2, 1.4.3). */
export const MIN_TEXT_CONTRAST = 4.5;

/** The lowest contrast with any of the backgrounds: from 1 to 21, as defined by WCAG. */
export function leastContrast(colour: Hex, backgrounds: readonly Hex[]): number {
  return Math.min(...backgrounds.map((background) => wcagContrast(colour, background)));
}

/**
 * The nearest colour of the same hue that is readable on all backgrounds: darker on light backgrounds, lighter on
 * dark ones.
 */
export function ensureReadable(colour: Hex, backgrounds: readonly Hex[]): Hex {
  if (leastContrast(colour, backgrounds) >= MIN_TEXT_CONTRAST) return colour;
  const { l: light, a, b } = toOklab(colour)!;
  const step = wcagLuminance(backgrounds[0]!) > 0.18 ? -1 : 1;
  for (let percent = 1; percent <= 100; percent += 1) {
    const moved = Math.min(1, Math.max(0, light + (step * percent) / 100));
    // Chroma has to shrink towards white and black.
    const rest = Math.min(1, step < 0 ? moved / light : (1 - moved) / (1 - light));
    const tried = formatHex({ mode: 'oklab', l: moved, a: a * rest, b: b * rest });
    if (leastContrast(tried, backgrounds) >= MIN_TEXT_CONTRAST) return tried;
  }
  return step < 0 ? '#000000' : '#ffffff';
}

/** Any colour of CSS; undefined if it isn't one or is transparent. */
export function toOpaqueHex(text: string): Hex | undefined {
  const colour = parse(text);
  return colour === undefined || (colour.alpha ?? 1) < 1 ? undefined : formatHex(colour);
}

/** @param share of the second, from 0 to 1 */
export function mixColours(first: Hex, second: Hex, share: number): Hex {
  return formatHex(interpolate([first, second], 'oklab')(share));
}
