import type { ComponentView } from '../status/components.ts';
import type { CurrentState } from '../status/states.ts';
import type { LoadedSite, Shell } from './site-context.ts';
import { STATE_COLOURS } from './state-colours.ts';
import { textWidth } from './text-width.ts';
import { element } from './xml.ts';
import type { Xml } from './xml.ts';

const LABEL_COLOUR = '#3d3a36';

/** A name longer than this is cut; the whole of it is in the title. */
const LONGEST = 40;
const PADDING = 6;
const HEIGHT = 20;

/** The badge of everything, or of one component: its name and its state, in words and in colour. */
export function badgeOf({ view, shell }: LoadedSite, component?: ComponentView): string {
  const { words, site } = shell;
  const state = component?.state ?? stateOfAll(view.overall);
  return drawBadge(component?.name ?? site.name, words.states[state], STATE_COLOURS[state], shell);
}

/** An incident that no component suffers from is trouble all the same, until it is only being watched. */
export function stateOfAll({ state, open, watching }: LoadedSite['view']['overall']): CurrentState {
  return state === 'operational' && open > 0 && !watching ? 'degraded' : state;
}

function drawBadge(name: string, message: string, colour: string, { words, locale }: Shell): string {
  const title = `${name}${words.colon} ${message}`;
  const label = shortened(name);
  const left = Math.ceil(textWidth(label)) + 2 * PADDING;
  const right = Math.ceil(textWidth(message)) + 2 * PADDING;
  const width = left + right;
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      'xml:lang': locale,
      width,
      height: HEIGHT,
      viewBox: `0 0 ${width} ${HEIGHT}`,
      role: 'img',
      'aria-label': title,
    },
    element('title', {}, title),
    element('rect', { width, height: HEIGHT, rx: 4, fill: colour }),
    element('path', { d: `M4 0h${left - 4}v${HEIGHT}H4a4 4 0 0 1-4-4V4a4 4 0 0 1 4-4z`, fill: LABEL_COLOUR }),
    element(
      'g',
      {
        fill: '#fff',
        'font-family': 'Verdana,DejaVu Sans,Geneva,sans-serif',
        'font-size': 11,
        'text-anchor': 'middle',
      },
      textAt(label, left / 2),
      textAt(message, left + right / 2),
    ),
  ).xml;
}

/** The length is said, so that any font fills the same room; the direction is the text's own. */
function textAt(text: string, x: number): Xml {
  const style = 'unicode-bidi:plaintext';
  return element('text', { x, y: 14, textLength: Math.ceil(textWidth(text)), style }, text);
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

function shortened(name: string): string {
  const parts = Array.from(graphemes.segment(name), ({ segment }) => segment);
  return parts.length <= LONGEST
    ? name
    : `${parts
        .slice(0, LONGEST - 1)
        .join('')
        .trimEnd()}…`;
}
