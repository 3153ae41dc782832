/** An HTML comment in a Markdown text. An unclosed one lasts to the end of the text, as in a browser. */
export interface HtmlComment {
  readonly start: number;
  readonly end: number;
  /** What lies between `<!--` and `-->`. */
  readonly inner: string;
  readonly closed: boolean;
}

const OPEN = '<!--';
const CLOSE = '-->';

/** In linear time also where thousands are unclosed: a pattern would try the rest of the text for each of them. */
export function findComments(text: string): HtmlComment[] {
  const found: HtmlComment[] = [];
  for (let start = text.indexOf(OPEN); start >= 0;) {
    const inner = start + OPEN.length;
    const close = text.indexOf(CLOSE, inner);
    const closed = close >= 0;
    const end = closed ? close + CLOSE.length : text.length;
    found.push({ start, end, inner: text.slice(inner, closed ? close : end), closed });
    start = closed ? text.indexOf(OPEN, end) : -1;
  }
  return found;
}

export function replaceComments(
  text: string,
  replace: (comment: string) => string,
  which: 'all' | 'closed' = 'all',
): string {
  if (!text.includes(OPEN)) return text;
  let replaced = '';
  let from = 0;
  for (const { start, end, closed } of findComments(text)) {
    if (!closed && which === 'closed') break;
    replaced += text.slice(from, start) + replace(text.slice(start, end));
    from = end;
  }
  return replaced + text.slice(from);
}

/** Replaces comments by spaces; offsets and lines stay the same. */
export function blankOutComments(text: string): string {
  return replaceComments(text, (comment) => comment.replace(/[^\n]/g, ' '));
}
