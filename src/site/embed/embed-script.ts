import { COMPONENT_STATUS, UNKNOWN_STATUS } from '../statuspage-api/states.ts';
import type { PageContext } from '../site-context.ts';
import type { CurrentState } from '../../status/states.ts';
import { STATE_COLOURS } from '../state-colours.ts';
// oxlint-disable-next-line import/default -- Vite gives the minified text of a file as its default export.
import source from './element.js?minified';

const STATES_BY_SEVERITY = [
  'operational',
  'maintenance',
  'degraded',
  'partial-outage',
  'major-outage',
] as const;

const PHASES = ['investigating', 'identified', 'monitoring'] as const;

/** The script that defines `<candor-status>` in the site's language. */
export function renderEmbedScript({ messages, links, site }: PageContext): string {
  const keys: [string, CurrentState][] = STATES_BY_SEVERITY.map((state) => [COMPONENT_STATUS[state], state]);
  keys.push([UNKNOWN_STATUS, 'unknown']);
  const states = keys.map(([key, state]) => [key, [messages.states[state], STATE_COLOURS[state]]]);
  const words = [messages.page.title(site.name), messages.colon, messages.live.more('#')];
  const phases = Object.fromEntries(PHASES.map((phase) => [phase, messages.phases[phase]]));
  const address = links.absolute(links.file('embed.js'));
  const parameters = [...words, Object.fromEntries(states), phases, address].map((part) =>
    JSON.stringify(part),
  );
  return `(()=>{${source}define(${parameters.join()})})()\n`;
}
