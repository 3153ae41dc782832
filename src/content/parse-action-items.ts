import { parseInstant } from '../time/instant.ts';
import type { PostmortemActionItem } from './postmortem.ts';
import type { SourceFile, TextSpan } from './source.ts';

/** `(owner: @tunde, due: 2026-12-05, preventive)` at the end of an item. */
const DETAILS = /\s*\(([^()\n]*)\)[.\s]*$/;

/**
 * Parses a list of `- [ ] WHAT (owner: @tunde, due: 2026-12-05, preventive)`. Missing and invalid values are left to
 * the rules.
 */
export function parseActionItems(source: SourceFile, section: TextSpan): PostmortemActionItem[] {
  const text = source.text.slice(section.start, section.end);
  const spans: { start: number; end: number }[] = [];
  for (const line of text.matchAll(/(?<![^\n])( *)([-*+]|\d+[.)])?([^\n]*)(?:\n|$)/g)) {
    const [whole, indent = '', bullet] = line;
    if (whole === '') break;
    const start = section.start + line.index;
    const end = start + whole.trimEnd().length;
    if (bullet !== undefined && indent.length < 2) spans.push({ start, end });
    else if (whole.trim() !== '' && indent.length >= 2 && spans.length > 0) spans.at(-1)!.end = end;
  }
  return spans.map((span) => parseActionItem(source, span));
}

function parseActionItem({ text }: SourceFile, item: TextSpan): PostmortemActionItem {
  const written = text.slice(item.start, item.end);
  const head = /^ *(?:[-*+]|\d+[.)])\s+(?:\[([ xX])\]\s+)?/.exec(written);
  const start = head?.[0].length ?? 0;
  const details = DETAILS.exec(written.slice(start));
  const what = written.slice(start, details ? start + details.index : undefined);
  const inside = details ? start + details.index + details[0].indexOf('(') + 1 : 0;
  const fields = details ? parseItemFields(details[1]!, item.start + inside) : {};
  const box = head?.[1];
  const due = fields.due?.value;
  const isDay =
    due !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(due) && 'instant' in parseInstant(`${due}T00:00Z`);
  return {
    description: what.replace(/\s+/g, ' ').trim(),
    ...(box !== undefined && { state: box === ' ' ? 'open' : 'done' }),
    ...(fields.owner && { owner: fields.owner.value }),
    ...(due !== undefined && { due }),
    ...(isDay && { dueDay: due }),
    preventive: fields.preventive === true,
    spans: {
      item,
      ...(fields.owner && { owner: fields.owner.span }),
      ...(fields.due && { due: fields.due.span }),
    },
  };
}

interface ItemField {
  readonly value: string;
  readonly span: TextSpan;
}

interface ItemFields {
  owner?: ItemField;
  due?: ItemField;
  preventive?: boolean;
}

/** `owner: @amina`, with where the value starts. */
export function matchItemField(text: string): { name: string; value: string; start: number } | undefined {
  const label = /^\s*(owner|due|deadline|by)\s*:\s*/i.exec(text);
  if (!label) return undefined;
  const value = text.slice(label[0].length).trimEnd();
  if (/[\n\r\u2028\u2029]/.test(value)) return undefined;
  return { name: label[1]!, value, start: label[0].length };
}

function parseItemFields(text: string, offset: number): ItemFields {
  const fields: ItemFields = {};
  for (const part of text.matchAll(/[^,;]+/g)) {
    if (/^\s*preventive\s*$/i.test(part[0])) fields.preventive = true;
    const named = matchItemField(part[0]);
    if (!named) continue;
    const start = offset + part.index + named.start;
    const field = { value: named.value, span: { start, end: start + named.value.length } };
    if (named.name.toLowerCase() === 'owner') fields.owner ??= field;
    else fields.due ??= field;
  }
  return fields;
}
