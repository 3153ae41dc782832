import { COMPONENT_STATUS } from '../statuspage-api/states.ts';
import type { Shell } from '../site-context.ts';
import { squeezed } from '../minify.ts';
import { STATE_COLOURS } from '../state-colours.ts';
// oxlint-disable-next-line import/default -- Vite gives the text of a file as its default export.
import source from './element.js?raw';

const MILDEST_FIRST = ['operational', 'maintenance', 'degraded', 'partial-outage', 'major-outage'] as const;

/** The file that defines `<candor-status>` in the site's language. */
export function embedScript({ words, site }: Shell): string {
  const states = MILDEST_FIRST.map((state) => [
    COMPONENT_STATUS[state],
    [words.states[state], STATE_COLOURS[state]],
  ]);
  const said = [words.page.title(site.name), words.colon, Object.fromEntries(states)].map((part) =>
    JSON.stringify(part),
  );
  return `(()=>{${squeezed(source)}define(${said.join()})})()\n`;
}
