import { cleanText } from '../names.ts';
import { matchAt } from '../../text/match-at.ts';

/** A piece of HTML: text to show, a tag, or a comment that nobody sees. */
export type HtmlToken =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'verbatim'; readonly text: string }
  | { readonly kind: 'link'; readonly href: string }
  | { readonly kind: 'comment'; readonly text: string }
  | {
      readonly kind: 'tag';
      readonly name: string;
      readonly closing: boolean;
      readonly attributes: Readonly<Record<string, string>>;
    };

/** The tags that lay text out; any other is taken for text in angle brackets, such as `<your-id>`. */
const LAYOUT = new Set(
  `a abbr acronym article aside b big blockquote br caption center cite code dd del dfn div dl dt em figcaption figure
  font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark nav ol p pre q s samp section small span strike
  strong sub sup table tbody td tfoot th thead time tr tt u ul var`.split(/\s+/),
);

const TAG = /<(\/?)([a-zA-Z][a-zA-Z0-9]*)((?:\s+[^<>]*)?)\/?>/y;
const AUTOLINK = /<((?:https?:\/\/|mailto:)[^\s<>]+)>/y;
const URL_TEXT = /https?:\/\/[^\s<>"'`\\^{}|]+/y;

/** Cuts text with HTML in it into pieces. With `markdown`, code spans and backslash escapes are left alone. */
export function tokenizeHtml(html: string, markdown: boolean): HtmlToken[] {
  const pieces: HtmlToken[] = [];
  const ticks = markdown ? findCodeSpans(html) : new Map<number, number>();
  const lastClose = html.lastIndexOf('-->');
  let start = 0;
  const push = (from: number, piece: HtmlToken, to: number): number => {
    if (from > start) pieces.push({ kind: 'text', text: html.slice(start, from) });
    pieces.push(piece);
    start = to;
    return to;
  };
  for (let at = 0; at < html.length;) {
    const char = html[at]!;
    const code = ticks.get(at);
    if (code !== undefined) at = push(at, { kind: 'verbatim', text: html.slice(at, code) }, code);
    else if (markdown && char === '\\') at += 2;
    else if (char === 'h' && !markdown && /[^\w]|^$/.test(html[at - 1] ?? '')) {
      const url = matchAt(URL_TEXT, html, at)?.[0].replace(/(?:[.,;:!?)\]*_~]|&(?:quot|gt|lt);)+$/, '');
      at = url && url.length > 10 ? push(at, { kind: 'link', href: url }, at + url.length) : at + 1;
    } else if (char !== '<') at += 1;
    else {
      const comment = at < lastClose && html.startsWith('<!--', at) ? html.indexOf('-->', at + 4) : -1;
      const link = matchAt(AUTOLINK, html, at);
      const tag = matchAt(TAG, html, at);
      if (comment !== -1)
        at = push(at, { kind: 'comment', text: html.slice(at + 4, comment).trim() }, comment + 3);
      else if (link) at = push(at, { kind: 'link', href: link[1]! }, at + link[0].length);
      else if (tag && LAYOUT.has(tag[2]!.toLowerCase())) {
        const piece = {
          kind: 'tag',
          name: tag[2]!.toLowerCase(),
          closing: tag[1] === '/',
          attributes: parseAttributes(tag[3]!),
        } as const;
        at = push(at, piece, at + tag[0].length);
      } else at += 1;
    }
  }
  if (start < html.length) pieces.push({ kind: 'text', text: html.slice(start) });
  return pieces;
}

/** Where code spans begin and end: a run of backticks and the next run as long. */
function findCodeSpans(text: string): Map<number, number> {
  const runs = [...text.matchAll(/`+/g)].map((run) => ({ at: run.index, size: run[0].length }));
  const bySize = Map.groupBy(runs, (run) => run.size);
  const spans = new Map<number, number>();
  let free = 0;
  for (const { at, size } of runs) {
    if (at < free || text[at - 1] === '\\') continue;
    const same = bySize.get(size)!;
    while (same.length > 0 && same[0]!.at <= at) same.shift();
    const close = same[0];
    if (!close || /\n[ \t]*\n/.test(text.slice(at, close.at))) continue;
    free = close.at + size;
    spans.set(at, free);
  }
  return spans;
}

function parseAttributes(text: string): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const [, name, double, single, bare] of text.matchAll(
    /([a-zA-Z-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/g,
  )) {
    attributes[name!.toLowerCase()] = decodeEntities(double ?? single ?? bare ?? '');
  }
  return attributes;
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00A0',
  copy: '©',
  reg: '®',
  trade: '™',
  hellip: '…',
  mdash: '—',
  ndash: '–',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  bull: '•',
  middot: '·',
  laquo: '«',
  raquo: '»',
  times: '×',
  deg: '°',
  euro: '€',
  pound: '£',
  rarr: '→',
  larr: '←',
  le: '≤',
  ge: '≥',
  ne: '≠',
  auml: 'ä',
  ouml: 'ö',
  uuml: 'ü',
  Auml: 'Ä',
  Ouml: 'Ö',
  Uuml: 'Ü',
  szlig: 'ß',
  eacute: 'é',
  egrave: 'è',
  agrave: 'à',
  ccedil: 'ç',
  iexcl: '¡',
  ntilde: 'ñ',
};

/** Text with HTML's character references read; one that is not known stays as it is. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(
    /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z]{2,8}));/g,
    (whole, decimal, hex, name) => {
      if (name !== undefined)
        return Object.hasOwn(ENTITIES, name as string) ? ENTITIES[name as string]! : whole;
      const code = decimal === undefined ? Number.parseInt(hex as string, 16) : Number(decimal);
      const char = code === 10 || (code >= 32 && code <= 0x10ffff) ? String.fromCodePoint(code) : '';
      return char !== '' && cleanText(char).text === char ? char : whole;
    },
  );
}
