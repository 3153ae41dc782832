/** A word or a punctuation mark of a sentence. "didn't" is two words: "did" and "n't". */
export interface ClauseWord {
  /** Lower case. */
  readonly word: string;
  readonly raw: string;
  /** UTF-16 offsets into the sentence. */
  readonly start: number;
  readonly end: number;
  /** Inside quotation marks. */
  readonly quoted: boolean;
}

const WORD = /@?[\p{L}\p{N}]+(?:[-_/.@][\p{L}\p{N}]+)*|'(?:s|d|ve|re|ll|m|t)?(?![\p{L}])|[^\s\p{L}\p{N}]/gu;

/** "won't" is "will" and "n't". */
const SHORTENED: ReadonlyMap<string, string> = new Map([
  ['ca', 'can'],
  ['wo', 'will'],
  ['sha', 'shall'],
]);

export function splitClauseWords(sentence: string): readonly ClauseWord[] {
  const found: ClauseWord[] = [];
  let quoted = false;
  for (const { 0: raw, index: start } of sentence.matchAll(WORD)) {
    if (raw === '"' || raw === '“' || raw === '”') quoted = !quoted;
    const word = raw.toLowerCase();
    const before = found.at(-1);
    if (word === "'t" && before !== undefined && before.end === start && before.word.endsWith('n')) {
      const stem = before.word.slice(0, -1);
      found.pop();
      found.push({
        ...before,
        word: SHORTENED.get(stem) ?? stem,
        raw: before.raw.slice(0, -1),
        end: before.end - 1,
      });
      found.push({ word: "n't", raw: `n${raw}`, start: start - 1, end: start + raw.length, quoted });
    } else if (word === 'cannot') {
      found.push({ word: 'can', raw: raw.slice(0, 3), start, end: start + 3, quoted });
      found.push({ word: 'not', raw: raw.slice(3), start: start + 3, end: start + raw.length, quoted });
    } else found.push({ word, raw, start, end: start + raw.length, quoted });
  }
  return found;
}

const lists = new Map<string, ReadonlySet<string>>();

/** Whether a list has the word; the words of the list are separated by spaces. */
export function isOneOf(word: string, list: string): boolean {
  let words = lists.get(list);
  if (words === undefined) lists.set(list, (words = new Set(list.split(' '))));
  return words.has(word);
}
