import type { Token } from 'markdown-it';
import { pathOfLocalPicture } from '../../text/local-picture.ts';
import { lazyMarkdownParser } from '../../text/markdown-dialect.ts';
import type { ShownPictures } from '../pictures.ts';

const markdown = lazyMarkdownParser();

/**
 * Renders an update's Markdown as plain text, because API clients show it as it is. Wrapped lines are joined; list items
 * keep their numbers and their nesting. A picture is its description and its address.
 */
export function renderPlainText(text: string, pictures: ShownPictures): string {
  return renderBlocks(withAddresses(markdown().parse(text, {}), pictures)).text;
}

/** Gives the pictures of the site their whole addresses, or none if the site can't show them. */
function withAddresses(tokens: Token[], pictures: ShownPictures): Token[] {
  for (const token of tokens) {
    if (token.children) withAddresses(token.children, pictures);
    const path = token.type === 'image' ? pathOfLocalPicture(String(token.attrGet('src') ?? '')) : undefined;
    if (path !== undefined) token.attrSet('src', pictures.get(path)?.address ?? '');
  }
  return tokens;
}

/** `isTight`: the text follows a list marker or another line without an empty line between. */
interface Rendered {
  readonly text: string;
  readonly isTight: boolean;
}

function renderBlocks(tokens: readonly Token[], isInItem = false): Rendered {
  let text = '';
  let allTight = true;
  for (let at = 0; at < tokens.length;) {
    const end = endOfBlock(tokens, at);
    const block = renderBlock(tokens[at]!, tokens.slice(at + 1, Math.max(at + 1, end - 1)), isInItem);
    at = end;
    if (block.text === '') continue;
    text += (text === '' ? '' : block.isTight ? '\n' : '\n\n') + block.text;
    allTight &&= block.isTight;
  }
  return { text, isTight: allTight };
}

/** The index after the token that closes the one at `start`. */
function endOfBlock(tokens: readonly Token[], start: number): number {
  let depth = 0;
  for (let at = start; at < tokens.length; at++) {
    depth += tokens[at]!.nesting;
    if (depth === 0) return at + 1;
  }
  return tokens.length;
}

function renderBlock(open: Token, inner: readonly Token[], isInItem: boolean): Rendered {
  switch (open.type) {
    case 'bullet_list_open':
      return renderList(inner, undefined, isInItem);
    case 'ordered_list_open':
      return renderList(inner, Number(open.attrGet('start') ?? 1), isInItem);
    case 'inline':
      return { text: renderInline(open.children ?? []).trim(), isTight: true };
    case 'fence':
    case 'code_block':
      return { text: open.content.trimEnd(), isTight: false };
    case 'tr_open':
      return { text: joinCells(inner), isTight: true };
    case 'thead_open':
    case 'tbody_open':
      return renderBlocks(inner);
    default:
      return { text: renderBlocks(inner).text, isTight: open.hidden };
  }
}

function renderList(tokens: readonly Token[], start: number | undefined, isInItem: boolean): Rendered {
  const items: Rendered[] = [];
  for (let at = 0; at < tokens.length;) {
    const end = endOfBlock(tokens, at);
    const marker = start === undefined ? '- ' : `${start + items.length}. `;
    const { text, isTight } = renderBlocks(tokens.slice(at + 1, end - 1), true);
    const indented = text.replace(/\n(?=[^\n])/g, `\n${' '.repeat(marker.length)}`);
    items.push({ text: (marker + indented).trimEnd(), isTight });
    at = end;
  }
  const isTight = items.every((item) => item.isTight);
  return { text: items.map(({ text }) => text).join(isTight ? '\n' : '\n\n'), isTight: isTight && isInItem };
}

function joinCells(tokens: readonly Token[]): string {
  return tokens
    .filter(({ type }) => type === 'inline')
    .map(({ children }) => renderInline(children ?? []))
    .join(' ')
    .trim();
}

function renderInline(children: readonly Token[]): string {
  let text = '';
  const links: { readonly href: string; readonly start: number }[] = [];
  for (const token of children) {
    if (token.type === 'link_open')
      links.push({ href: String(token.attrGet('href') ?? ''), start: text.length });
    else if (token.type === 'link_close') {
      const { href, start } = links.pop()!;
      text = text.slice(0, start) + formatLink(href, text.slice(start));
    } else if (token.type === 'image') {
      const words = renderInline(token.children ?? []);
      text += links.length > 0 ? words : formatLink(String(token.attrGet('src') ?? ''), words);
    } else if (token.type === 'softbreak') text += ' ';
    else if (token.type === 'hardbreak') text += '\n';
    else text += token.content;
  }
  return text.replace(/ {2,}/g, ' ').replace(/ ?\n ?/g, '\n');
}

function formatLink(href: string, text: string): string {
  const address = href.replace(/^(?:mailto|tel):/, '');
  if (address === '') return text;
  return text === href || text === address || text.trim() === '' ? address : `${text} (${address})`;
}
