import { parseInstant } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';

const ENDING = /^## *(\S.*?)[ \t]+(?:resolved|completed)(?:[ \t]+\([^)]*\))?[ \t]*$/i;

/**
 * Whether the text of an incident file says, without being parsed, that it ended before a time: its last level-2
 * heading is `resolved` or `completed`, with an earlier time. Whenever there is any doubt, such as fenced code that a
 * heading could hide in, the answer is no, and the file is parsed.
 */
export function isClearlyEnded(text: string, before: Instant): boolean {
  let at = text.lastIndexOf('\n##');
  while (at !== -1 && text[at + 3] === '#') at = at === 0 ? -1 : text.lastIndexOf('\n##', at - 1);
  if (at === -1 || text.includes('```') || text.includes('~~~')) return false;
  const end = text.indexOf('\n', at + 1);
  const heading = ENDING.exec(text.slice(at + 1, end === -1 ? undefined : end));
  const read = heading && parseInstant(heading[1]!);
  return read !== null && 'instant' in read && read.instant < before;
}
