/** Six characters that stand for a text, the same on every machine (FNV-1a). */
export function shortHash(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    hash ^= text.charCodeAt(at);
    hash = Math.imul(hash, 0x01000193);
  }
  return (hash >>> 0).toString(36).padStart(7, '0').slice(-6);
}

/** `base`, or where that is taken `base-2`, `base-3`; takes what it gives. */
export function claimName(base: string, taken: Set<string>): string {
  let name = base;
  for (let count = 2; taken.has(name); count += 1) name = `${base}-${count}`;
  taken.add(name);
  return name;
}

/** Text in one line without control characters and without marks that turn the reading direction. */
export function cleanLine(text: string): string {
  return cleanText(text).text.replace(/\s+/g, ' ').trim();
}

// oxlint-disable-next-line no-control-regex
const UNSAFE = /[\u0000-\u0008\u000E-\u001F\u007F\u200B\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/g;

/** Text with `\n` line ends that core will read: no control characters, no bidirectional overrides, no half characters. */
export function cleanText(text: string): { readonly text: string; readonly removed: number } {
  const lines = text.replace(/\r\n?|[\u2028\u2029\u0085\v\f]/g, '\n').toWellFormed();
  const clean = lines.replace(UNSAFE, '');
  return { text: clean, removed: lines.length - clean.length };
}

/** A text shortened at a word, with an ellipsis where something is left out. */
export function shorten(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const cut = text
    .slice(0, longest - 1)
    .toWellFormed()
    .replace(/\uFFFD$/, '');
  const word = cut.lastIndexOf(' ');
  return `${(word > longest / 2 ? cut.slice(0, word) : cut).trimEnd()}…`;
}
