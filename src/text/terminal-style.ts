import { styleText } from 'node:util';

export interface TerminalStyle {
  readonly error: (text: string) => string;
  readonly warn: (text: string) => string;
  readonly faint: (text: string) => string;
  readonly strong: (text: string) => string;
  /** The width of the terminal; absent if the text goes elsewhere, where lines are not broken. */
  readonly columns?: number;
}

const same = (text: string): string => text;

export const PLAIN_STYLE: TerminalStyle = { error: same, warn: same, faint: same, strong: same };

// Whether the terminal has colours is decided by the commands: `validateStream` would read the environment.
const style =
  (format: 'red' | 'yellow' | 'dim' | 'bold') =>
  (text: string): string =>
    styleText(format, text, { validateStream: false });

export const COLOUR_STYLE: TerminalStyle = {
  error: style('red'),
  warn: style('yellow'),
  faint: style('dim'),
  strong: style('bold'),
};

/** Escapes control characters, so that a file can't control the terminal that displays it. */
export function escapeControlCharacters(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return text.replace(
    /[\u0000-\u0008\u000A-\u001F\u007F-\u009F\u200E\u200F\u202A-\u202E\u2066-\u2069]/g,
    (char) => {
      return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
    },
  );
}
