/** Letters that Unicode does not take apart into a Latin letter and a mark. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

/**
 * A name as an id or part of an address: lower-case Latin letters, digits and hyphens; empty where nothing of it can be kept.
 * `Größe der Bäckerei`: `grosse-der-backerei`.
 * @param longest the most characters; a longer one is cut at a word
 */
export function slugify(text: string, longest = 60): string {
  const plain = text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\p{M}'’]/gu, '')
    .replace(/[ßæœøłđðþı]/g, (letter) => LETTERS[letter]!)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  if (plain.length <= longest) return plain;
  const cut = plain.slice(0, longest + 1);
  const word = cut.lastIndexOf('-');
  return (word > longest / 2 ? cut.slice(0, word) : cut.slice(0, longest)).replace(/-$/, '');
}
