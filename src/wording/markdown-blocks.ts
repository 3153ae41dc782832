const LINE_START = /[ \t>]*(?:#{1,6}[ \t]+|(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?)?/y;
const BLOCK_START = /[ \t>]*(?:#{1,6}[ \t]|(?:[-*+]|\d{1,9}[.)])[ \t]|\|)/y;
const RULE_LINE = /[-*_=|: \t>]+(?=\n|$)/y;
const DEFINITION = /[ ]{0,3}\[[^\]\n]{1,200}\]:[ \t]*\S+[^\n]*/y;
const FENCE = /[ \t>]*(?:[-*+][ \t]+)?(`{3,}(?!`)|~{3,}(?!~))[^\n`]*(?=\n|$)/y;

/** Matches a sticky pattern at an offset. */
export const matchAt = (pattern: RegExp, text: string, index: number): RegExpExecArray | null => {
  pattern.lastIndex = index;
  return pattern.exec(text);
};

/** Whether a heading, a list item or a table row begins at this line start. */
export const startsBlock = (raw: string, index: number): boolean => matchAt(BLOCK_START, raw, index) !== null;

/** Length of the Markdown syntax before the text of a line: quotes, heading, bullet, task box. */
export const lineMarkupLength = (raw: string, index: number): number =>
  matchAt(LINE_START, raw, index)?.[0].length ?? 0;

/** End of a block without prose that begins at this line start, or `index` if there is none. */
export const blockEnd = (raw: string, index: number): number => {
  const fence = matchAt(FENCE, raw, index);
  if (fence !== null) {
    const mark = fence[1] as string;
    const closing = new RegExp(`\\n[ \\t>]*${mark[0]}{${mark.length},}[ \\t]*(?=\\n|$)`, 'g');
    closing.lastIndex = index + fence[0].length;
    const end = closing.exec(raw);
    return lineAfter(raw, end === null ? raw.length : end.index + end[0].length);
  }
  const line = matchAt(DEFINITION, raw, index) ?? matchAt(RULE_LINE, raw, index);
  if (line !== null && line[0].length > 0) return lineAfter(raw, index + line[0].length);
  const indented = /^(?: {4}|\t)\S/.test(raw.slice(index, index + 6));
  if (indented && (index === 0 || /\n[ \t]*\n$/.test(raw.slice(Math.max(0, index - 40), index)))) {
    if (!continuesListItem(raw.slice(Math.max(0, index - 400), index))) {
      const end = raw.indexOf('\n', index);
      return end < 0 ? raw.length : end + 1;
    }
  }
  return index;
};

const LIST_ITEM = /^[ \t]*(?:[-*+]|\d+[.)])[ \t]/;

/** Whether the last lines of a text are a list item and its indented lines, and then only blank ones. */
export const continuesListItem = (before: string): boolean => {
  const lines = before.split('\n');
  let last = lines.length - 1;
  if (lines[last]?.trim() !== '') return false;
  while (lines[last]?.trim() === '') last--;
  for (; last >= 0; last--) {
    const line = lines[last] as string;
    if (LIST_ITEM.test(line)) return true;
    if (!/^[ \t]/.test(line)) return false;
  }
  return false;
};

const lineAfter = (raw: string, index: number): number => (raw[index] === '\n' ? index + 1 : index);
