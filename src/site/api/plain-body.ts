import { renderMarkdown } from '../markdown.ts';

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

/**
 * An update's Markdown as plain text that keeps its lines: clients show a body as it is. Works on what the page's own
 * renderer made, so it needs to know only that renderer's few tags.
 */
export function plainBody(markdown: string): string {
  return renderMarkdown(markdown)
    .replace(/<a href="([^"]*)"[^>]*>(.*?)<\/a>/gs, (_, href: string, words: string) =>
      linkInWords(href, words),
    )
    .replace(/<br ?\/?>\n?/g, '\n')
    .replace(/<li>\s*/g, '- ')
    .replace(/<hr ?\/?>/g, '\n')
    .replace(/<\/(?:th|td)>\s*/g, ' ')
    .replace(/<\/(?:p|h\d|ul|ol|blockquote|pre|table)>/g, '\n')
    .replace(/<\/?[a-z][^>]*>/g, '')
    .replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => ENTITIES[name]!)
    .replace(/[ \t]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function linkInWords(href: string, words: string): string {
  return words.trim() === '' || words === href || `mailto:${words}` === href ? href : `${words} (${href})`;
}
