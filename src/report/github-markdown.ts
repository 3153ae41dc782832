/** What GitHub makes something of: Markdown, HTML, mentions, references to issues, addresses. */
const SPECIAL = /[\\`*_{}[\]()<>#+!|~&$^=-]/g;

/** A space without width: what stands on both sides of it is no name, no reference and no address. */
const APART = '&#8203;';

/**
 * A text from outside as plain words in a GitHub comment or summary: one line, nothing in it is markup, calls anybody,
 * refers to anything or can be clicked.
 */
export function plainMarkdown(text: string): string {
  return visibleLine(text)
    .replace(SPECIAL, (sign) => (sign === '<' ? '&lt;' : sign === '&' ? '&amp;' : `\\${sign}`))
    .replaceAll('@', `@${APART}`)
    .replace(/(\\#|\bGH\\-)(?=\d)/gi, `$1${APART}`)
    .replaceAll('://', `:${APART}//`)
    .replace(/\bwww\./gi, (found) => `${found.slice(0, 3)}${APART}.`);
}

/** A text from outside as code in a line: to the letter, but for line ends, what can't be seen, and hidden comments. */
export function codeMarkdown(text: string): string {
  const line = visibleLine(text).replaceAll('|', '\\|').replaceAll('<!--', '<! --');
  const fence = '`'.repeat(longestRun(line) + 1);
  const space = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return line === '' ? '' : `${fence}${space}${line}${space}${fence}`;
}

/** A block of text to the letter, behind a fence that nothing in it can close. */
export function fencedMarkdown(text: string, info = ''): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}${info}\n${text}\n${fence}`;
}

/** A table; its cells are Markdown already. */
export function tableMarkdown(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), `| ${head.map(() => '---').join(' | ')} |`, ...rows.map(line)];
}

function longestRun(text: string): number {
  return Math.max(0, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length));
}

/** Signs that can't be seen, or turn the writing round, as a mark; every kind of white space as a space. */
function visibleLine(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu, '\u{FFFD}')
    .trim();
}
