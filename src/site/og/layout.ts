import type { CurrentState } from '../../status/states.ts';
import { STATE_COLOURS } from '../state-colours.ts';
import type { Card } from './card.ts';
import { CARD_SIZE } from './card-size.ts';

export interface LogoImage {
  /** A `data:` address. */
  readonly src: string;
  readonly width: number;
  readonly height: number;
}

/** Satori's element type. */
interface SatoriElement {
  readonly type: 'div' | 'img';
  readonly props: Readonly<Record<string, unknown>>;
}

const TEXT_COLOUR = '#1b1a17';
const MUTED_COLOUR = '#5b5850';
const BACKGROUND_COLOUR = '#fcfbf9';
const PADDING = 72;
const BAND_WIDTH = 20;

/**
 * The layout of a card: brand at the top, title in the middle as large as it fits, time and address at the bottom. There is
 * no right-to-left layout, because Satori can't render right-to-left scripts.
 */
export function layoutCard(card: Card, logo: LogoImage | undefined): SatoriElement {
  const colour = card.state ? STATE_COLOURS[card.state] : TEXT_COLOUR;
  // Without a title that can be rendered, the state is the title.
  const [title, subtitle] = card.title === '' ? [card.subtitle ?? '', ''] : [card.title, card.subtitle ?? ''];
  const head = card.state
    ? [logoElement(logo, 60), textElement(card.brand, 38, { fontWeight: 600 })]
    : [logoElement(logo, 120)];
  const state = card.state
    ? [
        stateIconElement(card.state, subtitle !== '' ? 52 : title.length > 60 ? 60 : 76),
        textElement(subtitle, 44, { color: colour, fontWeight: 600 }),
      ]
    : [];
  return boxElement(
    {
      boxSizing: 'border-box',
      ...CARD_SIZE,
      flexDirection: 'column',
      justifyContent: 'space-between',
      padding: `${PADDING}px ${PADDING}px ${PADDING - 12}px ${PADDING}px`,
      borderTop: `${BAND_WIDTH}px solid ${colour}`,
      backgroundColor: BACKGROUND_COLOUR,
      color: TEXT_COLOUR,
      fontFamily: FAMILIES,
    },
    boxElement({ alignItems: 'center', gap: 24, height: card.state ? 60 : 120 }, ...head),
    boxElement(
      { flexDirection: 'column', gap: 24 },
      boxElement({ alignItems: 'center', gap: 20 }, ...state),
      textElement(title, titleFontSize(title), {
        fontWeight: 600,
        lineHeight: 1.12,
        letterSpacing: '-0.02em',
        lineClamp: 3,
      }),
    ),
    boxElement(
      { justifyContent: 'space-between', alignItems: 'flex-end', gap: 40, color: MUTED_COLOUR },
      textElement(card.time ?? '', 32, { flexShrink: 0 }),
      textElement(card.address, 32),
    ),
  );
}

/** The subsets of the font: a character comes from the first that has it. */
const FAMILIES = 'latin, latin-ext, vietnamese, cyrillic, cyrillic-ext, greek, greek-ext';

/** Short titles are large; the longest title fits in three lines. */
function titleFontSize(title: string): number {
  if (title.length <= 32) return 88;
  if (title.length <= 60) return 76;
  return title.length <= 90 ? 64 : 54;
}

function boxElement(
  style: Readonly<Record<string, unknown>>,
  ...children: readonly (SatoriElement | undefined)[]
): SatoriElement {
  const shown = children.filter((child) => child !== undefined);
  return { type: 'div', props: { style: { display: 'flex', ...style }, children: shown } };
}

/** One line, or as many as `lineClamp` allows; undefined for an empty text. */
function textElement(
  text: string,
  size: number,
  style: Readonly<Record<string, unknown>> = {},
): SatoriElement | undefined {
  if (text === '') return undefined;
  const clamp = { display: 'block', lineClamp: 1, wordBreak: 'break-word', fontSize: size, ...style };
  // Control characters can't be rendered.
  const plain = text
    .replace(/[\s\uFFFD]|[\p{Cc}\p{Cf}\p{Cs}]/gu, (char) => (/\s/.test(char) ? ' ' : ''))
    .replace(/ +/g, ' ');
  return { type: 'div', props: { style: clamp, children: plain } };
}

function logoElement(logo: LogoImage | undefined, height: number): SatoriElement | undefined {
  if (!logo) return undefined;
  const width = Math.min(CARD_SIZE.width / 2, Math.round((logo.width / logo.height) * height));
  return imageElement(logo.src, width, height);
}

function imageElement(src: string, width: number, height: number): SatoriElement {
  return { type: 'img', props: { src, width, height, style: { width, height, objectFit: 'contain' } } };
}

/** The shapes of the pages' state icons, so that a state is visible without colour too. */
const STATE_ICONS: Readonly<Record<CurrentState, string>> = {
  operational:
    '<circle cx="8" cy="8" r="8"/><path d="M4.3 8.3l2.6 2.6 4.9-5.4" fill="none" stroke="#fff" stroke-width="1.8"/>',
  maintenance:
    '<circle cx="8" cy="8" r="7" fill="none" stroke="COLOUR" stroke-width="2"/><path d="M8 4.2V8l2.8 2" fill="none" stroke="COLOUR" stroke-width="1.8"/>',
  unknown:
    '<circle cx="8" cy="8" r="7" fill="none" stroke="COLOUR" stroke-width="2"/><path d="M6 6.4a2 2 0 1 1 2.9 1.8c-.6.3-.9.7-.9 1.3M8 11v1.4" fill="none" stroke="COLOUR" stroke-width="1.6"/>',
  degraded:
    '<path d="M8 .8l7.8 14H.2z"/><path d="M8 5.6v4.2M8 11.4v1.7" fill="none" stroke="#fff" stroke-width="1.7"/>',
  'partial-outage':
    '<path d="M8 1l7 7-7 7-7-7z" fill="none" stroke="COLOUR" stroke-width="1.6"/><path d="M8 1v14L1 8z"/>',
  'major-outage':
    '<rect width="16" height="16" rx="3"/><path d="M4.6 4.6l6.8 6.8M11.4 4.6l-6.8 6.8" fill="none" stroke="#fff" stroke-width="1.9"/>',
};

function stateIconElement(state: CurrentState, size: number): SatoriElement {
  const colour = STATE_COLOURS[state];
  const drawn = STATE_ICONS[state].replaceAll('COLOUR', colour);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" width="${size}" height="${size}" fill="${colour}">${drawn}</svg>`;
  return imageElement(`data:image/svg+xml;base64,${btoa(svg)}`, size, size);
}
