/** A part of a Markdown text: fenced code with its fences, or what is between. */
export interface FencedPart {
  readonly fence: boolean;
  readonly text: string;
}

/** Markdown cut into fenced code and the rest; a fence that is never closed is closed. */
export function splitFencedCode(text: string): FencedPart[] {
  const blocks: { fence: boolean; lines: string[] }[] = [{ fence: false, lines: [] }];
  let open: string | undefined;
  for (const line of text.split('\n')) {
    const marker = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})(.*)$/.exec(line);
    if (open === undefined && marker) {
      open = marker[1]!;
      blocks.push({ fence: true, lines: [line] });
      continue;
    }
    blocks.at(-1)!.lines.push(line);
    if (
      open !== undefined &&
      marker &&
      marker[1]![0] === open[0] &&
      marker[1]!.length >= open.length &&
      marker[2]!.trim() === ''
    ) {
      open = undefined;
      blocks.push({ fence: false, lines: [] });
    }
  }
  if (open !== undefined) blocks.at(-1)!.lines.push(open);
  return blocks
    .filter(({ lines }) => lines.length > 0)
    .map(({ fence, lines }) => ({ fence, text: lines.join('\n') }));
}
