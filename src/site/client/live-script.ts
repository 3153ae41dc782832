import { hash } from 'node:crypto';
import type { PageContext } from '../site-context.ts';
import { minify } from '../minify.ts';
// oxlint-disable-next-line import/default -- Vite gives the text of a file as its default export.
import source from './live.js?raw';

const scriptText = minify(source)
  .trim()
  .replace(/function live\(\)(\{.*\})$/s, "addEventListener('DOMContentLoaded',()=>$1)");

/** The one script of the pages, the same on all of them, and what a content security policy says to let it in alone. */
export const clientScript = {
  text: scriptText,
  hash: `'sha256-${hash('sha256', scriptText, 'base64')}'`,
} as const;

/** What the script is told of a site, and the words that it says, as attributes of the page. */
export function createClientData({
  messages,
  links,
  site,
}: PageContext): Readonly<Record<`data-${string}`, string>> {
  return {
    'data-u': links.file('api/v2/status.json'),
    'data-z': site.timezone,
    'data-w': messages.live.inReaderZone('#'),
    'data-p': messages.live.late('#'),
  };
}
