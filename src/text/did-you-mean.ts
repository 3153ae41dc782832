import { closest, distance } from 'fastest-levenshtein';

/** The only candidate that a misspelling can mean: a few letters off, with no other candidate as close. */
export function findNearest(word: string, candidates: readonly string[]): string | undefined {
  if (candidates.length === 0 || word.length > 80) return undefined;
  const plain = word.toLowerCase();
  const best = closest(plain, [...candidates]);
  const off = distance(plain, best.toLowerCase());
  if (
    off > Math.max(1, Math.floor(best.length / 3)) &&
    !(off === 2 && sortLetters(plain) === sortLetters(best))
  )
    return undefined;
  const rivals = candidates.filter((other) => other !== best && distance(plain, other.toLowerCase()) === off);
  return rivals.length === 0 ? best : undefined;
}

/** Two words with swapped letters give the same result. */
function sortLetters(word: string): string {
  return [...word.toLowerCase()].toSorted().join('');
}

/** ` Did you mean "checkout"?`, or an empty string. */
export function formatDidYouMean(word: string, candidates: readonly string[]): string {
  const best = findNearest(word, candidates);
  return best === undefined ? '' : ` Did you mean "${best}"?`;
}

/** `a, b or c`, shortened after `most` words. */
export function formatAlternatives(words: readonly string[], most = 12): string {
  const shown = words.length > most ? [...words.slice(0, most), `${words.length - most} more`] : words;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} or ${shown.at(-1)}`;
}
