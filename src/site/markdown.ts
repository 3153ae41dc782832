import { pathOfLocalPicture } from '../text/local-picture.ts';
import { createMarkdownParser } from '../text/markdown-dialect.ts';
import { NO_PICTURES } from './pictures.ts';
import type { ShownPictures } from './pictures.ts';

/** An update's heading is an h3; headings in its text are below it. */
const UPDATE_HEADING_LEVEL = 4;

const markdown = createMarkdownParser();
/** Each finds its own direction, a list as a whole: an update may be in two languages. */
const DIRECTED = ['paragraph_open', 'th_open', 'td_open'];
const LISTS = ['bullet_list', 'ordered_list'];
markdown.core.ruler.push('direction', ({ tokens }) => {
  let depth = 0;
  for (const token of tokens) {
    const isList = LISTS.includes(token.type.replace(/_(?:open|close)$/, ''));
    // Text with a direction of its own doesn't count for the direction of what is around it.
    if (depth === 0 && ((isList && token.nesting === 1) || DIRECTED.includes(token.type)))
      token.attrSet('dir', 'auto');
    if (isList) depth += token.nesting;
  }
});
for (const block of ['th_open', 'td_open'] as const) {
  markdown.renderer.rules[block] = (tokens, at, options, _env, renderer) => {
    const token = tokens[at]!;
    // The pages' policy refuses styles of elements.
    const side = /(left|center|right)/.exec(String(token.attrGet('style') ?? ''))?.[1];
    if (side !== undefined) {
      token.attrs = token.attrs!.filter(([name]) => name !== 'style');
      token.attrSet('class', side);
    }
    return renderer.renderToken(tokens, at, options);
  };
}
// What is wider than the screen scrolls without the page, also by keyboard.
markdown.renderer.rules['table_open'] = (_tokens, _at, _options, env) =>
  (env as RenderEnvironment).isOutside ? '<table>\n' : '<div class="scroll" tabindex="0"><table>\n';
markdown.renderer.rules['table_close'] = (_tokens, _at, _options, env) =>
  (env as RenderEnvironment).isOutside ? '</table>\n' : '</table></div>\n';
for (const block of ['fence', 'code_block'] as const) {
  const render = markdown.renderer.rules[block]!;
  markdown.renderer.rules[block] = (tokens, at, options, env, renderer) => {
    const html = render(tokens, at, options, env, renderer);
    return (env as RenderEnvironment).isOutside
      ? html
      : html.replace(/^<pre>/, '<pre class="scroll" tabindex="0">');
  };
}
markdown.renderer.rules['link_open'] = (tokens, at, options, _env, renderer) => {
  tokens[at]!.attrSet('rel', 'nofollow noopener');
  return renderer.renderToken(tokens, at, options);
};
const IN_LINK = { isInLink: true };
markdown.core.ruler.push('image-in-link', ({ tokens }) => {
  for (const { children } of tokens) {
    let isInLink = false;
    for (const token of children ?? []) {
      if (token.type.startsWith('link_')) isInLink = token.type === 'link_open';
      else if (token.type === 'image' && isInLink) token.meta = IN_LINK;
    }
  }
});
// An image of another site would send a request to a third party. Its alternative text becomes a link to it instead.
markdown.renderer.rules['image'] = (tokens, at, options, env, renderer) => {
  const image = tokens[at]!;
  const address = String(image.attrGet('src') ?? '');
  const text = renderer.renderInlineAsText(image.children ?? [], options, env) || address;
  const { escapeHtml } = markdown.utils;
  const local = pathOfLocalPicture(address);
  if (local !== undefined) {
    const { pictures, isOutside } = env as RenderEnvironment;
    const picture = pictures.get(local);
    if (!picture) return escapeHtml(image.content);
    const source = isOutside ? picture.address : picture.href;
    return `<img src="${escapeHtml(source)}" alt="${escapeHtml(image.content)}" width="${picture.width}" height="${picture.height}" loading="lazy">`;
  }
  if (image.meta === IN_LINK) return escapeHtml(text);
  return `<a href="${escapeHtml(address)}" rel="nofollow noopener">${escapeHtml(text)}</a>`;
};
markdown.renderer.rules['heading_open'] = (tokens, at, _, env) =>
  `<${shiftHeading(tokens[at]!.tag, env)} dir="auto">`;
markdown.renderer.rules['heading_close'] = (tokens, at, _, env) =>
  `</${shiftHeading(tokens[at]!.tag, env)}>\n`;

export interface RenderOptions {
  /** The level of the text's highest heading on the page. */
  readonly highest?: number;
  /** The pictures that can be shown; of others only the description is. */
  readonly pictures?: ShownPictures;
  /** For readers outside of the site, who need whole addresses. */
  readonly isOutside?: boolean;
}

type RenderEnvironment = Required<RenderOptions>;

const htmlCaches = new WeakMap<ShownPictures, Map<string, string>>();

/** Renders Markdown as HTML without scripts or external requests. Caches the result. */
export function renderMarkdown(
  text: string,
  { highest = UPDATE_HEADING_LEVEL, pictures = NO_PICTURES, isOutside = false }: RenderOptions = {},
): string {
  let cache = htmlCaches.get(pictures);
  if (!cache) htmlCaches.set(pictures, (cache = new Map()));
  const isUsual = highest === UPDATE_HEADING_LEVEL && !isOutside;
  const key = isUsual ? text : `${highest}\0${isOutside}\0${text}`;
  let html = cache.get(key);
  if (html === undefined) {
    html = markdown.render(text, { highest, pictures, isOutside } satisfies RenderEnvironment).trim();
    cache.set(key, html);
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
