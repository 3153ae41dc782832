const BOM = '\uFEFF';

/**
 * A text with `\n` line ends in the shape of the file that it replaces: with `\r\n` if the file has more of them than of
 * `\n`, and with a byte order mark if the file has one. `before` is the file as it was decoded from UTF-8.
 */
export function keepLineEnds(text: string, before: string | undefined): string {
  if (before === undefined) return text;
  const windows = before.split('\r\n').length - 1;
  const all = before.split('\n').length - 1;
  const plain = normalizeLineEnds(text);
  return (before.startsWith(BOM) ? BOM : '') + (windows * 2 > all ? plain.replaceAll('\n', '\r\n') : plain);
}

/** With `\n` line ends and without a byte order mark. */
export function normalizeLineEnds(text: string): string {
  return text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
}
