/** Marks a line that is Markdown already, such as a list item made from HTML. No body holds it: it is a control character. */
export const MADE = '\u0001';
/** Marks a line break that HTML asked for. */
export const BREAK = '\u0002';

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
export function layOutText(text: string): string {
  const blocks: string[] = [];
  for (const paragraph of text.replace(BREAK_IN_TEXT, '\n').split(/\n[ \t\u00A0]*(?:\n[ \t\u00A0]*)+/)) {
    let run: { made: boolean; lines: string[] } | undefined;
    const close = (): void => {
      if (run) blocks.push(run.lines.join(run.made ? '\n' : '\\\n'));
      run = undefined;
    };
    for (const raw of paragraph.split('\n')) {
      const made = raw.startsWith(MADE);
      const line = made ? raw.slice(1).replaceAll(MADE, '') : raw.replaceAll(MADE, '').trim();
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
const BREAK_IN_TEXT = new RegExp(`${BREAK}[ \\t]*\\n?`, 'g');

function escapeStart(line: string): string {
  if (/^(?:=+|-+|[-_](?:[ \t]*[-_]){2,}|[|:\s-]*-[|:\s-]*)$/.test(line) && /^[-=_|:]/.test(line))
    return `\\${line}`;
  if (/^(?:#|>|[-+](?:[ \t]|$)|~~~)/.test(line)) return `\\${line}`;
  return line.replace(/^(\d{1,9})([.)])(?=[ \t]|$)/, '$1\\$2');
}

/** Lays Markdown out that a person wrote: only its headings give way, so that none is taken for an update's. */
export function layOutMarkdown(text: string): string {
  const broken = text.replace(BREAKS, (run, at: number) => {
    if (run.indexOf(BREAK) !== run.lastIndexOf(BREAK)) return '\n\n';
    const [before, after] = [text[at - 1] ?? '\n', text.slice(at + run.length, at + run.length + 80)];
    const between = before !== '\n' && after !== '' && !/^(?:\n|[ \t]*(?:[-+*#>|=~`]|\d+[.)]))/.test(after);
    return between ? '\\\n' : '\n';
  });
  const lines = broken.split('\n');
  const shown = lines.map((line) =>
    (line.startsWith(MADE) ? line : demoteHeading(line)).replaceAll(MADE, ''),
  );
  return shown.join('\n').replace(/\n{3,}/g, '\n\n');
}

const BREAKS = new RegExp(`(?<![ \\t])[ \\t]*${BREAK}(?:\\s*${BREAK})*[ \\t]*\\n?`, 'g');

function demoteHeading(line: string): string {
  return line.replace(/^( {0,3})#{1,2}(?=[ \t]|$)/, '$1###').replace(/^##(?!#)/, '\\##');
}
