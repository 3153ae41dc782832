import { COLOUR_STYLE, PLAIN_STYLE } from '../text/terminal-style.ts';
import type { TerminalStyle } from '../text/terminal-style.ts';

/** Colours where a terminal shows them and `NO_COLOR` is not set. */
export function styleFor(stream: NodeJS.WriteStream): TerminalStyle {
  return stream.isTTY === true && process.env['NO_COLOR'] === undefined ? COLOUR_STYLE : PLAIN_STYLE;
}
