/** Characters with a meaning in Markdown or HTML anywhere in a line. */
const SPECIAL = /[\\`*_[\]<>#|~$&]/g;

/** Characters with a meaning at the start of a line: `-`, `+`, `=`, `1.`, `1)`. */
const FIRST = /^(?:(?=[-+=])|\d+(?=[.)]))/;

/** A zero-width space, which breaks mentions, references and links. */
const ZERO_WIDTH_SPACE = '&#8203;';

/** Escapes untrusted text for a GitHub comment or summary: one line without markup, mentions, references or links. */
export function escapeMarkdown(text: string): string {
  return replaceInvisible(text)
    .replace(SPECIAL, (character) =>
      character === '<' ? '&lt;' : character === '&' ? '&amp;' : `\\${character}`,
    )
    .replace(FIRST, '$&\\')
    .replaceAll('@', `@${ZERO_WIDTH_SPACE}`)
    .replace(/(\\#|\bGH-)(?=\d)/gi, `$1${ZERO_WIDTH_SPACE}`)
    .replaceAll('://', `:${ZERO_WIDTH_SPACE}//`)
    .replace(/\bwww\./gi, (found) => `${found.slice(0, 3)}${ZERO_WIDTH_SPACE}.`);
}

/** Quotes untrusted text of several lines. */
export function quoteMarkdown(text: string): string {
  const lines = text.replace(/\r\n?/g, '\n').trim().split('\n');
  return lines.map((line) => (line.trim() === '' ? '>' : `> ${escapeMarkdown(line)}  `.trimEnd())).join('\n');
}

/**
 * Makes untrusted text safe as the title of an issue or pull request (titles have no Markdown): one line, shortened.
 */
export function sanitizeTitle(text: string): string {
  const line = replaceInvisible(text);
  return line.length <= MAX_TITLE_LENGTH ? line : `${line.slice(0, MAX_TITLE_LENGTH - 1)}…`;
}

/** GitHub allows 256 characters; lists are readable up to about this length. */
const MAX_TITLE_LENGTH = 200;

/** Formats untrusted text as inline code. Line breaks, invisible characters and HTML comments are replaced. */
export function formatInlineCode(text: string): string {
  const line = replaceInvisible(text).replaceAll('|', '\\|').replaceAll('<!--', '<! --');
  const fence = '`'.repeat(longestRun(line) + 1);
  const space = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return line === '' ? '' : `${fence}${space}${line}${space}${fence}`;
}

/** The fence is longer than any run of backticks in the text. */
export function formatCodeBlock(text: string, info = ''): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}${info}\n${text}\n${fence}`;
}

/** The cells must already be Markdown. */
export function formatMarkdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), `| ${head.map(() => '---').join(' | ')} |`, ...rows.map(line)];
}

function longestRun(text: string): number {
  return Math.max(0, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length));
}

/** Replaces invisible and bidirectional characters with U+FFFD, and white space with a space. */
function replaceInvisible(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu, '\u{FFFD}')
    .trim();
}
