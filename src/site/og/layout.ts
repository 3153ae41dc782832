import type { CurrentState } from '../../status/states.ts';
import { STATE_COLOURS } from '../state-colours.ts';
import type { Card } from './card.ts';
import { CARD } from './card-size.ts';

/** A mark as the drawing takes it. */
export interface DrawnMark {
  /** A `data:` address. */
  readonly src: string;
  readonly width: number;
  readonly height: number;
}

/** What Satori takes for an element. */
interface Box {
  readonly type: 'div' | 'img';
  readonly props: Readonly<Record<string, unknown>>;
}

const INK = '#1b1a17';
const QUIET = '#5b5850';
const PAPER = '#fcfbf9';
const EDGE = 72;
const BAND = 20;

/**
 * A card laid out: whose page it is on top, what is said in the middle as large as it fits, when and where at the foot.
 * Scripts that are written from right to left can't be drawn, so nothing is turned round.
 */
export function layOut(card: Card, mark: DrawnMark | undefined): Box {
  const colour = card.state ? STATE_COLOURS[card.state] : INK;
  // Where there is no title to draw, the state is the title.
  const [title, says] = card.title === '' ? [card.says ?? '', ''] : [card.title, card.says ?? ''];
  const head = card.state ? [icon(mark, 60), text(card.brand, 38, { fontWeight: 600 })] : [icon(mark, 120)];
  const state = card.state
    ? [
        shape(card.state, says !== '' ? 52 : title.length > 60 ? 60 : 76),
        text(says, 44, { color: colour, fontWeight: 600 }),
      ]
    : [];
  return box(
    {
      boxSizing: 'border-box',
      ...CARD,
      flexDirection: 'column',
      justifyContent: 'space-between',
      padding: `${EDGE}px ${EDGE}px ${EDGE - 12}px ${EDGE}px`,
      borderTop: `${BAND}px solid ${colour}`,
      backgroundColor: PAPER,
      color: INK,
      fontFamily: FAMILIES,
    },
    box({ alignItems: 'center', gap: 24, height: card.state ? 60 : 120 }, ...head),
    box(
      { flexDirection: 'column', gap: 24 },
      box({ alignItems: 'center', gap: 20 }, ...state),
      text(title, sizeOf(title), {
        fontWeight: 600,
        lineHeight: 1.12,
        letterSpacing: '-0.02em',
        lineClamp: 3,
      }),
    ),
    box(
      { justifyContent: 'space-between', alignItems: 'flex-end', gap: 40, color: QUIET },
      text(card.when ?? '', 32, { flexShrink: 0 }),
      text(card.address, 32),
    ),
  );
}

/** The font's parts, one after the other: a letter is taken from the first that has it. */
const FAMILIES = 'latin, latin-ext, vietnamese, cyrillic, cyrillic-ext, greek, greek-ext';

/** Short words are large; three lines of the longest title still fit. */
function sizeOf(title: string): number {
  if (title.length <= 32) return 88;
  if (title.length <= 60) return 76;
  return title.length <= 90 ? 64 : 54;
}

function box(style: Readonly<Record<string, unknown>>, ...children: readonly (Box | undefined)[]): Box {
  const shown = children.filter((child) => child !== undefined);
  return { type: 'div', props: { style: { display: 'flex', ...style }, children: shown } };
}

/** One line, or as many as `lineClamp` allows; nothing for an empty text. */
function text(words: string, size: number, style: Readonly<Record<string, unknown>> = {}): Box | undefined {
  if (words === '') return undefined;
  const clamp = { display: 'block', lineClamp: 1, wordBreak: 'break-word', fontSize: size, ...style };
  // Characters that steer are nothing to draw.
  const plain = words
    .replace(/[\s\uFFFD]|[\p{Cc}\p{Cf}\p{Cs}]/gu, (char) => (/\s/.test(char) ? ' ' : ''))
    .replace(/ +/g, ' ');
  return { type: 'div', props: { style: clamp, children: plain } };
}

function icon(mark: DrawnMark | undefined, height: number): Box | undefined {
  if (!mark) return undefined;
  const width = Math.min(CARD.width / 2, Math.round((mark.width / mark.height) * height));
  return picture(mark.src, width, height);
}

function picture(src: string, width: number, height: number): Box {
  return { type: 'img', props: { src, width, height, style: { width, height, objectFit: 'contain' } } };
}

/** The shapes of the pages' own marks, so that a state is told without colour too. */
const SHAPES: Readonly<Record<CurrentState, string>> = {
  operational:
    '<circle cx="8" cy="8" r="8"/><path d="M4.3 8.3l2.6 2.6 4.9-5.4" fill="none" stroke="#fff" stroke-width="1.8"/>',
  maintenance:
    '<circle cx="8" cy="8" r="7" fill="none" stroke="COLOUR" stroke-width="2"/><path d="M8 4.2V8l2.8 2" fill="none" stroke="COLOUR" stroke-width="1.8"/>',
  degraded:
    '<path d="M8 .8l7.8 14H.2z"/><path d="M8 5.6v4.2M8 11.4v1.7" fill="none" stroke="#fff" stroke-width="1.7"/>',
  'partial-outage':
    '<path d="M8 1l7 7-7 7-7-7z" fill="none" stroke="COLOUR" stroke-width="1.6"/><path d="M8 1v14L1 8z"/>',
  'major-outage':
    '<rect width="16" height="16" rx="3"/><path d="M4.6 4.6l6.8 6.8M11.4 4.6l-6.8 6.8" fill="none" stroke="#fff" stroke-width="1.9"/>',
};

function shape(state: CurrentState, size: number): Box {
  const colour = STATE_COLOURS[state];
  const drawn = SHAPES[state].replaceAll('COLOUR', colour);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" width="${size}" height="${size}" fill="${colour}">${drawn}</svg>`;
  return picture(`data:image/svg+xml;base64,${btoa(svg)}`, size, size);
}
