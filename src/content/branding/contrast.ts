/** `#rrggbb` */
export type Hex = string;

type Triple = readonly [number, number, number];

/** The minimum contrast of text (WCAG 2.2, 1.4.3). */
export const MIN_TEXT_CONTRAST = 4.5;

/** From 1 to 21, as defined by WCAG. */
export function contrast(a: Hex, b: Hex): number {
  const [darker, lighter] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
  return (lighter! + 0.05) / (darker! + 0.05);
}

export function leastContrast(colour: Hex, backgrounds: readonly Hex[]): number {
  return Math.min(...backgrounds.map((background) => contrast(colour, background)));
}

/**
 * The nearest colour of the same hue that is readable on all backgrounds: darker on light backgrounds, lighter on
 * dark ones.
 */
export function ensureReadable(colour: Hex, backgrounds: readonly Hex[]): Hex {
  if (leastContrast(colour, backgrounds) >= MIN_TEXT_CONTRAST) return colour;
  const [light, a, b] = toOklab(colour);
  const step = luminance(backgrounds[0]!) > 0.18 ? -1 : 1;
  for (let percent = 1; percent <= 100; percent += 1) {
    const moved = Math.min(1, Math.max(0, light + (step * percent) / 100));
    // Chroma has to shrink towards white and black.
    const rest = Math.min(1, step < 0 ? moved / light : (1 - moved) / (1 - light));
    const tried = fromOklab([moved, a * rest, b * rest]);
    if (leastContrast(tried, backgrounds) >= MIN_TEXT_CONTRAST) return tried;
  }
  return step < 0 ? '#000000' : '#ffffff';
}

function luminance(colour: Hex): number {
  const [red, green, blue] = toLinear(colour);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function toLinear(colour: Hex): Triple {
  const parts = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255);
  const [red, green, blue] = parts.map((part) =>
    part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
  );
  return [red!, green!, blue!];
}

// Oklab: Björn Ottosson, https://bottosson.github.io/posts/oklab/
function toOklab(colour: Hex): Triple {
  const [red, green, blue] = toLinear(colour);
  const l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function fromOklab([light, a, b]: Triple): Hex {
  const l = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (light - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const linear = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
  const parts = linear.map((part) => {
    const clamped = Math.min(1, Math.max(0, part));
    const bent = clamped <= 0.0031308 ? clamped * 12.92 : 1.055 * clamped ** (1 / 2.4) - 0.055;
    return Math.round(bent * 255)
      .toString(16)
      .padStart(2, '0');
  });
  return `#${parts.join('')}`;
}
