import type { StatusEvent, IncidentUpdate } from '../content/incident.ts';
import { parseFrontMatter } from '../content/front-matter.ts';
import { parseIncident } from '../content/parse-incident.ts';
import { normalizeLineEnds } from '../text/line-ends.ts';
import { MINUTE } from '../time/duration.ts';
import { formatInstant } from '../time/instant.ts';
import type { FileVersions } from '../git/merge-trees.ts';
import { editFrontMatter } from './file-text.ts';
import type { FrontMatterEdit } from './file-text.ts';

/**
 * Puts two versions of an incident's file together that two people wrote at the same time: updates of the second that the
 * first lacks go after those of the first, with a later time if needed. Of the front matter, fields that only the second
 * changed are taken from it. Undefined if both changed the same update or the same field in different ways. Without a version
 * that both began from, the newest earlier one of the second that the first continues counts as that.
 */
export function joinVersions({ path, earlier = [], ...texts }: FileVersions): string | undefined {
  const parse = (text: string | undefined): StatusEvent | undefined => parseVersion(path, text);
  const [first, second] = [parse(texts.first), parse(texts.second)];
  if (!first || !second || first.kind !== second.kind) return undefined;
  const base = parse(texts.base ?? earlier.find((text) => continues(first, parse(text))));
  const edits = frontMatterEdits(base, first, second);
  const added = addedUpdates(base, first, second);
  return edits && added && appendSections(editFrontMatter(first.source, edits), first, second, added);
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

/** The updates that only the second has; undefined if both changed one of the updates that both began from. */
function addedUpdates(
  base: StatusEvent | undefined,
  first: StatusEvent,
  second: StatusEvent,
): IncidentUpdate[] | undefined {
  const added: IncidentUpdate[] = [];
  for (const update of second.updates) {
    const before = base?.updates.find(({ id }) => id === update.id);
    if (before) {
      const other = first.updates.find(({ id }) => id === update.id);
      const isSame = sectionOf(second, update) === sectionOf(base!, before);
      if (!isSame && (!other || sectionOf(second, update) !== sectionOf(first, other))) return undefined;
    } else if (!first.updates.some((other) => isSameUpdate(other, update, base === undefined)))
      added.push(update);
  }
  return added;
}

/** Two people who open the same incident write the same text from the same template. */
function isSameUpdate(one: IncidentUpdate, other: IncidentUpdate, ignoresTime: boolean): boolean {
  return one.body === other.body && (ignoresTime || one.id === other.id);
}

function appendSections(
  text: string,
  first: StatusEvent,
  second: StatusEvent,
  added: readonly IncidentUpdate[],
): string {
  let joined = text;
  let last = first.updates.at(-1)?.at ?? -Infinity;
  for (const update of added) {
    const at = Math.max(update.at, last + MINUTE);
    const { heading, time, phase } = update.spans;
    const section = sectionOf(second, update);
    const begins = update.writtenPhase === 'investigating' && first.updates.length > 0;
    const word = begins ? 'update' : section.slice(phase.start - heading.start, phase.end - heading.start);
    const between = section.slice(time.end - heading.start, phase.start - heading.start);
    const rest = section.slice(phase.end - heading.start);
    joined = `${joined.trimEnd()}\n\n${section.slice(0, time.start - heading.start)}${formatInstant(at)}${between}${word}${rest}\n`;
    last = at;
  }
  return joined;
}

/** An update as written, with its heading. */
function sectionOf({ source }: StatusEvent, { spans }: IncidentUpdate): string {
  return source.text.slice(spans.heading.start, Math.max(spans.body.end, spans.heading.end)).trimEnd();
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

/** The fields that only the second changed; undefined if both changed one in different ways. */
function frontMatterEdits(
  base: StatusEvent | undefined,
  first: StatusEvent,
  second: StatusEvent,
): FrontMatterEdit[] | undefined {
  if (!base) return [];
  const [before, one, two] = [fieldsOf(base), fieldsOf(first), fieldsOf(second)];
  const edits: FrontMatterEdit[] = [];
  for (const [key, value] of Object.entries(two)) {
    const [old, other, mine] = [before[key], one[key], value].map((each) => JSON.stringify(each));
    if (mine === old || mine === other) continue;
    if (other !== old) return undefined;
    edits.push([key.split('\0'), value]);
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
