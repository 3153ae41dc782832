import { COLOUR_STYLE, PLAIN_STYLE } from '../text/terminal-style.ts';
import type { TerminalStyle } from '../text/terminal-style.ts';

/** Colours where a terminal shows them and `NO_COLOR` is not set; lines in the terminal's width. */
export function styleFor(stream: NodeJS.WriteStream): TerminalStyle {
  if (stream.isTTY !== true) return PLAIN_STYLE;
  const style = process.env['NO_COLOR'] === undefined ? COLOUR_STYLE : PLAIN_STYLE;
  return stream.columns > 0 ? { ...style, columns: stream.columns } : style;
}
