import type { RecordUpdate } from '../record.ts';
import { convertToMarkdown } from './to-markdown.ts';
import type { MarkdownConversion } from './to-markdown.ts';

/** The text of an update as Markdown: from its HTML where that says the same and more, such as where links lead. */
export function convertBody(update: RecordUpdate): MarkdownConversion & { readonly html: boolean } {
  const body = convertToMarkdown(update.body, update.format);
  if (update.html === undefined) return { ...body, html: false };
  const html = convertToMarkdown(update.html, 'text');
  const says = toPlainText(html.markdown);
  const same = update.body.trim() === '' || says === toPlainText(body.markdown);
  return same ? { ...html, html: true } : { ...body, html: false };
}

/** The addresses in HTML that a text leaves out. */
export function findMissingLinks(html: string, markdown: string): string[] {
  const links = [...html.matchAll(/\bhref\s*=\s*["']?(https?:\/\/[^\s"'<>]+)/gi)].map((match) => match[1]!);
  return [...new Set(links)].filter(
    (href) => !markdown.includes(href) && !markdown.includes(href.replaceAll('&amp;', '&')),
  );
}

/** The words of Markdown without its marks and without the addresses of its links. */
export function toPlainText(markdown: string): string {
  return markdown
    .replace(/\]\([^)]*\)/g, ']')
    .replace(/<https?:[^>]*>|https?:\S+/g, '')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}
