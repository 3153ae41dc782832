import type { Diagnostic } from '../finding.ts';
import { createParseError } from '../parse-errors.ts';
import type { SourceFile } from '../source.ts';
import { formatAlternatives } from '../../text/did-you-mean.ts';
import { ensureReadable, leastContrast, MIN_TEXT_CONTRAST, mixColours } from './contrast.ts';
import type { Hex } from './contrast.ts';
import { COLOUR_SCHEMES, DEFAULT_COLOURS, TOKENS } from './tokens.ts';
import type { ColourScheme, ThemeTokens, TokenDeclaration, TokenKind, TokenName } from './tokens.ts';

/** How much of a state's colour is behind its name at the top of a page, where `--glow` has begun to fade. */
export const GLOW = { light: 0.085, dark: 0.1 } as const;

/** The contrast that black or white must have with a background, so that all colours of text find a shade (WCAG 2.2, 1.4.6). */
const MIN_BACKGROUND_CONTRAST = 7;

/**
 * Replaces colours that can't be read by the nearest that can (WCAG 2.2, 1.4.3), also those of the page on the company's own
 * backgrounds, and reports them. Backgrounds on which neither black nor white is easy to read are left out.
 */
export function withReadableColours(
  source: SourceFile,
  declarations: readonly TokenDeclaration[],
  accent?: Hex,
): { readonly tokens: ThemeTokens; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const tokens: Record<ColourScheme, Partial<Record<TokenName, string>>> = { light: {}, dark: {} };
  for (const { scheme, name, value } of declarations) tokens[scheme][name] = value;
  for (const scheme of COLOUR_SCHEMES) {
    const own = tokens[scheme];
    const declared = new Map(
      declarations.flatMap((one) => (one.scheme === scheme ? [[one.name, one] as const] : [])),
    );
    const background = declared.get('paper') ?? declared.get('raised');
    if (background && !isReadableBackground(readBackgrounds(own, scheme))) {
      diagnostics.push(reportBackground(source, background, readBackgrounds(own, scheme)));
      delete own.paper;
      delete own.raised;
    }
    const backgrounds = readBackgrounds(own, scheme);
    const changed: ChangedColour[] = [];
    for (const [name, kind] of Object.entries(TOKENS) as [TokenName, TokenKind][]) {
      if (kind.type !== 'colour' || (kind.use !== 'text' && kind.use !== 'state')) continue;
      // An accent is made readable where it is used.
      if (name === 'link' && accent !== undefined && !declared.has(name)) continue;
      const glow = kind.use === 'state' ? GLOW[scheme] : 0;
      const colour = own[name] ?? DEFAULT_COLOURS[scheme][name]!;
      const contrast = leastContrast(colour, withGlow(colour, backgrounds, glow));
      if (contrast >= MIN_TEXT_CONTRAST) continue;
      const better = findReadable(colour, backgrounds, glow);
      own[name] = better;
      const change = { name, colour, contrast, better };
      const declaration = declared.get(name);
      if (declaration) diagnostics.push(reportColour(source, declaration, change));
      else changed.push(change);
    }
    if (background && changed.length > 0) diagnostics.push(reportMissing(source, background, changed));
  }
  return { tokens, diagnostics };
}

interface ChangedColour {
  readonly name: TokenName;
  readonly colour: Hex;
  readonly contrast: number;
  readonly better: Hex;
}

function readBackgrounds(own: Partial<Record<TokenName, string>>, scheme: ColourScheme): [Hex, Hex] {
  const { paper, raised } = DEFAULT_COLOURS[scheme];
  return [own.paper ?? paper!, own.raised ?? raised!];
}

function isReadableBackground(backgrounds: readonly Hex[]): boolean {
  return ['#000000', '#ffffff'].some((text) => leastContrast(text, backgrounds) >= MIN_BACKGROUND_CONTRAST);
}

function withGlow(colour: Hex, backgrounds: readonly Hex[], glow: number): Hex[] {
  return [...backgrounds, ...(glow > 0 ? [mixColours(backgrounds[0]!, colour, glow)] : [])];
}

/** The glow changes with the colour, so a few rounds are needed. */
function findReadable(colour: Hex, backgrounds: readonly Hex[], glow: number): Hex {
  let found = colour;
  for (let round = 0; round < 12; round += 1) {
    const behind = withGlow(found, backgrounds, glow);
    if (leastContrast(found, behind) >= MIN_TEXT_CONTRAST) return found;
    found = ensureReadable(found, behind);
  }
  return found;
}

function reportBackground(
  source: SourceFile,
  { scheme, span }: TokenDeclaration,
  [paper, raised]: readonly [Hex, Hex],
): Diagnostic {
  const message = `Text is hard to read on "--paper" (${paper}) and "--raised" (${raised}) of ${scheme} pages: neither black nor white has a contrast of ${MIN_BACKGROUND_CONTRAST} with both.`;
  const example = scheme === 'light' ? 'Make both lighter' : 'Make both darker';
  return createParseError(source, span, message, `${example}, and set both. The page is built without them.`);
}

function reportColour(
  source: SourceFile,
  { scheme, span }: TokenDeclaration,
  { name, colour, contrast, better }: ChangedColour,
): Diagnostic {
  const message = `"--${name}" is "${colour}": its contrast with ${scheme} pages is ${formatContrast(contrast)}; expected at least ${MIN_TEXT_CONTRAST}, so that it is readable.`;
  const help = `The nearest readable colour is "${better}"; the page uses it.`;
  return createParseError(source, span, message, help, { ...span, text: better });
}

function reportMissing(
  source: SourceFile,
  { scheme, span, name, value }: TokenDeclaration,
  changed: readonly ChangedColour[],
): Diagnostic {
  const names = formatAlternatives(changed.map((one) => `--${one.name}`)).replace(' or ', ' and ');
  const worst = Math.min(...changed.map(({ contrast }) => contrast));
  const message = `"--${name}" is "${value}", so ${names} ${changed.length === 1 ? 'has' : 'have'} too little contrast on ${scheme} pages: ${formatContrast(worst)}; expected at least ${MIN_TEXT_CONTRAST}.`;
  const better = changed.map((one) => `--${one.name}: ${one.better};`).join(' ');
  const help = `Also write "${better}", the nearest readable colours; the page uses them.`;
  const text = `${source.text.slice(span.start, span.end).trimEnd()}; ${better.slice(0, -1)}`;
  return createParseError(source, span, message, help, { ...span, text });
}

/** Rounded down, so that a contrast that is too low never looks sufficient. */
function formatContrast(contrast: number): string {
  return (Math.floor(contrast * 10) / 10).toFixed(1);
}
