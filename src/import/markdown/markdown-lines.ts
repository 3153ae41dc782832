/** Marks a line that is Markdown already, such as a list item made from HTML. No body holds it: it is a control character. */
export const MARKDOWN_LINE = '\u0001';
/** Marks a line break that HTML asked for. */
export const LINE_BREAK = '\u0002';

/** Escapes what Markdown would read as its own within a line of plain text. */
export function escapeInline(text: string): string {
  return text
    .replace(/[\\`*[]|~~/g, (mark) => [...mark].map((char) => `\\${char}`).join(''))
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
    .replace(/&(?=#?\w+;)/g, '\\&')
    .replace(/<(?=[A-Za-z/?])/g, '\\<')
    .replace(/<!/g, '\\<\\!');
}

/** Lays plain text out as Markdown that shows the same: its lines, its bullets, nothing read as a heading or a rule. */
export function convertPlainText(text: string): string {
  const blocks: string[] = [];
  for (const paragraph of text.replace(LINE_BREAK_IN_TEXT, '\n').split(/\n[ \t\u00A0]*(?:\n[ \t\u00A0]*)+/)) {
    let run: { made: boolean; lines: string[] } | undefined;
    const close = (): void => {
      if (run) blocks.push(run.lines.join(run.made ? '\n' : '\\\n'));
      run = undefined;
    };
    for (const raw of paragraph.split('\n')) {
      const made = raw.startsWith(MARKDOWN_LINE);
      const line = made
        ? raw.slice(1).replaceAll(MARKDOWN_LINE, '')
        : raw.replaceAll(MARKDOWN_LINE, '').trim();
      if (line.trim() === '') continue;
      const bullet = made ? null : /^(?:-|\+|\\\*)[ \t]+(?=\S)/.exec(line);
      const markdown = made || bullet !== null;
      if (run && run.made !== markdown) close();
      run ??= { made: markdown, lines: [] };
      run.lines.push(
        made ? line : bullet ? `- ${escapeStart(line.slice(bullet[0].length))}` : escapeStart(line),
      );
    }
    close();
  }
  return blocks.join('\n\n');
}

/** A break and the line end after it are one. */
const LINE_BREAK_IN_TEXT = new RegExp(`${LINE_BREAK}[ \\t]*\\n?`, 'g');

function escapeStart(line: string): string {
  if (/^(?:=+|-+|[-_](?:[ \t]*[-_]){2,}|[|:\s-]*-[|:\s-]*)$/.test(line) && /^[-=_|:]/.test(line))
    return `\\${line}`;
  if (/^(?:#|>|[-+](?:[ \t]|$)|~~~)/.test(line)) return `\\${line}`;
  return line.replace(/^(\d{1,9})([.)])(?=[ \t]|$)/, '$1\\$2');
}

/** Lays Markdown out that a person wrote: only its headings give way, so that none is taken for an update's. */
export function normalizeMarkdown(text: string): string {
  const broken = text.replace(LINE_BREAK_RUN, (run, at: number) => {
    if (run.indexOf(LINE_BREAK) !== run.lastIndexOf(LINE_BREAK)) return '\n\n';
    const [before, after] = [text[at - 1] ?? '\n', text.slice(at + run.length, at + run.length + 80)];
    const between = before !== '\n' && after !== '' && !/^(?:\n|[ \t]*(?:[-+*#>|=~`]|\d+[.)]))/.test(after);
    return between ? '\\\n' : '\n';
  });
  const lines = broken.split('\n');
  const shown = lines.map((line) =>
    (line.startsWith(MARKDOWN_LINE) ? line : demoteHeading(line)).replaceAll(MARKDOWN_LINE, ''),
  );
  return shown.join('\n').replace(/\n{3,}/g, '\n\n');
}

const LINE_BREAK_RUN = new RegExp(`(?<![ \\t])[ \\t]*${LINE_BREAK}(?:\\s*${LINE_BREAK})*[ \\t]*\\n?`, 'g');

function demoteHeading(line: string): string {
  return line.replace(/^( {0,3})#{1,2}(?=[ \t]|$)/, '$1###').replace(/^##(?!#)/, '\\##');
}
