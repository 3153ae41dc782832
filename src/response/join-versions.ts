import type { StatusEvent, IncidentUpdate } from '../content/incident.ts';
import { parseFrontMatter } from '../content/front-matter.ts';
import { parseIncident } from '../content/parse-incident.ts';
import { normalizeLineEnds } from '../text/line-ends.ts';
import { findSectionHeadings } from '../content/sections.ts';
import { MINUTE } from '../time/duration.ts';
import { formatInstant } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';
import type { FileVersions } from '../git/merge-trees.ts';
import { editFrontMatter } from './file-text.ts';
import type { FrontMatterEdit } from './file-text.ts';
import { CONFLICT, bodyStartOf, joinUpdates, pick, sectionOf } from './join-updates.ts';

/**
 * Puts two versions of an incident's file together that two people wrote at the same time. What only one of them added,
 * changed or removed since the version that both began from is as they left it: updates, fields of the front matter, and the
 * text before the first update. Updates that only the second added go after all others, with a later time if needed.
 * Undefined if both changed the same thing in different ways, or if a heading in one of them is not an update's. Without a
 * version that both began from, the newest earlier one of the second that the first continues counts as that.
 */
export function joinVersions({ path, earlier = [], ...texts }: FileVersions): string | undefined {
  const parse = (text: string | undefined): StatusEvent | undefined => parseVersion(path, text);
  const [first, second] = [parse(texts.first), parse(texts.second)];
  if (!first || !second || first.kind !== second.kind) return undefined;
  const base = parse(texts.base ?? earlier.find((text) => continues(first, parse(text))));
  if (![first, second, ...(base ? [base] : [])].every(hasOnlyUpdates)) return undefined;
  const edits = frontMatterEdits(base, first, second);
  const joined = joinUpdates(base, first, second);
  if (!edits || !joined) return undefined;
  const text = editFrontMatter({ ...first.source, text: joined.text }, edits);
  return appendSections(text, joined.last, second, joined.added);
}

function parseVersion(path: string, text: string | undefined): StatusEvent | undefined {
  if (text === undefined) return undefined;
  const parsed = parseIncident({
    path: path.replace(/^.*\/(?=incidents\/)/, ''),
    text: normalizeLineEnds(text),
  });
  return parsed.value ?? parsed.partial;
}

/** Whether an event begins as an earlier version of it does, apart from the times of the updates. */
function continues(event: StatusEvent, earlier: StatusEvent | undefined): boolean {
  return (
    earlier !== undefined &&
    earlier.title === event.title &&
    earlier.updates.length > 0 &&
    earlier.updates.every(({ body }, index) => body === event.updates[index]?.body)
  );
}

/** Whether each section is an update: the text of another one would be lost. */
function hasOnlyUpdates({ source, updates }: StatusEvent): boolean {
  return findSectionHeadings(source.text, bodyStartOf(source)).length === updates.length;
}

function appendSections(
  text: string,
  lastTime: Instant | undefined,
  second: StatusEvent,
  added: readonly IncidentUpdate[],
): string {
  let joined = text;
  let last = lastTime;
  for (const update of added) {
    const at = last === undefined ? update.at : Math.max(update.at, last + MINUTE);
    const { heading, time, phase } = update.spans;
    const section = sectionOf(second, update);
    const begins = update.writtenPhase === 'investigating' && last !== undefined;
    const word = begins ? 'update' : section.slice(phase.start - heading.start, phase.end - heading.start);
    const between = section.slice(time.end - heading.start, phase.start - heading.start);
    const rest = section.slice(phase.end - heading.start);
    joined = `${joined.trimEnd()}\n\n${section.slice(0, time.start - heading.start)}${formatInstant(at)}${between}${word}${rest}\n`;
    last = at;
  }
  return joined;
}

/** As `joinVersions`, but undefined if the two have no common beginning: nothing is dropped without a person. */
export function joinContinued(versions: FileVersions): string | undefined {
  const { path, base, earlier = [] } = versions;
  const first = parseVersion(path, versions.first);
  const isKnown =
    base !== undefined || earlier.some((text) => first && continues(first, parseVersion(path, text)));
  return isKnown ? joinVersions(versions) : undefined;
}

type Fields = Readonly<Record<string, unknown>>;

/** The fields that only the second changed or removed; undefined if both changed one in different ways. */
function frontMatterEdits(
  base: StatusEvent | undefined,
  first: StatusEvent,
  second: StatusEvent,
): FrontMatterEdit[] | undefined {
  if (!base) return [];
  const [before, one, two] = [fieldsOf(base), fieldsOf(first), fieldsOf(second)];
  const edits: FrontMatterEdit[] = [];
  for (const key of new Set([...Object.keys(before), ...Object.keys(two)])) {
    const [old, other, mine] = [before[key], one[key], two[key]].map((each) => JSON.stringify(each));
    const picked = pick(old, other, mine);
    if (picked === CONFLICT) return undefined;
    if (picked !== other) edits.push([key.split('\0'), two[key]]);
  }
  return edits;
}

/** The front matter's values by their path, with `\0` between the keys. Lists count as one value. */
function fieldsOf({ source }: StatusEvent): Fields {
  const front = parseFrontMatter(source);
  const fields: Record<string, unknown> = {};
  const collect = (value: unknown, path: readonly string[]): void => {
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      for (const [key, part] of Object.entries(value)) collect(part, [...path, key]);
    else fields[path.join('\0')] = value;
  };
  if ('bodyStart' in front) collect(front.data, []);
  return fields;
}
