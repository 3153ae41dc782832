import { NOTICE_PLACEHOLDERS, PLACEHOLDERS } from '../../templates/template.ts';
import { replaceCodeSpans } from '../../text/code-spans.ts';
import type { TextSpan } from '../../content/source.ts';

const BRACKETS = /\[([^\][\n]{1,80})\](?![([:])/g;
const TODO_MARKERS = /\b(?:TODO|TBD|TBC|FIXME|XXX|[Ll]orem ipsum)\b|\{\{[^}\n]{0,80}\}\}/g;
/** Typical placeholder names; other words in brackets are ordinary text. */
const PLACEHOLDER_WORDS =
  /^(?:(?:specific|affected|short|brief|your|the|a|an|insert|add|describe|description|list|of|on|in|at|here|impact|components?|services?|features?|products?|systems?|regions?|areas?|times?|start|end|timezone|dates?|duration|eta|names?|numbers?|details?|cause|reason|issue|problem|error|summary|title|message|action|percentage|count|users?|customers?|team|company|url|link|email|phone|id|x{2,}|y{2,}|what|when|who|where|\.{3}|…)(?:[\s_\-/]+|$))+$/i;

export interface UnfilledPlaceholder extends TextSpan {
  readonly text: string;
  /** The name of the template's placeholder, where it is one. */
  readonly placeholder?: string;
}

/** Unfilled template placeholders and notes of the author: `[component]`, `[IMPACT]`, `TODO`, `{{ name }}`. */
export function findUnfilledPlaceholders(written: string): UnfilledPlaceholder[] {
  if (!/[[{]|TODO|TB[DC]|FIXME|XXX|orem/.test(written)) return [];
  const text = replaceCodeSpans(written, (code) => ' '.repeat(code.length));
  const found: UnfilledPlaceholder[] = [];
  for (const match of text.matchAll(BRACKETS)) {
    if (text[match.index - 1] === '!' || text[match.index - 1] === ']') continue;
    const name = match[1]!.trim().toLowerCase();
    const known = Object.hasOwn(PLACEHOLDERS, name) || Object.hasOwn(NOTICE_PLACEHOLDERS, name);
    if (!known && !PLACEHOLDER_WORDS.test(name)) continue;
    const span = { start: match.index, end: match.index + match[0].length };
    found.push({ ...span, text: match[0], ...(known && { placeholder: name }) });
  }
  for (const match of text.matchAll(TODO_MARKERS)) {
    found.push({ start: match.index, end: match.index + match[0].length, text: match[0] });
  }
  return found.toSorted((a, b) => a.start - b.start);
}
