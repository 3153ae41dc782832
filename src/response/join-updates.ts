import type { StatusEvent, IncidentUpdate } from '../content/incident.ts';
import { parseFrontMatter } from '../content/front-matter.ts';
import type { SourceFile } from '../content/source.ts';
import { MINUTE } from '../time/duration.ts';
import type { Instant } from '../time/instant.ts';

export interface JoinedUpdates {
  /** The text of the first, with what the second changed in it and removed from it. */
  readonly text: string;
  /** When its last update was; undefined without one. */
  readonly last?: Instant;
  /** The updates that only the second has. */
  readonly added: readonly IncidentUpdate[];
}

/** Undefined if both changed the same update, or the text before the first one, in different ways. */
export function joinUpdates(
  base: StatusEvent | undefined,
  first: StatusEvent,
  second: StatusEvent,
): JoinedUpdates | undefined {
  const ofFirst: Pairs = base ? pairUpdates(base, first) : new Map();
  const ofSecond: Pairs = base ? pairUpdates(base, second) : new Map();
  const sameWords = findSameWords(
    withoutPaired(first, ofFirst),
    withoutPaired(second, ofSecond),
    base === undefined,
  );
  const preamble = base ? pick(preambleOf(base), preambleOf(first), preambleOf(second)) : preambleOf(first);
  const gone = base?.updates.filter((update) => !ofFirst.has(update)) ?? [];
  const isUnchanged = (before: IncidentUpdate): boolean => {
    const other = ofSecond.get(before);
    return !other || sectionOf(second, other) === sectionOf(base!, before);
  };
  if (preamble === CONFLICT || !gone.every(isUnchanged)) return undefined;
  const baseOf = new Map([...ofFirst].map(([before, update]) => [update, before]));
  const kept: { readonly section: string; readonly at: Instant }[] = [];
  for (const update of first.updates) {
    const before = baseOf.get(update);
    const other = before && ofSecond.get(before);
    const own = sectionOf(first, update);
    const section = before ? pick(sectionOf(base!, before), own, other && sectionOf(second, other)) : own;
    if (section === CONFLICT) return undefined;
    if (section !== undefined) kept.push({ section, at: section === own ? update.at : other!.at });
  }
  const known = new Set([...ofSecond.values(), ...sameWords]);
  const last = kept.at(-1)?.at;
  const { text } = first.source;
  return {
    text: `${text.slice(0, bodyStartOf(first.source))}${preamble}${kept.map(({ section }) => section).join('\n\n')}\n`,
    ...(last !== undefined && { last }),
    added: second.updates.filter((update) => !known.has(update)),
  };
}

/** Both changed it in different ways. */
export const CONFLICT = Symbol('conflict');

/** What only one of two changed or removed, as that one left it. */
export function pick<T>(before: T, one: T, two: T): T | typeof CONFLICT {
  if (two === before || two === one) return one;
  return one === before ? two : CONFLICT;
}

type Pairs = ReadonlyMap<IncidentUpdate, IncidentUpdate>;

/** Each update with what it is in another version: that of the same time, or that of the same text with another time. */
function pairUpdates(from: StatusEvent, to: StatusEvent): Pairs {
  const pairs = new Map<IncidentUpdate, IncidentUpdate>();
  const left = new Set(to.updates);
  const pair = (isSame: (one: IncidentUpdate, other: IncidentUpdate) => boolean): void => {
    for (const update of from.updates) {
      const other = pairs.has(update) ? undefined : [...left].find((one) => isSame(update, one));
      if (!other) continue;
      pairs.set(update, other);
      left.delete(other);
    }
  };
  pair((one, other) => one.id === other.id && one.body === other.body);
  pair((one, other) => one.body === other.body && one.writtenPhase === other.writtenPhase);
  pair((one, other) => one.id === other.id);
  return pairs;
}

function withoutPaired({ updates }: StatusEvent, pairs: Pairs): IncidentUpdate[] {
  const paired = new Set(pairs.values());
  return updates.filter((update) => !paired.has(update));
}

/** How much later an update with the same words was written if it repeats them on purpose. */
const REPEATED_AFTER_MS = 15 * MINUTE;

/**
 * Those of the second's updates whose words the first has too, so that they are published once: the time was set again at
 * publication, or two people took the same template. If both opened the incident, only the words count.
 */
function findSameWords(
  first: readonly IncidentUpdate[],
  second: readonly IncidentUpdate[],
  bothOpened: boolean,
): IncidentUpdate[] {
  const left = new Set(first);
  return second.filter((update) => {
    const same = [...left].find((other) =>
      bothOpened ? other.body === update.body : repeatsUpdate(update, other),
    );
    if (same) left.delete(same);
    return same !== undefined;
  });
}

/** Whether an update says the same as one shortly before it. */
export function repeatsUpdate(update: IncidentUpdate, earlier: IncidentUpdate): boolean {
  const statementOf = ({ writtenPhase, body, affects, severity }: IncidentUpdate): string =>
    JSON.stringify([writtenPhase, body, affects, severity]);
  return statementOf(update) === statementOf(earlier) && update.at - earlier.at < REPEATED_AFTER_MS;
}

/** An update as written, with its heading, without blank lines at the end. */
export function sectionOf({ source, updates }: StatusEvent, update: IncidentUpdate): string {
  const next = updates[updates.indexOf(update) + 1];
  return source.text.slice(update.spans.heading.start, next?.spans.heading.start).trimEnd();
}

/** What is between the front matter and the first update. */
function preambleOf({ source, updates }: StatusEvent): string {
  return source.text.slice(bodyStartOf(source), updates[0]?.spans.heading.start);
}

/** Where the text after the front matter begins. */
export function bodyStartOf(source: SourceFile): number {
  const front = parseFrontMatter(source);
  return 'bodyStart' in front ? front.bodyStart : 0;
}
