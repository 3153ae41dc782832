import type { PageContext } from '../site-context.ts';
import { createClientScript } from './client-script.ts';
// oxlint-disable-next-line import/default -- Vite gives the minified text of a file as its default export.
import source from './live.js?minified';

/** The script of all pages. */
export const clientScript = createClientScript(source, 'at once');

/**
 * The script's configuration and messages, as attributes of `html`.
 * @param isLive whether the page asks for what was published since
 * @param version of `pageVersion`; undefined for a page that a build may leave as it is when other pages change
 */
export function createClientData(
  { messages, links, site }: PageContext,
  isLive: boolean,
  version: string | undefined,
): Readonly<Record<`data-${string}`, string>> {
  return {
    ...(version !== undefined && { 'data-k': version }),
    ...(isLive && {
      'data-u': links.file('api/v2/status.json'),
      'data-n': messages.live.newUpdate('#'),
      'data-o': messages.live.changed,
      'data-s': messages.live.show,
    }),
    'data-z': site.timezone,
    'data-p': messages.live.late('#'),
  };
}
