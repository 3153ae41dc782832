/** Closing bracket of each `[` whose `]` is followed by `(…)` or `[…]`, with the end of that target. */
export const findLinkTargets = (raw: string): ReadonlyMap<number, readonly [close: number, end: number]> => {
  const found = new Map<number, readonly [number, number]>();
  if (!raw.includes('](') && !raw.includes('][')) return found;
  const open: number[] = [];
  for (let index = 0; index < raw.length; index++) {
    const code = raw.charCodeAt(index);
    if (code === 0x5c) index++;
    else if (code === 0x5b) open.push(index);
    else if (code === 0x5d) {
      const start = open.pop();
      const next = raw[index + 1];
      if (start === undefined || (next !== '(' && next !== '[')) continue;
      const end = targetEnd(raw, index + 1, next === '(' ? ')' : ']');
      if (end !== undefined) found.set(start, [index, end]);
    }
  }
  return found;
};

const targetEnd = (raw: string, start: number, closing: string): number | undefined => {
  const limit = Math.min(raw.length, start + 1000);
  let depth = 0;
  for (let index = start; index < limit; index++) {
    const character = raw[index];
    if (character === '\\') index++;
    else if (character === '(' && closing === ')') depth++;
    else if (character === closing && --depth <= 0) return index + 1;
    else if (character === '\n' && raw[index + 1] === '\n') return undefined;
  }
  return undefined;
};

/** End of the code span that opens at `start`, or undefined if nothing closes it. */
export const codeSpanEnd = (raw: string, start: number): number | undefined => {
  let width = 1;
  while (raw[start + width] === '`') width++;
  const fence = '`'.repeat(width);
  for (let index = raw.indexOf(fence, start + width); index >= 0; index = raw.indexOf(fence, index)) {
    let end = index + width;
    while (raw[end] === '`') end++;
    if (end === index + width) return end;
    index = end;
  }
  return undefined;
};
