import { renderMarkdown } from '../markdown.ts';

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

/**
 * Renders an update's Markdown as plain text, because API clients show it as it is. It converts the HTML of the page's own
 * renderer, so it handles only that renderer's tags. Wrapped lines are joined.
 */
export function renderPlainText(markdown: string): string {
  return renderMarkdown(markdown)
    .split(/(<pre>.*?<\/pre>)/s)
    .map((part) => (part.startsWith('<pre>') ? stripTags(part).trimEnd() : convertProse(part)))
    .filter((part) => part !== '')
    .join('\n\n')
    .replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => ENTITIES[name]!);
}

function convertProse(html: string): string {
  const lines = html
    .replaceAll('\n', ' ')
    .replace(/<a href="([^"]*)"[^>]*>(.*?)<\/a>/g, (_, href: string, text: string) => formatLink(href, text))
    .replace(/<br ?\/?>|<\/tr>/g, '\n')
    .replace(/<li>\s*/g, '\n- ')
    .replace(/<\/t[hd]>/g, ' ')
    .replace(/<\/(?:p|h\d|ul|ol|blockquote|table)>|<hr ?\/?>/g, '\n\n');
  return stripTags(lines)
    .replace(/ {2,}/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function stripTags(html: string): string {
  return html.replace(/<\/?[a-z][^>]*>/g, '');
}

function formatLink(href: string, text: string): string {
  const address = href.replace(/^mailto:/, '');
  return text === href || text === address || text.trim() === '' ? address : `${text} (${address})`;
}
