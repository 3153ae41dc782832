/**
 * Takes fenced code that has a line `start: …` out of a text, and then comments that have one.
 * @returns the rest of the text, and what was taken out, fenced code first
 */
export function takeStartBlocks(text: string): { readonly text: string; readonly blocks: readonly string[] } {
  const blocks: string[] = [];
  const withoutFences = takeFences(text, blocks);
  return { text: takeComments(withoutFences, blocks), blocks };
}

const FENCE = /^ {0,3}(`{3,}(?!`)|~{3,}(?!~))/;
const START = /start\s*:/i;

function takeFences(text: string, blocks: string[]): string {
  const lines = text.split('\n');
  const kept: string[] = [];
  for (let at = 0; at < lines.length; at++) {
    const mark = FENCE.exec(lines[at]!)?.[1];
    const end = mark === undefined ? -1 : findClosingLine(lines, at, mark);
    const block = lines.slice(at, end + 1).join('\n');
    if (end === -1 || !START.test(block)) kept.push(lines[at]!);
    else {
      blocks.push(block);
      kept.push('');
      at = end;
    }
  }
  return kept.join('\n');
}

function findClosingLine(lines: readonly string[], opening: number, mark: string): number {
  return lines.findIndex(
    (line, at) => at > opening && FENCE.exec(line)?.[1] === mark && line.trim() === mark,
  );
}

/** A comment that nothing closes is left as it is. */
function takeComments(text: string, blocks: string[]): string {
  let rest = '';
  let from = 0;
  for (let begin = text.indexOf('<!--'); begin !== -1; begin = text.indexOf('<!--', from)) {
    const end = text.indexOf('-->', begin + 4);
    if (end === -1) break;
    const comment = text.slice(begin, end + 3);
    rest += text.slice(from, begin);
    if (START.test(comment)) blocks.push(comment);
    else rest += comment;
    from = end + 3;
  }
  return rest + text.slice(from);
}
