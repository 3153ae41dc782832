/**
 * A comment that readers don't see, by which the tool finds its own words on GitHub again: `<!-- candor:KIND KEY -->`.
 * What a key holds is never enough to end the comment, or to begin another.
 */
export function formatMarker(kind: string, key = ''): string {
  const safe = encodeURIComponent(key).replaceAll('-', '%2D').replaceAll('%2F', '/');
  return `<!-- candor:${kind}${safe === '' ? '' : ` ${safe}`} -->`;
}

/** The keys of every marker of one kind in a text, in order; an empty string for a marker without a key. */
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
