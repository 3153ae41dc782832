/** What becomes of pasted lines: they are joined to one, kept with a mark between them, or nothing is pasted. */
export type PasteMode = 'join' | 'keep' | 'drop';

/** Stands for the end of a pasted line until the answer is read. */
export const LINE_MARK = '⏎';

const ESCAPE = '\u001B';
const BEGIN = '\u001B[200~';
const END = '\u001B[201~';

/**
 * Makes a filter for what a terminal sends: the end of a pasted line does not answer the question, and the next line not the
 * question after it. A paste is the text between the marks of a terminal that brackets it; without them, what arrives at
 * once with a line end before its last character.
 */
export function createPasteFilter(mode: PasteMode): (chunk: string) => string {
  let isPasted = false;
  let held = '';
  return (chunk) => {
    let rest = held + chunk;
    held = '';
    let typed = '';
    while (rest !== '') {
      const mark = isPasted ? END : BEGIN;
      const at = rest.indexOf(mark);
      if (at < 0) {
        const kept = partOf(mark, rest);
        held = rest.slice(rest.length - kept);
        rest = rest.slice(0, rest.length - kept);
      }
      const part = at < 0 ? rest : rest.slice(0, at);
      typed += isPasted ? pasted(part, mode) : isLikePaste(part) ? unmarked(part, mode) : part;
      if (at < 0) break;
      isPasted = !isPasted;
      rest = rest.slice(at + mark.length);
    }
    return typed;
  };
}

/** How many characters at the end of a text may begin a mark. A lone Escape is a key. */
function partOf(mark: string, text: string): number {
  for (let length = Math.min(mark.length - 1, text.length); length > 1; length--)
    if (text.endsWith(mark.slice(0, length))) return length;
  return 0;
}

/** Keys arrive one by one, and the last of several may be Return. */
function isLikePaste(part: string): boolean {
  return !part.includes(ESCAPE) && /[^\r\n]{2}[\r\n]{1,4}[^\r\n]/.test(part);
}

/** The Returns at its end are taken for typed ones. */
function unmarked(text: string, mode: PasteMode): string {
  const lines = text.trimEnd();
  return `${pasted(lines, mode)}${text.slice(lines.length)}`;
}

function pasted(text: string, mode: PasteMode): string {
  if (mode === 'drop') return '';
  const lines = text.replace(/\r\n?/g, '\n').replace(/^\n+|\n+$/g, '');
  return (
    lines
      .replaceAll('\n', mode === 'keep' ? LINE_MARK : ' ')
      .replaceAll('\t', ' ')
      // eslint-disable-next-line no-control-regex
      .replace(/[\u0000-\u001F\u007F]/g, '')
  );
}
