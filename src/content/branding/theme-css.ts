import parse from 'css-tree/parser';
import type { CssNode } from 'css-tree/parser';
import type { Hex } from './contrast.ts';
import type { Diagnostic } from '../finding.ts';
import { createParseError } from '../parse-errors.ts';
import type { SourceFile, TextSpan } from '../source.ts';
import { formatDidYouMean } from '../../text/did-you-mean.ts';
import { withReadableColours } from './theme-contrast.ts';
import { readTokenValue } from './token-values.ts';
import { TOKENS } from './tokens.ts';
import type { ColourScheme, ThemeCss, TokenDeclaration, TokenName } from './tokens.ts';

const SHAPE =
  'Write only ":root { --link: #1d4f91; }", and for dark pages the same within "@media (prefers-color-scheme: dark) { … }".';
const DARK = '(prefers-color-scheme:dark)';

/**
 * Reads a stylesheet that may only set tokens. What is refused is left out and reported with its place; nothing of the file is
 * copied to the page, so it can neither load anything nor hide a part of the page.
 *
 * @param accent `theme.accent`, which colours links unless the file does
 */
export function parseThemeCss(source: SourceFile, accent?: Hex): ThemeCss {
  const diagnostics: Diagnostic[] = [];
  const refuse = (span: TextSpan, message: string, help: string): void => {
    diagnostics.push(createParseError(source, span, message, help));
  };
  const sheet = parse(source.text, {
    positions: true,
    parseCustomProperty: true,
    onParseError: ({ message, offset }) =>
      refuse({ start: offset, end: offset + 1 }, `This is not valid CSS: ${message}.`, SHAPE),
  });
  const textOf = (node: CssNode): string => source.text.slice(spanOf(node).start, spanOf(node).end);
  const declarations: TokenDeclaration[] = [];

  const readDeclaration = (node: CssNode, scheme: ColourScheme): void => {
    const property = node.property!;
    const name = property.slice(2);
    if (!property.startsWith('--') || !Object.hasOwn(TOKENS, name)) {
      const known = Object.keys(TOKENS).map((token) => `--${token}`);
      const help = `${formatDidYouMean(property, known).trimStart()} Its tokens are ${known.join(', ')}.`;
      refuse(spanOf(node), `"${quote(property)}" is not a token of the page.`, help.trimStart());
      return;
    }
    const token = name as TokenName;
    const valueNode = node.value as CssNode;
    const nodes = [...(valueNode.children ?? [])].filter(
      ({ type }) => type !== 'WhiteSpace' && type !== 'Comment',
    );
    const written = textOf(valueNode).trim();
    const read = readTokenValue(token, nodes, written);
    if ('expected' in read)
      refuse(
        spanOf(node),
        `"${property}" is "${quote(written)}"; expected ${read.expected}.`,
        'The page is built without it.',
      );
    else if (node.important !== false)
      refuse(
        spanOf(node),
        `"${property}" has "!important", which changes nothing here.`,
        `Write "${property}: ${read.value};".`,
      );
    else if (scheme === 'dark' && TOKENS[token].type !== 'colour')
      refuse(
        spanOf(node),
        `"${property}" is the same on light and dark pages.`,
        'Move it to the ":root" outside "@media".',
      );
    else if (declarations.some((other) => other.scheme === scheme && other.name === token))
      refuse(spanOf(node), `"${property}" is set twice.`, 'Remove one of them; the first one is used.');
    else declarations.push({ scheme, name: token, value: read.value, span: spanOf(valueNode) });
  };

  const readRules = (block: CssNode, scheme: ColourScheme, isTop: boolean): void => {
    for (const node of block.children ?? []) {
      if (node.type === 'Rule' && node.prelude && textOf(node.prelude).trim().toLowerCase() === ':root') {
        for (const one of node.block?.children ?? []) {
          if (one.type === 'Declaration') readDeclaration(one, scheme);
          // What the parser didn't understand is reported already.
          else if (one.type !== 'Raw' && one.type !== 'Comment')
            refuse(spanOf(one), `"${quote(textOf(one))}" may not be within ":root".`, SHAPE);
        }
      } else if (isTop && isDarkMedia(node, textOf)) readRules(node.block!, 'dark', false);
      else if (node.type === 'Rule' && node.prelude)
        refuse(
          spanOf(node.prelude),
          `The selector "${quote(textOf(node.prelude))}" is not allowed: the file may only set tokens.`,
          SHAPE,
        );
      else if (node.type === 'Atrule')
        refuse(
          spanOf(node),
          `"@${quote(node.name!)}" is not allowed here: the file may only set tokens.`,
          SHAPE,
        );
      else if (node.type !== 'Comment' && node.type !== 'Raw')
        refuse(spanOf(node), `"${quote(textOf(node))}" is not allowed: the file may only set tokens.`, SHAPE);
    }
  };
  readRules(sheet, 'light', true);
  const { tokens, diagnostics: unreadable } = withReadableColours(source, declarations, accent);
  return { tokens, diagnostics: [...diagnostics, ...unreadable] };
}

function isDarkMedia(node: CssNode, textOf: (node: CssNode) => string): boolean {
  if (node.type !== 'Atrule' || node.name?.toLowerCase() !== 'media' || !node.prelude || !node.block)
    return false;
  return textOf(node.prelude).replace(/\s/g, '').toLowerCase() === DARK;
}

function spanOf({ loc }: CssNode): TextSpan {
  return { start: loc?.start.offset ?? 0, end: loc?.end.offset ?? 0 };
}

/** Of a finding. */
function quote(text: string): string {
  return text.replace(/\s+/g, ' ').slice(0, 60);
}
