import type { ComponentView } from '../status/components.ts';
import type { CurrentState } from '../status/states.ts';
import { splitGraphemes } from '../text/graphemes.ts';
import type { LoadedSite, PageContext } from './site-context.ts';
import { STATE_COLOURS } from './state-colours.ts';
import { xmlElement } from './xml.ts';
import type { Xml } from './xml.ts';

const LABEL_COLOUR = '#3d3a36';

/** Longer names are truncated; the title has the full name. */
const MAX_NAME_LENGTH = 40;
const PADDING = 6;
const HEIGHT = 20;

/** The badge of the whole site or of one component. */
export function renderBadge({ view, context }: LoadedSite, component?: ComponentView): string {
  const { messages, site } = context;
  const state = component?.state ?? computeHeadlineState(view.overall);
  const label = component?.retired === undefined ? messages.states[state] : messages.component.retired;
  return renderBadgeSvg(component?.name ?? site.name, label, STATE_COLOURS[state], context);
}

/**
 * An open incident without an affected component counts as degraded until it is only monitored, also if an incident that
 * can't be read may be open too.
 */
export function computeHeadlineState({
  state,
  open,
  monitoringOnly,
}: LoadedSite['view']['overall']): CurrentState {
  const isFine = state === 'operational' || state === 'unknown';
  return isFine && open > 0 && !monitoringOnly ? 'degraded' : state;
}

function renderBadgeSvg(
  name: string,
  message: string,
  colour: string,
  { messages, locale }: PageContext,
): string {
  const title = `${name}${messages.colon} ${message}`;
  const label = truncateName(name);
  const left = Math.ceil(measureTextWidth(label)) + 2 * PADDING;
  const right = Math.ceil(measureTextWidth(message)) + 2 * PADDING;
  const width = left + right;
  return xmlElement(
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
    xmlElement('title', {}, title),
    xmlElement('rect', { width, height: HEIGHT, rx: 4, fill: colour }),
    xmlElement('path', {
      d: `M4 0h${left - 4}v${HEIGHT}H4a4 4 0 0 1-4-4V4a4 4 0 0 1 4-4z`,
      fill: LABEL_COLOUR,
    }),
    xmlElement(
      'g',
      {
        fill: '#fff',
        'font-family': 'Verdana,DejaVu Sans,Geneva,sans-serif',
        'font-size': 11,
        'text-anchor': 'middle',
      },
      renderText(label, left / 2),
      renderText(message, left + right / 2),
    ),
  ).xml;
}

/** `textLength` gives every font the same width; the direction follows the text. */
function renderText(text: string, x: number): Xml {
  const style = 'unicode-bidi:plaintext';
  return xmlElement('text', { x, y: 14, textLength: Math.ceil(measureTextWidth(text)), style }, text);
}

function truncateName(name: string): string {
  const parts = Array.from(splitGraphemes(name), ({ segment }) => segment);
  return parts.length <= MAX_NAME_LENGTH
    ? name
    : `${parts
        .slice(0, MAX_NAME_LENGTH - 1)
        .join('')
        .trimEnd()}…`;
}

/** Widths in pixels at 11 px in the fonts of badges. */
const LETTERS: readonly (readonly [width: number, letters: string])[] = [
  [3, 'IJijl'],
  [3.5, ' ,./:;\\|'],
  [4, '-f'],
  [4.5, '!()[]rt'],
  [5, '"'],
  [5.5, '*_`s'],
  [6, '?Lcz'],
  [6.5, 'FPTYakovxy'],
  [7, '$0123456789EKSbdeghnpqu{}'],
  [7.5, 'ABCRVXZ'],
  [8, 'NU'],
  [8.5, '&DGHOQ'],
  [9, '#+<=>^w~'],
  [9.5, 'M'],
  [10.5, '%m'],
  [11, '@W…'],
];
const WIDTHS = new Map(LETTERS.flatMap(([width, letters]) => [...letters].map((letter) => [letter, width])));

const DEFAULT_WIDTH = 7;
const SQUARE_WIDTH = 11.5;

/** Cursive letters are narrower. */
const JOINED = /\p{sc=Arabic}/u;
const JOINED_WIDTH = 4.7;

/** Full-width scripts and emoji. */
const SQUARE =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{Extended_Pictographic}\uFF01-\uFF60]/u;

/** The approximate width of a line, in pixels at 11 px. Combining marks have no width. */
export function measureTextWidth(text: string): number {
  let width = 0;
  for (const { segment } of splitGraphemes(text)) {
    const [letter = ''] = segment.normalize('NFD');
    width += WIDTHS.get(letter) ?? fallbackWidth(segment);
  }
  return width;
}

function fallbackWidth(segment: string): number {
  if (JOINED.test(segment)) return JOINED_WIDTH;
  return SQUARE.test(segment) ? SQUARE_WIDTH : DEFAULT_WIDTH;
}
