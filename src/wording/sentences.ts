/** Offsets are into the prose. */
export interface SentenceSpan {
  readonly start: number;
  readonly end: number;
}

/** Longer sentences are cut at a space, to limit the work of every pattern. */
const MAX_SENTENCE_LENGTH = 400;

const END = /[\n]|(?<![.!?…])[.!?…]+["')\]]*(?= )/g;
const ABBREVIATION =
  /(?:\b(?:e\.g|i\.e|approx|etc|vs|cf|incl|no|mr|mrs|ms|dr|st|inc|ltd|u\.s|u\.k|a\.m|p\.m|v\d*)|\b[a-z])$/i;

/** Sentences never cross a block and have at most 400 characters. */
export function splitSentences(text: string): readonly SentenceSpan[] {
  const sentences: SentenceSpan[] = [];
  let start = 0;
  const close = (end: number): void => {
    for (let from = start; from < end;) {
      let to = end;
      if (end - from > MAX_SENTENCE_LENGTH) {
        const space = text.lastIndexOf(' ', from + MAX_SENTENCE_LENGTH);
        to = space > from ? space : from + MAX_SENTENCE_LENGTH;
      }
      if (text[from] === ' ' && from + 1 === to) return;
      sentences.push({ start: from, end: to });
      from = to;
    }
  };
  END.lastIndex = 0;
  for (let found = END.exec(text); found !== null; found = END.exec(text)) {
    const end = found.index + found[0].length;
    if (found[0] !== '\n' && !endsSentence(text, start, found.index, end, found[0])) continue;
    close(found[0] === '\n' ? found.index : end);
    start = end;
    while (text[start] === ' ') start++;
  }
  close(text.length);
  return sentences;
}

const endsSentence = (text: string, start: number, stop: number, end: number, mark: string): boolean => {
  const next = text[end + 1] ?? '';
  if (next >= 'a' && next <= 'z') return mark[0] !== '.';
  if (mark[0] !== '.' || mark.length > 1) return true;
  const word = text.slice(Math.max(start, stop - 8), stop);
  return !ABBREVIATION.test(word) || /\b[ap]\.m$/i.test(word);
};
