import MarkdownIt from 'markdown-it';

/** A piece of an SOP: a line or sentence of a paragraph, an item of a list, a quotation, a line of code, or a row of a table. */
export interface SopBlock {
  readonly kind: 'line' | 'item' | 'quote' | 'code' | 'row';
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
  /** The label at the beginning of the paragraph, of the sentences after the first: `Sev 1 - Blackout`. */
  readonly topic?: string;
  /** The sentence before a list or a quotation, up to its colon: `When the cause is known`. */
  readonly intro?: string;
  /** The cells of a row that have text, each with the heading of its column. */
  readonly cells?: readonly SopCell[];
}

export interface SopCell {
  readonly column: string;
  readonly text: string;
}

type Place = Pick<SopBlock, 'headings' | 'under' | 'intro'>;

const LABEL = /^\*\*([^*]{1,80}?)[:.]?\*\*:?(?:\s+[-–—]\s+|\s+|$)/;

/** A line that only names what follows: `Don't:` */
const BARE_LABEL = /^[A-Z][\w'’ ]{1,30}:$/;

/** A line that stands for itself and does not continue the one before it: `Owner: Head of Operations`. */
const NAMED_LINE = /^(?:\*\*|[A-Z][\w /-]{0,40}:\s)/;

/** Splits an SOP in Markdown into pieces, in their order. Empty ones are left out. */
export function readSopBlocks(markdown: string): SopBlock[] {
  const blocks: SopBlock[] = [];
  const headings: { readonly level: number; readonly text: string }[] = [];
  let under: string | undefined;
  let intro: string | undefined;
  let isUnderBare = false;
  let kind: SopBlock['kind'] = 'line';
  const place = (): Place => ({
    headings: headings.map((heading) => heading.text),
    ...(under !== undefined && { under }),
    ...(intro !== undefined && { intro }),
  });
  const add = (text: string, line: number, of: SopBlock['kind'], topic?: string): void => {
    const label = LABEL.exec(text)?.[1]?.trim();
    const rest = plain(text.replace(LABEL, ''));
    if (of === 'line') {
      intro = undefined;
      if (isUnderBare) under = undefined;
      isUnderBare = BARE_LABEL.test(rest) && label === undefined;
    }
    if (isUnderBare && of === 'line') under = rest.slice(0, -1);
    if (label !== undefined && rest === '') under = plain(label);
    else if (rest !== '')
      blocks.push({
        kind: of,
        line,
        text: rest,
        ...(label !== undefined && { label: plain(label) }),
        ...(topic !== undefined && { topic: plain(topic) }),
        ...place(),
      });
    if (of === 'line' && rest.endsWith(':')) intro = rest.slice(0, -1);
  };
  let columns: string[] = [];
  let row = { line: 0, cells: [] as string[] };
  let quote = { line: 0, paragraphs: [] as string[] };
  const tokens = new MarkdownIt().parse(markdown, {});
  for (const [at, token] of tokens.entries()) {
    const line = (token.map?.[0] ?? 0) + 1;
    if (token.type === 'heading_open') {
      const level = Number(token.tag.slice(1));
      while ((headings.at(-1)?.level ?? 0) >= level) headings.pop();
      headings.push({ level, text: plain(tokens[at + 1]!.content).replace(/^\d+[.)]\s*|:$/g, '') });
      under = undefined;
      intro = undefined;
    } else if (token.type === 'list_item_open') kind = 'item';
    else if (token.type === 'blockquote_open') {
      kind = 'quote';
      quote = { line, paragraphs: [] };
    } else if (token.type === 'list_item_close') kind = 'line';
    else if (token.type === 'blockquote_close') {
      kind = 'line';
      add(quote.paragraphs.join('\n\n'), quote.line, 'quote');
    } else if (token.type === 'fence' || token.type === 'code_block') {
      for (const [index, text] of token.content.split('\n').entries()) add(text, line + index + 1, 'code');
    } else if (token.type === 'html_block') {
      for (const [index, text] of token.content.split('\n').entries()) add(text, line + index, 'line');
    } else if (token.type === 'thead_open') columns = [];
    else if (token.type === 'tr_open') row = { line, cells: [] };
    else if (token.type === 'tr_close') {
      if (columns.length === 0) columns = row.cells;
      else addRow(blocks, columns, row, place());
    } else if (token.type === 'inline' && /^t[dh]_open$/.test(tokens[at - 1]?.type ?? ''))
      row.cells.push(plain(token.content));
    else if (token.type === 'inline' && tokens[at - 1]?.type === 'paragraph_open') {
      if (kind === 'quote') quote.paragraphs.push(token.content.replace(/\s+/g, ' '));
      else for (const one of splitParagraph(token.content, line)) add(one.text, one.line, kind, one.topic);
    }
  }
  return blocks;
}

function addRow(
  blocks: SopBlock[],
  columns: readonly string[],
  { line, cells }: { readonly line: number; readonly cells: readonly string[] },
  place: Place,
): void {
  const filled = cells
    .map((text, index): SopCell => ({ column: columns[index] ?? '', text }))
    .filter(({ text }) => text !== '');
  const text = filled.map((one) => `${one.column}: ${one.text}`).join(' | ');
  if (filled.length > 0) blocks.push({ kind: 'row', line, text, cells: filled, ...place });
}

interface Line {
  readonly text: string;
  readonly line: number;
  readonly topic?: string;
}

/** The sentences of a paragraph that is wrapped at the end of its lines, and its lines that begin with a name and a colon. */
function splitParagraph(content: string, first: number): Line[] {
  const joined: { text: string; starts: { at: number; line: number }[] }[] = [];
  for (const [index, text] of content.split('\n').entries()) {
    const before = joined.at(-1);
    const continues =
      before && !NAMED_LINE.test(text) && !before.text.endsWith(':') && !LABEL.test(before.text);
    if (!continues) joined.push({ text, starts: [{ at: 0, line: first + index }] });
    else {
      before.starts.push({ at: before.text.length + 1, line: first + index });
      before.text += ` ${text}`;
    }
  }
  return joined.flatMap(({ text, starts }) => {
    const topic = LABEL.exec(text)?.[1];
    // A full stop in the label does not end a sentence.
    const head = LABEL.exec(text)?.[0] ?? '';
    const [opening = '', ...rest] = text.slice(head.length).split(/(?<=[.!?]\*?)\s(?=[A-Z])/);
    let at = 0;
    return [head + opening, ...rest].map((sentence, index) => {
      const { line } = starts.findLast((start) => start.at <= at)!;
      at += sentence.length + 1;
      return { text: sentence, line, ...(topic !== undefined && index > 0 && { topic }) };
    });
  });
}

function plain(text: string): string {
  return text.replace(/`|\*(?=\S)|(?<=\S)\*/g, '').trim();
}
