import { PLACEHOLDERS } from '../core/template.ts';
import type { Span } from '../core/source.ts';

const BRACKETS = /\[([^\][\n]{1,80})\](?![([:])/g;
const MARKS = /\b(?:TODO|TBD|TBC|FIXME|XXX|[Ll]orem ipsum)\b|\{\{[^}\n]{0,80}\}\}|_{4,}/g;
const ASKING =
  /^(?:(?:specific|describe|insert|your|the|name of|affected|short|time of|list of|add)\b.*|(?:impact|components?|services?|service name|time|date|names?|details?|cause|reason|number|product|feature|title|summary|description|what|when|who|link|url|eta|x+|\.{3}|…)|[A-Z][A-Z _-]{2,})$/;

/** A place that was left to be filled. */
export interface Leftover extends Span {
  readonly text: string;
  /** The name of the template's place, where it is one. */
  readonly placeholder?: string;
}

/** What is left of a template or a note to oneself in a text: `[component]`, `[IMPACT]`, `TODO`, `{{ name }}`. */
export function leftoversIn(text: string): Leftover[] {
  if (!/[[{]|TODO|TB[DC]|FIXME|XXX|orem|____/.test(text)) return [];
  const found: Leftover[] = [];
  for (const match of text.matchAll(BRACKETS)) {
    if (text[match.index - 1] === '!' || text[match.index - 1] === ']') continue;
    const name = match[1]!.trim().toLowerCase();
    const known = Object.hasOwn(PLACEHOLDERS, name);
    if (!known && !ASKING.test(match[1]!.trim()) && !ASKING.test(name)) continue;
    const span = { start: match.index, end: match.index + match[0].length };
    found.push({ ...span, text: match[0], ...(known && { placeholder: name }) });
  }
  for (const match of text.matchAll(MARKS)) {
    found.push({ start: match.index, end: match.index + match[0].length, text: match[0] });
  }
  return found.toSorted((a, b) => a.start - b.start);
}
