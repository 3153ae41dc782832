import { leastContrast, ensureReadable, MIN_TEXT_CONTRAST } from './contrast.ts';
import type { Hex } from './contrast.ts';
import { createParseError } from '../parse-errors.ts';
import type { Diagnostic } from '../finding.ts';
import type { SourceFile } from '../source.ts';
import type { YamlDocument } from '../yaml.ts';
import type { ThemeTokens } from './tokens.ts';
import { DEFAULT_COLOURS } from './tokens.ts';
import type { ColourScheme } from './tokens.ts';

/** The backgrounds that an accent appears on, unless `theme.css` sets others. */
export const PAGE_BACKGROUNDS = {
  light: [DEFAULT_COLOURS.light['paper']!, DEFAULT_COLOURS.light['raised']!],
  dark: [DEFAULT_COLOURS.dark['paper']!, DEFAULT_COLOURS.dark['raised']!],
} as const;

export interface Accent {
  readonly light: Hex;
  readonly dark: Hex;
}

/** The company's colour, or the nearest readable one, for light and dark pages. */
export function deriveAccent(colour: Hex, tokens?: ThemeTokens): Accent {
  const own = colour.toLowerCase();
  const readableOn = (scheme: ColourScheme): Hex => ensureReadable(own, backgroundsOf(scheme, tokens));
  return { light: readableOn('light'), dark: readableOn('dark') };
}

function backgroundsOf(scheme: ColourScheme, tokens?: ThemeTokens): readonly [Hex, Hex] {
  const [paper, raised] = PAGE_BACKGROUNDS[scheme];
  return [tokens?.[scheme].paper ?? paper, tokens?.[scheme].raised ?? raised];
}

/** Reports an accent that is unreadable on light pages, unless `--link` of the company's stylesheet replaces it. On dark pages it is lightened without a finding. */
export function checkAccent(
  source: SourceFile,
  yaml: YamlDocument,
  colour: Hex,
  tokens?: ThemeTokens,
): Diagnostic[] {
  if (tokens?.light.link !== undefined) return [];
  const found = leastContrast(colour, backgroundsOf('light', tokens));
  if (found >= MIN_TEXT_CONTRAST) return [];
  const { light } = deriveAccent(colour, tokens);
  const span = yaml.locate(['theme', 'accent']);
  const message = `"theme.accent" is "${colour}": its contrast with the page is ${(Math.floor(found * 10) / 10).toFixed(1)}; expected at least ${MIN_TEXT_CONTRAST}, so that links are readable.`;
  const help = `The nearest readable colour is "${light}"; the site uses it.`;
  return [createParseError(source, span, message, help, { ...span, text: `"${light}"` })];
}
