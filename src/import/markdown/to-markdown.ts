import { decodeEntities, tokenizeHtml } from './html-text.ts';
import type { HtmlToken } from './html-text.ts';
import {
  LINE_BREAK,
  escapeInline,
  normalizeMarkdown,
  convertPlainText,
  MARKDOWN_LINE,
} from './markdown-lines.ts';
import { cleanText } from '../names.ts';
import { splitFencedCode } from './fenced-code.ts';

/** A body as Markdown, and what was in it that readers of the source never saw. */
export interface MarkdownConversion {
  readonly markdown: string;
  /** Comments: kept where only the team can see them. */
  readonly hidden: readonly string[];
  /** Invisible characters that were taken out. */
  readonly removed: number;
}

/** Turns a published text into Markdown that shows the same and that can't be taken for anything but text. */
export function convertToMarkdown(body: string, format: 'markdown' | 'text'): MarkdownConversion {
  const clean = cleanText(body);
  const hidden: string[] = [];
  const blocks = format === 'markdown' ? splitFencedCode(clean.text) : [{ fence: false, text: clean.text }];
  const converted = blocks.map(({ fence, text }) => {
    if (fence) return disableSuppressions(text);
    const shown =
      format === 'markdown'
        ? text.replace(COMMENT_LINE, (_, ...words: (string | undefined)[]) => {
            hidden.push(words.slice(0, 3).find((one) => one !== undefined) ?? '');
            return '';
          })
        : text;
    const flat = flatten(tokenizeHtml(shown, format === 'markdown'), format, hidden).replace(
      BLANKS_AFTER_MARKER,
      '$1',
    );
    return format === 'markdown' ? normalizeMarkdown(flat) : convertPlainText(flat);
  });
  const markdown = escapeDirectives(
    converted
      .join('\n')
      .replace(/^(?:[ \t]*\n)+/, '')
      .trimEnd(),
  );
  return { markdown, hidden: hidden.filter((comment) => comment !== ''), removed: clean.removed };
}

/** `[//]: # (words)`: the address of a link that nothing uses, which is how Markdown writes a comment. */
const COMMENT_LINE =
  /^ {0,3}\[(?:\/\/|comment)\]:[ \t]{1,9}(?:#|<>)[ \t]{1,9}(?:\(([^()\n]{0,2000})\)|"([^"\n]{0,2000})"|'([^'\n]{0,2000})')[ \t]{0,9}$/gim;

/** HTML is often written with line ends after `<li>` and `<h2>`. */
const BLANKS_AFTER_MARKER = new RegExp(
  `(${MARKDOWN_LINE} *(?:-|\\d+\\.|#+) )\\s+(?!${MARKDOWN_LINE})(?=\\S)`,
  'g',
);

/** `Affects:` and `Severity:` in the first lines of an update are Candor's own; as a body's words they are escaped. */
function escapeDirectives(markdown: string): string {
  return markdown.replace(/^(\s*(?:affects|severity)[ \t]*):/i, '$1\\:');
}

/** Suppression comments inside code are text. */
function disableSuppressions(code: string): string {
  return code.replace(/<!--(?=\s*allow\b)/g, '<! --');
}

interface OpenTag {
  readonly name: string;
  readonly from: number;
  readonly href?: string;
}

/** Pieces as one text, in which only what came from tags is Markdown that was not there before. */
function flatten(pieces: readonly HtmlToken[], format: 'markdown' | 'text', hidden: string[]): string {
  const out: string[] = [];
  const open: OpenTag[] = [];
  const lists: { ordered: boolean; count: number }[] = [];
  const say = format === 'text' ? (text: string) => escapeInline(decodeEntities(text)) : escapeUnknownTags;
  const close = (index: number, next: string): void => {
    const [tag] = open.splice(index, 1);
    const inner = out.splice(tag!.from).join('');
    const before = out.findLast((text) => text !== '')?.at(-1) ?? '';
    out.push(wrap(tag!, inner, before, next));
  };
  for (const [index, piece] of pieces.entries()) {
    const following = pieces[index + 1];
    const next = following?.kind === 'text' ? (following.text[0] ?? '') : '';
    if (piece.kind === 'text') out.push(say(piece.text));
    else if (piece.kind === 'verbatim') out.push(disableSuppressions(piece.text));
    else if (piece.kind === 'link')
      out.push(format === 'text' || piece.href.includes('&') ? autolink(piece.href) : `<${piece.href}>`);
    else if (piece.kind === 'comment') hidden.push(piece.text);
    else if (INLINE.has(piece.name)) {
      const last = open.findLastIndex((tag) => tag.name === piece.name);
      if (piece.closing && last !== -1) close(last, next);
      else if (!piece.closing)
        open.push({
          name: piece.name,
          from: out.length,
          ...(piece.attributes['href'] && { href: piece.attributes['href'] }),
        });
    } else out.push(layout(piece, lists));
  }
  while (open.length > 0) close(open.length - 1, '');
  return out.join('');
}

const INLINE = new Set(['a', 'b', 'strong', 'em', 'i', 'code', 'kbd', 'samp', 'tt', 'del', 's', 'strike']);
const EMPHASIS_MARKERS: Readonly<Record<string, string>> = {
  b: '**',
  strong: '**',
  em: '*',
  i: '*',
  del: '~~',
  s: '~~',
  strike: '~~',
};

function wrap(tag: OpenTag, inner: string, before: string, next: string): string {
  const text = inner.trim();
  if (tag.name === 'a') return link(inner, tag.href);
  const mark = EMPHASIS_MARKERS[tag.name];
  if (text === '' || text.includes('\n') || text.includes(LINE_BREAK) || text.includes(MARKDOWN_LINE))
    return inner;
  if (mark === undefined) return /[`\\]/.test(text) ? inner : inner.replace(text, () => `\`${text}\``);
  const letter = /[\p{L}\p{N}*~_]/u;
  const glued = (letter.test(before) && !/^\s/.test(inner)) || (letter.test(next) && !/\s$/.test(inner));
  return glued || /^[*~_]|[*~_]$/.test(text) ? inner : inner.replace(text, () => mark + text + mark);
}

function link(inner: string, href: string | undefined): string {
  const text = inner.trim();
  if (href === undefined || href.startsWith('#')) return inner;
  if (!/^(?:https?:|mailto:)/i.test(href)) return `${inner} (${escapeInline(href)})`;
  const plain = text.replace(/\\(?=[^\w\s])/g, '');
  if (plain === href || plain === `<${href}>` || text === '') return autolink(href);
  if (/[\n[\]<>]/.test(text) || text.includes(MARKDOWN_LINE) || text.includes(LINE_BREAK))
    return `${inner} (${autolink(href)})`;
  return inner.replace(text, () => `[${text}](${encode(href)})`);
}

function autolink(href: string): string {
  return `<${decodeEntities(href).replace(/[\s<>\u0000-\u001F]/g, (char) => encodeURIComponent(char))}>`;
}

function encode(href: string): string {
  return href.replace(
    /[\s<>()\\*_`[\]]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
}

function layout(
  tag: Extract<HtmlToken, { kind: 'tag' }>,
  lists: { ordered: boolean; count: number }[],
): string {
  const { name, closing, attributes } = tag;
  if (name === 'br') return LINE_BREAK;
  if (name === 'hr') return `\n\n${MARKDOWN_LINE}***\n\n`;
  if (name === 'img') return closing ? '' : image(attributes);
  if (name === 'ul' || name === 'ol') {
    if (closing) lists.pop();
    else lists.push({ ordered: name === 'ol', count: 0 });
    return lists.length === (closing ? 0 : 1) ? '\n\n' : '';
  }
  if (name === 'li') {
    const list = lists.at(-1);
    if (closing) return '';
    if (list) list.count += 1;
    return `\n${MARKDOWN_LINE}${'    '.repeat(Math.max(0, lists.length - 1))}${list?.ordered ? `${list.count}.` : '-'} `;
  }
  if (/^h[1-6]$/.test(name))
    return closing ? '\n\n' : `\n\n${MARKDOWN_LINE}${'#'.repeat(Math.max(3, +name[1]!))} `;
  if (name === 'tr') return closing ? '' : '\n';
  if (name === 'td' || name === 'th') return closing ? ' · ' : '';
  return BLOCKS.has(name) ? '\n\n' : '';
}

const BLOCKS = new Set(
  'article aside blockquote center dd div dl dt figcaption figure footer header main nav p pre section table'.split(
    ' ',
  ),
);

/** A picture on the web becomes its description and its address; one in the source's folder is found later. */
function image({ alt = '', title = '', src = '' }: Readonly<Record<string, string>>): string {
  const words = escapeInline((alt || title).trim());
  if (src === '') return words;
  if (/^https?:/i.test(src)) return `${words} (${autolink(src)})`;
  const isPath = !/^[a-z][a-z\d+.-]*:|^\/\//i.test(src) && !words.includes('\n');
  return isPath ? `![${words.replaceAll(']', '\\]')}](${encode(src)})` : `${words} (${escapeInline(src)})`;
}

/** Angle brackets that are no tag of a layout are text, in Markdown too. */
function escapeUnknownTags(text: string): string {
  return text.replace(/(?<!\\)<!/g, '\\<\\!').replace(/(?<!\\)<(?=[A-Za-z/?])/g, '\\<');
}
