import stringWidth from 'fast-string-width';
import { wrapAnsi } from 'fast-wrap-ansi';

/**
 * Breaks lines between words, so that each fits into the columns of a terminal. What continues a line is indented as its
 * beginning is. A word that is wider than the terminal stays whole, so that it can be copied. Without columns, the text is
 * returned as it is.
 */
export function wrapText(text: string, columns: number | undefined): string {
  if (columns === undefined) return text;
  return text
    .split('\n')
    .map((line) => {
      if (stringWidth(line) <= columns) return line;
      const indent = /^ */.exec(line)![0];
      const room = Math.max(MIN_COLUMNS, columns - indent.length);
      return wrapAnsi(line.slice(indent.length), room)
        .split('\n')
        .map((part) => indent + part)
        .join('\n');
    })
    .join('\n');
}

/** Breaks the lines of a message, but not those with a command or an address to copy. */
export function wrapMessage(text: string, columns: number | undefined): string {
  return text
    .split('\n')
    .map((line) => (TO_COPY.test(line) ? line : wrapText(line, columns)))
    .join('\n');
}

const TO_COPY = /(?:^|\s)(?:npx|npm|git|gh) |:\/\//;

const MIN_COLUMNS = 20;
