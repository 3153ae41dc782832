import { leastContrast, readableOn, READABLE } from './contrast.ts';
import type { Hex } from './contrast.ts';
import { formatFinding } from '../parse-errors.ts';
import type { Finding } from '../finding.ts';
import type { Source } from '../source.ts';
import type { YamlText } from '../yaml.ts';

/** What accents stand on: the page and its cards, as `src/ui/tokens.css` has them. */
export const BACKGROUNDS = { light: ['#fcfbf9', '#ffffff'], dark: ['#141413', '#1c1c1a'] } as const;

/** A company's accent as it can be read on light and on dark pages. */
export interface Accent {
  readonly light: Hex;
  readonly dark: Hex;
}

/** The accent for both kinds of page: the company's own colour, or the nearest that can be read there. */
export function accentOf(colour: Hex): Accent {
  const own = colour.toLowerCase();
  return { light: readableOn(own, BACKGROUNDS.light), dark: readableOn(own, BACKGROUNDS.dark) };
}

/** What is to be said of an accent that can't be read on the light page. On the dark one it is lightened unasked. */
export function accentFindings(source: Source, yaml: YamlText, colour: Hex): Finding[] {
  const found = leastContrast(colour, BACKGROUNDS.light);
  if (found >= READABLE) return [];
  const { light } = accentOf(colour);
  const span = yaml.locate(['theme', 'accent']);
  const message = `"theme.accent" is "${colour}": its contrast with the page is ${(Math.floor(found * 10) / 10).toFixed(1)}; expected at least ${READABLE}, so that links can be read.`;
  const help = `The nearest that can be read is "${light}"; the site is built with it.`;
  return [formatFinding(source, span, message, help, { ...span, text: `"${light}"` })];
}
