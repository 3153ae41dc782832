import type { Message } from './channel.ts';
import { cleanLine } from './escape.ts';

/** How a channel writes text. */
export interface TextStyle {
  /** Escapes plain text, so that no character of it has a meaning for the channel. */
  readonly escape: (text: string) => string;
  readonly strong: (escaped: string) => string;
  /** Gets both as they are. Of a channel without links: `${label}: ${url}`. */
  readonly link: (label: string, url: string) => string;
  /** A command to copy; gets it as it is. */
  readonly code: (text: string) => string;
  /** The longest text that the channel takes, as `size` measures it. */
  readonly limit: number;
  /** The size of a text; by default its UTF-16 code units, as Slack and Discord count. */
  readonly size?: (text: string) => number;
}

const lengthOf = (text: string): number => text.length;

/**
 * A message as one text: title and state, body, facts, next step and link. If it is too long, the body is cut at the end
 * of a word, so that the link is always there.
 */
export function renderText(message: Message, style: TextStyle): string {
  const { escape, strong, limit, size = lengthOf } = style;
  const head = strong(escape(cleanLine(formatHeading(message))));
  const foot = renderFoot(message, style);
  const join = (body: string): string => [head, body, foot].filter((part) => part !== '').join('\n\n');
  const whole = join(escape(message.body));
  if (size(whole) <= limit) return whole;
  return join(cutText(message.body, (text) => size(join(escape(text))) <= limit));
}

/** `Some orders fail at checkout: Investigating`. */
export function formatHeading(message: Message): string {
  const { title, state } = message;
  return state === '' ? title : `${title}${colonOf(message)}${state}`;
}

/** The colon after a label or a title. French has a space before it; messages to the team are in English. */
export function colonOf({ audienceType, site }: Pick<Message, 'audienceType' | 'site'>): string {
  return audienceType === 'customers' && /^fr(?:-|$)/i.test(site.language) ? ' : ' : ': ';
}

/** The lines after the body. */
export function renderFoot(message: Message, { escape, link, code }: TextStyle): string {
  const { facts, nextStep, url } = message;
  const step =
    nextStep === undefined
      ? []
      : nextStep.url !== undefined
        ? [link(nextStep.label, nextStep.url)]
        : [`${escape(cleanLine(nextStep.label))}: ${code(nextStep.command ?? '')}`];
  const lines = [
    ...facts.map(({ label, value }) => escape(cleanLine(`${label}${colonOf(message)}${value}`))),
    ...step,
  ];
  return [...lines, ...(url === undefined ? [] : [link(url, url)])].join('\n');
}

/**
 * The longest beginning of a text that fits, up to the end of a word and with an ellipsis. Empty if not even a word fits.
 */
export function cutText(text: string, fits: (text: string) => boolean): string {
  if (fits(text)) return text;
  const ends = [...text.matchAll(/\S(?=\s)/g)].map(({ index }) => index + 1);
  let low = 0;
  let high = ends.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (fits(`${text.slice(0, ends[middle - 1])} …`)) low = middle;
    else high = middle - 1;
  }
  return low === 0 ? '' : `${text.slice(0, ends[low - 1])} …`;
}
