import MarkdownIt from 'markdown-it';

/** A piece of an SOP: a line of a paragraph, an item of a list, a quotation, or a line of code. */
export interface SopBlock {
  readonly kind: 'line' | 'item' | 'quote' | 'code';
  /** From 1. */
  readonly line: number;
  /** Without the label, emphasis and code marks. */
  readonly text: string;
  /** The bold text before a colon: `Response Time`. */
  readonly label?: string;
  /** The headings around it, outermost first, without numbers. */
  readonly headings: readonly string[];
  /** The label of a line before it that had no text of its own: `Examples`. */
  readonly under?: string;
}

const LABEL = /^\*\*([^*]{1,80}?):?\*\*:?(?:\s+|$)/;

/** Splits an SOP in Markdown into pieces, in their order. Empty ones are left out. */
export function readSopBlocks(markdown: string): SopBlock[] {
  const blocks: SopBlock[] = [];
  const headings: { readonly level: number; readonly text: string }[] = [];
  let under: string | undefined;
  let kind: SopBlock['kind'] = 'line';
  const add = (text: string, line: number, of: SopBlock['kind']): void => {
    const label = LABEL.exec(text)?.[1]?.trim();
    const rest = plain(text.replace(LABEL, ''));
    if (label !== undefined && rest === '') under = plain(label);
    else if (rest !== '')
      blocks.push({
        kind: of,
        line,
        text: rest,
        ...(label !== undefined && { label: plain(label) }),
        headings: headings.map((heading) => heading.text),
        ...(under !== undefined && { under }),
      });
  };
  let row = { line: 0, cells: [] as string[] };
  const tokens = new MarkdownIt().parse(markdown, {});
  for (const [at, token] of tokens.entries()) {
    const line = (token.map?.[0] ?? 0) + 1;
    if (token.type === 'heading_open') {
      const level = Number(token.tag.slice(1));
      while ((headings.at(-1)?.level ?? 0) >= level) headings.pop();
      headings.push({ level, text: plain(tokens[at + 1]!.content).replace(/^\d+[.)]\s*|:$/g, '') });
      under = undefined;
    } else if (token.type === 'list_item_open') kind = 'item';
    else if (token.type === 'blockquote_open') kind = 'quote';
    else if (token.type === 'list_item_close' || token.type === 'blockquote_close') kind = 'line';
    else if (token.type === 'fence' || token.type === 'code_block') {
      for (const [index, text] of token.content.split('\n').entries()) add(text, line + index + 1, 'code');
    } else if (token.type === 'html_block') {
      for (const [index, text] of token.content.split('\n').entries()) add(text, line + index, 'line');
    } else if (token.type === 'tr_open') row = { line, cells: [] };
    else if (token.type === 'tr_close') add(row.cells.join(' | '), row.line, 'line');
    else if (token.type === 'inline' && /^t[dh]_open$/.test(tokens[at - 1]?.type ?? ''))
      row.cells.push(token.content);
    else if (token.type === 'inline' && tokens[at - 1]?.type === 'paragraph_open') {
      if (kind === 'quote') add(token.content.replace(/\s+/g, ' '), line, kind);
      else for (const [index, text] of token.content.split('\n').entries()) add(text, line + index, kind);
    }
  }
  return blocks;
}

function plain(text: string): string {
  return text.replace(/\*\*|`/g, '').trim();
}
