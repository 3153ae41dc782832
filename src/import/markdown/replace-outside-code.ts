import { replaceCodeSpans } from '../../text/code-spans.ts';

/**
 * Replaces matches outside of code spans; undefined leaves a match as it is.
 * @param pattern with the flags `d` and `g`: the groups may have code in them
 */
export function replaceOutsideCode(
  text: string,
  pattern: RegExp,
  write: (match: readonly (string | undefined)[]) => string | undefined,
): string {
  const blanked = replaceCodeSpans(text, (code) => code.replace(/[^\n]/g, '\u0003'));
  let written = '';
  let from = 0;
  for (const match of blanked.matchAll(pattern)) {
    const groups = match.indices!.map((place) => place && text.slice(...place));
    const replaced = write(groups);
    if (replaced === undefined) continue;
    written += text.slice(from, match.index) + replaced;
    from = match.index + match[0].length;
  }
  return written + text.slice(from);
}
