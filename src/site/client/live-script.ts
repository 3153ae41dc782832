import { hash } from 'node:crypto';
import type { Shell } from '../site-context.ts';
import { squeezed } from '../minify.ts';
// oxlint-disable-next-line import/default -- Vite gives the text of a file as its default export.
import source from './live.js?raw';

const text = squeezed(source)
  .trim()
  .replace(/function live\(\)(\{.*\})$/s, "addEventListener('DOMContentLoaded',()=>$1)");

/** The one script of the pages, the same on all of them, and what a content security policy says to let it in alone. */
export const script = { text, hash: `'sha256-${hash('sha256', text, 'base64')}'` } as const;

/** What the script is told of a site, and the words that it says, as attributes of the page. */
export function liveData({ words, links, site }: Shell): Readonly<Record<`data-${string}`, string>> {
  return {
    'data-u': links.file('api/v2/status.json'),
    'data-z': site.timezone,
    'data-w': words.live.own('#'),
    'data-p': words.live.late('#'),
  };
}
