import { findFencedCode } from '../content/sections.ts';
import { parseHeading } from '../content/parse-update-heading.ts';
import type { UpdateHeading } from '../content/parse-update-heading.ts';
import { formatInstant } from '../time/instant.ts';
import { isFinalPhase } from '../content/incident.ts';
import { INCIDENT_PHASES, MAINTENANCE_PHASES, NOTICE_PHASES } from '../content/schema/incident.ts';
import type { SourceFile } from '../content/source.ts';

/** One version of an incident file, split into the parts that can change independently. */
export interface SplitVersion {
  readonly source: SourceFile;
  /** The front matter without its `internal` block, as text. */
  readonly publicFrontMatter: string;
  /** Each update with its heading, without trailing white space. */
  readonly sections: readonly string[];
  /** The update's id for each section, as the parser assigns it; empty where the heading is invalid. */
  readonly ids: readonly string[];
}

const PHASES = [...INCIDENT_PHASES, ...MAINTENANCE_PHASES, ...NOTICE_PHASES];

/**
 * Splits a version without parsing it, so that a long history is read in seconds. Equal parts have equal meaning; only
 * unequal ones are parsed. Ids of equal sections are reused from `before`, the version before it.
 */
export function splitVersion(source: SourceFile, before?: SplitVersion): SplitVersion {
  const { text } = source;
  const end = text.startsWith('---') ? text.indexOf('\n---', 2) : -1;
  const front = withoutInternal(text.slice(0, Math.max(0, end)));
  const sections = splitSections(text, Math.max(0, end));
  const ids: string[] = [];
  for (const [index, section] of sections.entries()) {
    const known = before?.sections[index] === section && ids.length === index ? before.ids[index] : undefined;
    ids.push(known ?? sectionId(section, ids));
  }
  return { source, publicFrontMatter: front, sections, ids };
}

/** Undefined if the heading is invalid. */
export function parseSectionHeading(section: string): UpdateHeading | undefined {
  const line = section.split('\n', 1)[0]!;
  return parseHeading({ path: '', text: line }, { start: 0, end: line.length }, PHASES, 'UTC', []);
}

/** Whether the version's last update ends the incident. */
export function isEndedVersion(version: SplitVersion): boolean {
  const last = version.sections.at(-1);
  const phase = last === undefined ? undefined : parseSectionHeading(last)?.writtenPhase;
  return phase !== undefined && phase !== 'update' && isFinalPhase(phase);
}

function sectionId(section: string, earlier: readonly string[]): string {
  const heading = parseSectionHeading(section);
  if (!heading) return '';
  const timestamp = formatInstant(heading.at).replace(/[-:]/g, '');
  const count = earlier.filter((id) => id === timestamp || id.startsWith(`${timestamp}-`)).length + 1;
  return count === 1 ? timestamp : `${timestamp}-${count}`;
}

/** Removes `internal:` and the lines indented below it, which are never public. */
function withoutInternal(front: string): string {
  const start = front.indexOf('\ninternal:');
  if (start === -1) return front;
  const next = /\n(?=[^\s#])/g;
  next.lastIndex = start + 1;
  return front.slice(0, start) + front.slice(next.exec(front)?.index ?? front.length);
}

function splitSections(text: string, from: number): string[] {
  const starts: number[] = [];
  for (let at = text.indexOf('\n##', from); at !== -1; at = text.indexOf('\n##', at + 3)) {
    if (text[at + 3] !== '#') starts.push(at + 1);
  }
  const fences = findFencedCode(text, from);
  const outside = starts.filter((at) => !fences.some((fence) => at > fence.start && at < fence.end));
  return outside.map((start, index) => text.slice(start, outside[index + 1]).trimEnd());
}
