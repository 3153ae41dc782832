import { toOpaqueHex } from './contrast.ts';
import { TOKENS } from './tokens.ts';
import type { TokenKind, TokenName } from './tokens.ts';

const PIXELS_PER_REM = 16;
const GENERIC_FONTS = [
  'serif',
  'sans-serif',
  'monospace',
  'cursive',
  'system-ui',
  'ui-serif',
  'ui-sans-serif',
];
const MAX_FONTS = 8;
/** Letters, digits, spaces and hyphens: a name that needs no escape in CSS. */
const FONT_NAME = /^[\p{L}\p{N}][\p{L}\p{N} -]{0,39}$/u;

/** A part of a value, as css-tree has it. */
export interface ValueNode {
  readonly type: string;
  readonly name?: string;
  readonly value?: unknown;
  readonly unit?: string;
}

/** The value of a token as the page writes it, or what was expected. It is made from what was understood, never copied. */
export function readTokenValue(
  name: TokenName,
  nodes: readonly ValueNode[],
  source: string,
): { readonly value: string } | { readonly expected: string } {
  const kind: TokenKind = TOKENS[name];
  if (kind.type === 'font') return readFonts(nodes);
  const [node, ...more] = nodes;
  const only = more.length === 0 ? node : undefined;
  if (kind.type === 'length') return readLength(only, kind);
  const hex = only && COLOUR_NODES.includes(only.type) ? toOpaqueHex(source) : undefined;
  return hex === undefined ? { expected: 'an opaque colour such as "#1d4f91"' } : { value: hex };
}

const COLOUR_NODES = ['Hash', 'Identifier', 'Function'];

function readLength(
  node: ValueNode | undefined,
  { from, to }: { readonly from: number; readonly to: number },
): { readonly value: string } | { readonly expected: string } {
  const size = Number(node?.value);
  const unit =
    node?.type === 'Number' && size === 0
      ? 'rem'
      : node?.type === 'Dimension'
        ? node.unit?.toLowerCase()
        : undefined;
  const rem = unit === 'rem' ? size : unit === 'px' ? size / PIXELS_PER_REM : Number.NaN;
  return rem >= from && rem <= to
    ? { value: `${Number(rem.toFixed(4))}rem` }
    : { expected: `a length from ${from}rem to ${to}rem` };
}

/** Names between commas; those of several words may be without quotes. */
function readFonts(nodes: readonly ValueNode[]): { readonly value: string } | { readonly expected: string } {
  const expected = `names of fonts on the reader's device that end with a general one, such as Georgia, serif`;
  const names: string[][] = [[]];
  for (const { type, value, name } of nodes) {
    if (type === 'Operator' && value === ',') names.push([]);
    else if (type === 'String' || type === 'Identifier') names.at(-1)!.push(String(name ?? value));
    else return { expected };
  }
  const fonts = names
    .map((words) => words.join(' '))
    .map((font) => (GENERIC_FONTS.includes(font.toLowerCase()) ? font.toLowerCase() : font));
  const isReadable = fonts.length <= MAX_FONTS && fonts.every((font) => FONT_NAME.test(font));
  if (!isReadable || !GENERIC_FONTS.includes(fonts.at(-1)!)) return { expected };
  return { value: fonts.map((font) => (GENERIC_FONTS.includes(font) ? font : `'${font}'`)).join(',') };
}
