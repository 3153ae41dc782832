import { collectMinorFindings } from './minor-findings.ts';
import { createParseError, collectSchemaErrors } from './parse-errors.ts';
import type { ParseResult } from './parse-errors.ts';
import { parseFrontMatter } from './front-matter.ts';
import { parseActionItems } from './parse-action-items.ts';
import { parseSuppressions } from './parse-update-directives.ts';
import { idFromPath, checkReadable } from './parse-incident.ts';
import { findSection } from './postmortem.ts';
import type { Postmortem, PostmortemSection } from './postmortem.ts';
import { KEY_PATTERN } from './schema/fields.ts';
import { postmortemFileSchema } from './schema/postmortem.ts';
import { findSectionHeadings } from './sections.ts';
import type { SourceFile } from './source.ts';

/** Used if the policy names no section for action items. */
export const DEFAULT_ACTION_ITEMS_TITLE = 'Action items';

/**
 * Parses a file in `postmortems/`. Never throws: an invalid file gives findings.
 * @param itemsIn the title of the section with the action items
 */
export function parsePostmortem(
  source: SourceFile,
  zone = 'UTC',
  itemsIn = DEFAULT_ACTION_ITEMS_TITLE,
): ParseResult<Postmortem> {
  const diagnostics = checkReadable(source);
  if (diagnostics.length > 0) return { diagnostics };
  const front = parseFrontMatter(source);
  if (!('bodyStart' in front)) {
    const help =
      'Begin the file with "---", the key incident, and "---" again, or run `npx candor postmortem open`.';
    return { diagnostics: [createParseError(source, front, front.message, help)] };
  }
  const id = idFromPath(source.path);
  if (!KEY_PATTERN.test(id)) {
    const message = `The file name "${id.slice(0, 80)}" must be lower-case letters, digits and hyphens.`;
    diagnostics.push(
      createParseError(source, { start: 0, end: 3 }, message, "Use the name of the incident's file."),
    );
  }
  const checked = front.errors.length === 0 ? postmortemFileSchema.safeParse(front.data ?? {}) : undefined;
  if (!checked?.success)
    diagnostics.push(...collectSchemaErrors(source, front, checked?.error, postmortemFileSchema, zone));
  const body = { start: front.bodyStart, end: source.text.length };
  const suppressions = parseSuppressions(source, body, diagnostics);
  const cut = collectMinorFindings(source, front);
  if (!checked?.success || diagnostics.length > 0) return { diagnostics: [...diagnostics, ...cut] };
  const sections = parseSections(source, front.bodyStart);
  const list = findSection({ sections }, itemsIn);
  const items = list ? parseActionItems(source, list.spans.body) : [];
  const { publish, incident, ...optional } = checked.data;
  return {
    value: { id, source, incident, publish, ...optional, sections, actionItems: items, suppressions, body },
    diagnostics: cut,
  };
}

/** `Timeline ##` is `Timeline`, and `C##` is itself. */
export function removeClosingHashes(title: string): string {
  const text = title.trimEnd();
  let end = text.length;
  while (text[end - 1] === '#') end--;
  const before = text.slice(0, end);
  return /\s$/.test(before) ? before.trimEnd() : text;
}

function parseSections(source: SourceFile, start: number): PostmortemSection[] {
  return findSectionHeadings(source.text, start).map(({ heading, end }) => {
    const text = source.text.slice(heading.end, end);
    const from = heading.end + (text.length - text.trimStart().length);
    const body = {
      start: Math.min(from, end),
      end: Math.max(Math.min(from, end), heading.end + text.trimEnd().length),
    };
    const written = source.text.slice(heading.start, heading.end).replace(/^## ?/, '');
    return {
      title: removeClosingHashes(written).trim(),
      body: source.text.slice(body.start, body.end),
      spans: { heading, body },
    };
  });
}
