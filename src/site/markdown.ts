import { createMarkdownParser } from '../text/markdown-dialect.ts';

/** An update's heading is an h3; headings in its text are below it. */
const UPDATE_HEADING_LEVEL = 4;

const markdown = createMarkdownParser();
/** Each finds its own direction: an update may be in two languages. */
for (const block of ['paragraph_open', 'list_item_open', 'th_open', 'td_open'] as const) {
  markdown.renderer.rules[block] = (tokens, at, options, _env, renderer) => {
    tokens[at]!.attrSet('dir', 'auto');
    return renderer.renderToken(tokens, at, options);
  };
}
markdown.renderer.rules['link_open'] = (tokens, at, options, _env, renderer) => {
  tokens[at]!.attrSet('rel', 'nofollow noopener');
  return renderer.renderToken(tokens, at, options);
};
// An image would send a request to a third party. Its alternative text becomes a link to it instead.
markdown.renderer.rules['image'] = (tokens, at, options, env, renderer) => {
  const image = tokens[at]!;
  const address = String(image.attrGet('src') ?? '');
  const text = renderer.renderInlineAsText(image.children ?? [], options, env) || address;
  const { escapeHtml } = markdown.utils;
  if (tokens.slice(0, at).findLast(({ type }) => type.startsWith('link_'))?.type === 'link_open')
    return escapeHtml(text);
  return `<a href="${escapeHtml(address)}" rel="nofollow noopener">${escapeHtml(text)}</a>`;
};
markdown.renderer.rules['heading_open'] = (tokens, at, _, env) =>
  `<${shiftHeading(tokens[at]!.tag, env)} dir="auto">`;
markdown.renderer.rules['heading_close'] = (tokens, at, _, env) =>
  `</${shiftHeading(tokens[at]!.tag, env)}>\n`;

const htmlCache = new Map<string, string>();

/**
 * Renders Markdown as HTML without scripts or external requests. Caches the result.
 * @param highest the level of the text's highest heading on the page
 */
export function renderMarkdown(text: string, highest = UPDATE_HEADING_LEVEL): string {
  const key = highest === UPDATE_HEADING_LEVEL ? text : `${highest}\0${text}`;
  let html = htmlCache.get(key);
  if (html === undefined) {
    html = markdown.render(text, { highest }).trim();
    htmlCache.set(key, html);
  }
  return html;
}

const ENTITIES: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&' };

/** The text of Markdown on one line, truncated after a word; for `meta` descriptions. */
export function renderExcerpt(text: string, maxLength: number): string {
  const plain = renderMarkdown(text)
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:lt|gt|quot|amp);/g, (entity) => ENTITIES[entity]!)
    .replace(/\s+/g, ' ')
    .trim();
  return plain.length <= maxLength ? plain : `${plain.slice(0, maxLength).replace(/\s\S*$/, '')}…`;
}

/** `###` and above become `highest`; deeper headings follow. */
function shiftHeading(tag: string, env: Readonly<Record<string, unknown>> = {}): string {
  const highest = Number(env['highest'] ?? UPDATE_HEADING_LEVEL);
  return `h${Math.min(6, Math.max(highest, Number(tag.slice(1)) + highest - 3))}`;
}
