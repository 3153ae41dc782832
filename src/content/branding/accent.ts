import { leastContrast, ensureReadable, MIN_TEXT_CONTRAST } from './contrast.ts';
import type { Hex } from './contrast.ts';
import { createParseError } from '../parse-errors.ts';
import type { Diagnostic } from '../finding.ts';
import type { SourceFile } from '../source.ts';
import type { YamlDocument } from '../yaml.ts';

/** The backgrounds that an accent appears on, as in `src/ui/tokens.css`. */
export const PAGE_BACKGROUNDS = { light: ['#fcfbf9', '#ffffff'], dark: ['#141413', '#1c1c1a'] } as const;

export interface Accent {
  readonly light: Hex;
  readonly dark: Hex;
}

/** The company's colour, or the nearest readable one, for light and dark pages. */
export function deriveAccent(colour: Hex): Accent {
  const own = colour.toLowerCase();
  return {
    light: ensureReadable(own, PAGE_BACKGROUNDS.light),
    dark: ensureReadable(own, PAGE_BACKGROUNDS.dark),
  };
}

/** Reports an accent that is unreadable on light pages. On dark pages it is lightened without a finding. */
export function checkAccent(source: SourceFile, yaml: YamlDocument, colour: Hex): Diagnostic[] {
  const found = leastContrast(colour, PAGE_BACKGROUNDS.light);
  if (found >= MIN_TEXT_CONTRAST) return [];
  const { light } = deriveAccent(colour);
  const span = yaml.locate(['theme', 'accent']);
  const message = `"theme.accent" is "${colour}": its contrast with the page is ${(Math.floor(found * 10) / 10).toFixed(1)}; expected at least ${MIN_TEXT_CONTRAST}, so that links are readable.`;
  const help = `The nearest readable colour is "${light}"; the site uses it.`;
  return [createParseError(source, span, message, help, { ...span, text: `"${light}"` })];
}
