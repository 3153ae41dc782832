/**
 * An HTML comment that identifies Candor's own comments on GitHub: `<!-- candor:KIND KEY -->`. The key is encoded so
 * that it can't end the comment or start another.
 */
export function formatMarker(kind: string, key = ''): string {
  const safe = encodeURIComponent(key).replaceAll('-', '%2D').replaceAll('%2F', '/');
  return `<!-- candor:${kind}${safe === '' ? '' : ` ${safe}`} -->`;
}

/** The keys of all markers of one kind, in order; an empty string for a marker without a key. */
export function parseMarkerKeys(text: string, kind: string): string[] {
  return [...text.matchAll(/<!-- candor:([a-z-]+)(?: ([^\s>]+))? -->/g)]
    .filter(([, found]) => found === kind)
    .map(([, , key = '']) => decodeKey(key));
}

function decodeKey(key: string): string {
  try {
    return decodeURIComponent(key);
  } catch {
    return key;
  }
}
