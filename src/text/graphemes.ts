let segmenter: Intl.Segmenter | undefined;

/** What readers see as one character each, in order, with its UTF-16 offset. */
export function splitGraphemes(text: string): Iterable<{ readonly segment: string; readonly index: number }> {
  return (segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' })).segment(text);
}
