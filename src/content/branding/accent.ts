import { leastContrast, ensureReadable, MIN_TEXT_CONTRAST } from './contrast.ts';
import type { Hex } from './contrast.ts';
import { createParseError } from '../parse-errors.ts';
import type { Diagnostic } from '../finding.ts';
import type { SourceFile } from '../source.ts';
import type { YamlDocument } from '../yaml.ts';

/** What accents stand on: the page and its cards, as `src/ui/tokens.css` has them. */
export const PAGE_BACKGROUNDS = { light: ['#fcfbf9', '#ffffff'], dark: ['#141413', '#1c1c1a'] } as const;

/** A company's accent as it can be read on light and on dark pages. */
export interface Accent {
  readonly light: Hex;
  readonly dark: Hex;
}

/** The accent for both kinds of page: the company's own colour, or the nearest that can be read there. */
export function deriveAccent(colour: Hex): Accent {
  const own = colour.toLowerCase();
  return {
    light: ensureReadable(own, PAGE_BACKGROUNDS.light),
    dark: ensureReadable(own, PAGE_BACKGROUNDS.dark),
  };
}

/** What is to be said of an accent that can't be read on the light page. On the dark one it is lightened unasked. */
export function checkAccent(source: SourceFile, yaml: YamlDocument, colour: Hex): Diagnostic[] {
  const found = leastContrast(colour, PAGE_BACKGROUNDS.light);
  if (found >= MIN_TEXT_CONTRAST) return [];
  const { light } = deriveAccent(colour);
  const span = yaml.locate(['theme', 'accent']);
  const message = `"theme.accent" is "${colour}": its contrast with the page is ${(Math.floor(found * 10) / 10).toFixed(1)}; expected at least ${MIN_TEXT_CONTRAST}, so that links can be read.`;
  const help = `The nearest that can be read is "${light}"; the site is built with it.`;
  return [createParseError(source, span, message, help, { ...span, text: `"${light}"` })];
}
