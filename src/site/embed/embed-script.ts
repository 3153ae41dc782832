import { COMPONENT_STATUS } from '../statuspage-api/states.ts';
import type { PageContext } from '../site-context.ts';
import { minifyScript } from '../minify.ts';
import { STATE_COLOURS } from '../state-colours.ts';
// oxlint-disable-next-line import/default -- Vite gives the text of a file as its default export.
import source from './element.js?raw';

const STATES_BY_SEVERITY = [
  'operational',
  'maintenance',
  'degraded',
  'partial-outage',
  'major-outage',
] as const;

/** The script that defines `<candor-status>` in the site's language. */
export function renderEmbedScript({ messages, site }: PageContext): string {
  const states = STATES_BY_SEVERITY.map((state) => [
    COMPONENT_STATUS[state],
    [messages.states[state], STATE_COLOURS[state]],
  ]);
  const parameters = [messages.page.title(site.name), messages.colon, Object.fromEntries(states)].map(
    (part) => JSON.stringify(part),
  );
  return `(()=>{${minifyScript(source)}define(${parameters.join()})})()\n`;
}
