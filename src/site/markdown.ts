import MarkdownIt from 'markdown-it';

/** Links go to the web or to a mailbox; everything else stays the text it was written as. */
const SAFE_LINK = /^(?:https?:\/\/|mailto:)/i;

/** An update's own heading is an h3; headings in its text stand below it. */
const UPDATE_HEADING_LEVEL = 4;

const markdown = new MarkdownIt({ html: false, linkify: true });
markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false });
markdown.validateLink = (url) => SAFE_LINK.test(url.trim());
markdown.renderer.rules['link_open'] = (tokens, at, options, _env, renderer) => {
  tokens[at]!.attrSet('rel', 'nofollow noopener');
  return renderer.renderToken(tokens, at, options);
};
// An image would be a request to somebody else's server: its words are shown, and lead to it.
markdown.renderer.rules['image'] = (tokens, at, options, env, renderer) => {
  const image = tokens[at]!;
  const address = String(image.attrGet('src') ?? '');
  const words = renderer.renderInlineAsText(image.children ?? [], options, env) || address;
  const { escapeHtml } = markdown.utils;
  if (tokens.slice(0, at).findLast(({ type }) => type.startsWith('link_'))?.type === 'link_open')
    return escapeHtml(words);
  return `<a href="${escapeHtml(address)}" rel="nofollow noopener">${escapeHtml(words)}</a>`;
};
markdown.renderer.rules['heading_open'] = (tokens, at, _, env) => `<${shiftHeading(tokens[at]!.tag, env)}>`;
markdown.renderer.rules['heading_close'] = (tokens, at, _, env) =>
  `</${shiftHeading(tokens[at]!.tag, env)}>\n`;

const htmlCache = new Map<string, string>();

/**
 * Markdown as HTML that can neither run nor fetch anything. The same text is rendered once.
 * @param highest the level of its highest heading on the page
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

/** The words of a Markdown text on one line, cut at a word's end; for descriptions of a page. */
export function renderExcerpt(text: string, longest: number): string {
  const words = renderMarkdown(text)
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:lt|gt|quot|amp);/g, (entity) => ENTITIES[entity]!)
    .replace(/\s+/g, ' ')
    .trim();
  return words.length <= longest ? words : `${words.slice(0, longest).replace(/\s\S*$/, '')}…`;
}

/** A heading's tag on the page: its text's `###`, and what is above that, as the highest. */
function shiftHeading(tag: string, env: Readonly<Record<string, unknown>> = {}): string {
  const highest = Number(env['highest'] ?? UPDATE_HEADING_LEVEL);
  return `h${Math.min(6, Math.max(highest, Number(tag.slice(1)) + highest - 3))}`;
}
