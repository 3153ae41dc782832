import { createTwoFilesPatch } from 'diff';
import { redactSecrets } from '../secrets/secret-patterns.ts';
import { escapeControlCharacters } from '../text/terminal-style.ts';
import type { TerminalStyle } from '../text/terminal-style.ts';
import { wrapText } from '../text/wrap.ts';

/** A unified diff with one line of context. Secrets are not repeated. */
export function renderDiff(path: string, before: string, after: string, ink: TerminalStyle): string {
  const patch = createTwoFilesPatch(path, path, before, after, undefined, undefined, { context: 1 });
  const lines = patch
    .split('\n')
    .slice(1, -1)
    .flatMap((line) => breakDiffLine(escapeControlCharacters(redactSecrets(line)), ink.columns));
  return (
    lines
      .map((line) =>
        line.startsWith('+') ? ink.warn(line) : line.startsWith('-') ? ink.error(line) : ink.faint(line),
      )
      .join('\n') + '\n'
  );
}

/** What continues a line of the file has the same sign at its beginning, so that it has the same colour. */
function breakDiffLine(line: string, columns: number | undefined): string[] {
  const sign = /^[+ -](?=[^+-])/.exec(line)?.[0];
  if (columns === undefined || sign === undefined) return [line];
  return wrapText(line.slice(1), columns - 1)
    .split('\n')
    .map((part) => sign + part);
}
