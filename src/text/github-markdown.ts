/** What means something to Markdown or HTML wherever it stands. */
const SPECIAL = /[\\`*_[\]<>#|~$&]/g;

/** What begins a list, a heading or a line where it stands first: `-`, `+`, `=`, `1.`, `1)`. */
const FIRST = /^(?:(?=[-+=])|\d+(?=[.)]))/;

/** A space without width: what stands on both sides of it is no name, no reference and no address. */
const APART = '&#8203;';

/**
 * A text from outside as plain words in a GitHub comment or summary: one line, nothing in it is markup, calls anybody,
 * refers to anything or can be clicked.
 */
export function escapeMarkdown(text: string): string {
  return replaceInvisible(text)
    .replace(SPECIAL, (sign) => (sign === '<' ? '&lt;' : sign === '&' ? '&amp;' : `\\${sign}`))
    .replace(FIRST, '$&\\')
    .replaceAll('@', `@${APART}`)
    .replace(/(\\#|\bGH-)(?=\d)/gi, `$1${APART}`)
    .replaceAll('://', `:${APART}//`)
    .replace(/\bwww\./gi, (found) => `${found.slice(0, 3)}${APART}.`);
}

/** A text from outside of several lines, quoted, letter for letter. */
export function quoteMarkdown(text: string): string {
  const lines = text.replace(/\r\n?/g, '\n').trim().split('\n');
  return lines.map((line) => (line.trim() === '' ? '>' : `> ${escapeMarkdown(line)}  `.trimEnd())).join('\n');
}

/** A text from outside as the title of an issue or a pull request, which has no Markdown: one line, cut where it is long. */
export function sanitizeTitle(text: string): string {
  const line = replaceInvisible(text);
  return line.length <= MAX_TITLE_LENGTH ? line : `${line.slice(0, MAX_TITLE_LENGTH - 1)}…`;
}

/** GitHub takes 256 characters; this much can be read in a list. */
const MAX_TITLE_LENGTH = 200;

/** A text from outside as code in a line: to the letter, but for line ends, what can't be seen, and hidden comments. */
export function formatInlineCode(text: string): string {
  const line = replaceInvisible(text).replaceAll('|', '\\|').replaceAll('<!--', '<! --');
  const fence = '`'.repeat(longestRun(line) + 1);
  const space = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return line === '' ? '' : `${fence}${space}${line}${space}${fence}`;
}

/** A block of text to the letter, behind a fence that nothing in it can close. */
export function formatCodeBlock(text: string, info = ''): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}${info}\n${text}\n${fence}`;
}

/** A table; its cells are Markdown already. */
export function formatMarkdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), `| ${head.map(() => '---').join(' | ')} |`, ...rows.map(line)];
}

function longestRun(text: string): number {
  return Math.max(0, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length));
}

/** Signs that can't be seen, or turn the writing round, as a mark; every kind of white space as a space. */
function replaceInvisible(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu, '\u{FFFD}')
    .trim();
}
