/** Characters that mean something to Markdown or HTML wherever they stand. */
const MEANING = /[\\`*_[\]<>|~$]/g;

/**
 * A text as GitHub shows it, letter for letter: no formatting, no link, no picture, nobody called by name, no issue
 * referred to. It stays on one line.
 */
export function plainMarkdown(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(MEANING, '\\$&')
    .replaceAll('&', '&amp;')
    .replace(/[@#](?=\w)/g, '$&<!-- -->')
    .replace(/:(?=\/)|\/(?=\/)|www(?=\.)/gi, '$&<!-- -->')
    .replace(/^(\d+)([.)])(?=\s|$)/, '$1\\$2')
    .replace(/^(?:[-+=]|#+(?=\s|$))/, '\\$&');
}

/** A text of several lines, quoted, letter for letter. */
export function quotedMarkdown(text: string): string {
  const lines = text.replace(/\r\n?/g, '\n').trim().split('\n');
  return lines.map((line) => (line.trim() === '' ? '>' : `> ${plainMarkdown(line)}  `.trimEnd())).join('\n');
}
