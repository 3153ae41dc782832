/** Never changes the length, so that offsets stay valid. */
export function lowerCase(text: string): string {
  const lower = text.toLowerCase();
  if (lower.length === text.length) return lower;
  return Array.from(text, (character) => {
    const folded = character.toLowerCase();
    return folded.length === character.length ? folded : character;
  }).join('');
}

const LETTERS: Readonly<Record<string, string>> = { ß: 's', œ: 'o', æ: 'a', ø: 'o' };

/** Lower case without accents, and a space for each apostrophe. Never changes the length, so that offsets stay valid. */
export function foldAccents(text: string): string {
  return lowerCase(text)
    .replaceAll("'", ' ')
    .replace(/[\u0080-\uffff]/g, (unit) => LETTERS[unit] ?? unit.normalize('NFD').slice(0, 1));
}

/** "nodes" becomes "node", "proxies" becomes "proxy". */
export function singular(word: string): string {
  if (word.length < 4 || !word.endsWith('s')) return word;
  if (word.endsWith('ss') || word.endsWith('us') || word.endsWith('is')) return word;
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(?:ch|sh|x|ss)es$/.test(word)) return word.slice(0, -2);
  return word.slice(0, -1);
}
