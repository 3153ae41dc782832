/** Widths in pixels at 11 px, of the letters that have them, in the fonts that badges are drawn in. */
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

/** Letters that are joined by hand take less. */
const JOINED = /\p{sc=Arabic}/u;
const JOINED_WIDTH = 4.7;

/** Scripts of square letters, and pictures. */
const SQUARE =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{Extended_Pictographic}\uFF01-\uFF60]/u;

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** About how wide a line of text is, in pixels at 11 px. A letter with marks is as wide as without. */
export function measureTextWidth(text: string): number {
  let width = 0;
  for (const { segment } of graphemes.segment(text)) {
    const [letter = ''] = segment.normalize('NFD');
    width += WIDTHS.get(letter) ?? fallbackWidth(segment);
  }
  return width;
}

function fallbackWidth(segment: string): number {
  if (JOINED.test(segment)) return JOINED_WIDTH;
  return SQUARE.test(segment) ? SQUARE_WIDTH : DEFAULT_WIDTH;
}
