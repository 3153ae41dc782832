import { formatFinding, schemaFindings } from './parse-errors.ts';
import type { Parsed } from './parse-errors.ts';
import { readFrontMatter } from './front-matter.ts';
import { readActionItems } from './parse-action-items.ts';
import { readWaivers } from './parse-update-directives.ts';
import { idOf, unreadable } from './parse-incident.ts';
import { sectionTitled } from './postmortem.ts';
import type { Postmortem, PostmortemSection } from './postmortem.ts';
import { KEY_PATTERN } from './schema/fields.ts';
import { postmortemFileSchema } from './schema/postmortem.ts';
import { sectionsOf } from './sections.ts';
import type { Source } from './source.ts';

/** Where action items stand if the policy doesn't say. */
export const ACTION_ITEMS = 'Action items';

/**
 * Reads a file of `postmortems/`. Whatever the text, the answer is a postmortem or findings that say why there is none.
 * @param itemsIn the title of the section that holds the action items
 */
export function parsePostmortem(source: Source, zone = 'UTC', itemsIn = ACTION_ITEMS): Parsed<Postmortem> {
  const findings = unreadable(source);
  if (findings.length > 0) return { findings };
  const front = readFrontMatter(source);
  if (!('bodyStart' in front)) {
    const help =
      'Begin the file with "---", the key incident, and "---" again; `npm run postmortem -- open` does.';
    return { findings: [formatFinding(source, front, front.message, help)] };
  }
  const id = idOf(source.path);
  if (!KEY_PATTERN.test(id)) {
    const message = `The file name "${id.slice(0, 80)}" must be lower-case letters, digits and hyphens.`;
    findings.push(formatFinding(source, { start: 0, end: 3 }, message, "Give it the incident's name."));
  }
  const checked = front.faults.length === 0 ? postmortemFileSchema.safeParse(front.data ?? {}) : undefined;
  if (!checked?.success)
    findings.push(...schemaFindings(source, front, checked?.error, postmortemFileSchema, zone));
  const body = { start: front.bodyStart, end: source.text.length };
  const waivers = readWaivers(source, body, findings);
  if (!checked?.success || findings.length > 0) return { findings };
  const sections = readSections(source, front.bodyStart);
  const list = sectionTitled({ sections }, itemsIn);
  const items = list ? readActionItems(source, list.spans.body) : [];
  const { publish, incident, ...optional } = checked.data;
  return { value: { id, source, incident, publish, ...optional, sections, items, waivers, body }, findings };
}

function readSections(source: Source, start: number): PostmortemSection[] {
  return sectionsOf(source.text, start).map(({ heading, end }) => {
    const text = source.text.slice(heading.end, end);
    const from = heading.end + (text.length - text.trimStart().length);
    const body = {
      start: Math.min(from, end),
      end: Math.max(Math.min(from, end), heading.end + text.trimEnd().length),
    };
    const title = source.text
      .slice(heading.start, heading.end)
      .replace(/^## ?/, '')
      .replace(/\s+#*\s*$/, '')
      .trim();
    return { title, body: source.text.slice(body.start, body.end), spans: { heading, body } };
  });
}
