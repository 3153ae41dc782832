/**
 * The words of a Markdown heading such as `## Resolved ##`, without the hashes around them; undefined for any other line.
 */
export function readHeadingText(line: string): string | undefined {
  const words = /^#{1,6}\s+(\S.*)$/.exec(line.trimEnd())?.[1];
  if (words === undefined) return undefined;
  let end = words.length;
  while (end > 1 && words[end - 1] === '#') end--;
  return words.slice(0, end).trimEnd();
}
