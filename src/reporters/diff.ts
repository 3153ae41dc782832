import { createTwoFilesPatch } from 'diff';
import { redactSecrets } from '../secrets/secret-patterns.ts';
import { escapeControlCharacters } from '../text/terminal-style.ts';
import type { TerminalStyle } from '../text/terminal-style.ts';

/** A unified diff with one line of context. Secrets are not repeated. */
export function renderDiff(path: string, before: string, after: string, ink: TerminalStyle): string {
  const patch = createTwoFilesPatch(path, path, before, after, undefined, undefined, { context: 1 });
  const lines = patch
    .split('\n')
    .slice(1, -1)
    .map((line) => escapeControlCharacters(redactSecrets(line)));
  return (
    lines
      .map((line) =>
        line.startsWith('+') ? ink.warn(line) : line.startsWith('-') ? ink.error(line) : ink.faint(line),
      )
      .join('\n') + '\n'
  );
}
