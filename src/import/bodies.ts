import type { RecordUpdate } from './record.ts';
import { toMarkdown } from './to-markdown.ts';
import type { Converted } from './to-markdown.ts';

/** The text of an update as Markdown: from its HTML where that says the same and more, such as where links lead. */
export function bodyOf(update: RecordUpdate): Converted & { readonly html: boolean } {
  const body = toMarkdown(update.body, update.format);
  if (update.html === undefined) return { ...body, html: false };
  const html = toMarkdown(update.html, 'text');
  const says = plainWords(html.markdown);
  const same = update.body.trim() === '' || says === plainWords(body.markdown);
  return same ? { ...html, html: true } : { ...body, html: false };
}

/** The addresses in HTML that a text leaves out. */
export function lostLinks(html: string, markdown: string): string[] {
  const links = [...html.matchAll(/\bhref\s*=\s*["']?(https?:\/\/[^\s"'<>]+)/gi)].map((match) => match[1]!);
  return [...new Set(links)].filter(
    (href) => !markdown.includes(href) && !markdown.includes(href.replaceAll('&amp;', '&')),
  );
}

/** The words of Markdown without its marks and without the addresses of its links. */
export function plainWords(markdown: string): string {
  return markdown
    .replace(/\]\([^)]*\)/g, ']')
    .replace(/<https?:[^>]*>|https?:\S+/g, '')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}
