/** Hugo's shortcode for the time of an update. */
const TRACK = /\{\{[<%]\s*track\s([^}>%]*)[>%]\}\}/g;

/** One line without its shortcodes, and where their times stood. */
export interface TrackedLine {
  readonly text: string;
  readonly time?: string;
  /** What of the line's own text stands around the shortcode. */
  readonly side?: 'alone' | 'after-text' | 'before-text' | 'between';
}

/** Takes the shortcodes of time out of a line. An empty one says nothing. */
export function takeTrack(line: string): TrackedLine {
  const found = [...line.matchAll(TRACK)];
  if (found.length === 0) return { text: line };
  const text = line.replace(TRACK, ' ').replace(/\s+$/, '');
  const time = found
    .map((match) => match[1]!.trim().replace(/^"|"$/g, '').trim())
    .findLast((one) => one !== '');
  if (time === undefined) return { text };
  const last = found.at(-1)!;
  const before =
    line
      .slice(0, found[0]!.index)
      .replace(/^[\s>*+-]+/, '')
      .trim() !== '';
  const after =
    line
      .slice(last.index + last[0].length)
      .replace(/[*_\\\s]+$/, '')
      .trim() !== '';
  const side = before ? (after ? 'between' : 'after-text') : after ? 'before-text' : 'alone';
  return { text, time, side };
}
