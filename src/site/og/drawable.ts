import type { Card } from './card.ts';

/** A letter or a digit: what a word would not be the same word without. */
const WORD_CHARACTER = /[\p{L}\p{M}\p{N}]/u;

/**
 * A card without what can't be drawn. A sign or a picture alone is left out of its text; a text that would lose a letter
 * is left out whole, since half a name is another name. The address stands in for the page's name.
 */
export function removeUnsupportedText(card: Card, missing: ReadonlySet<string>): Card {
  const kept = (text: string | undefined): string => {
    const chars = [...(text ?? '')];
    if (chars.some((char) => missing.has(char) && WORD_CHARACTER.test(char))) return '';
    return chars
      .map((char) => (missing.has(char) ? (/\s/.test(char) ? ' ' : '') : char))
      .join('')
      .trim();
  };
  return {
    ...card,
    brand: kept(card.brand) || card.address,
    title: kept(card.title),
    subtitle: kept(card.subtitle),
    time: kept(card.time),
  };
}
