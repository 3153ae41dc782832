import { actionItemsTitle } from '../content/content.ts';
import type { SiteContext } from '../content/content.ts';
import { SECOND } from '../time/duration.ts';
import type { Instant } from '../time/instant.ts';
import { idFromPath } from '../content/parse-incident.ts';
import { parsePostmortem } from '../content/parse-postmortem.ts';
import type { PostmortemActionItem } from '../content/postmortem.ts';
import type { SourceFile } from '../content/source.ts';
import { runWithoutLimit } from '../content/time-limit.ts';
import type { CalendarReadings } from '../on-call/on-call.ts';
import { addDays, createCalendar } from '../time/calendar.ts';

/** An action item of a postmortem (V8.5). */
export interface TrackedActionItem {
  readonly description: string;
  /** As GitHub spells them, with the @. */
  readonly owner?: string;
  /** The end of its day in the company's zone. */
  readonly due?: Instant;
  readonly done: boolean;
}

/** The first message of an incident to an audience. */
export interface FirstNotification {
  readonly audience: string;
  readonly at: Instant;
}

export interface PostmortemEvidence {
  /** When it reached the default branch; absent if that is not known. */
  readonly merged?: Instant;
  readonly actionItems?: readonly TrackedActionItem[];
}

/**
 * What git, the mail log and other files show. Every part is optional: without it, the times in the incident's file are
 * used, and reports mention that.
 */
export interface DeadlineEvidence {
  /** When each update first reached the default branch, by `INCIDENT/UPDATE`, the ids of both. */
  readonly publishedTimes?: ReadonlyMap<string, Instant>;
  /** By incident id; an incident that is missing has no postmortem. Absent if postmortems were not read. */
  readonly postmortems?: ReadonlyMap<string, PostmortemEvidence>;
  /** When e-mail went to customers, in addition to the times in the incident's file; by incident id. */
  readonly emailed?: ReadonlyMap<string, readonly Instant[]>;
  /** Who was first notified when, by the delivery log (V1.2); by incident id, the earliest first. */
  readonly notified?: ReadonlyMap<string, readonly FirstNotification[]>;
  /** What the calendars of the rotas contained, by role. */
  readonly calendars?: CalendarReadings;
  /** When Candor sent the executive summary, by the delivery log (U4.3); by incident id. */
  readonly summaries?: ReadonlyMap<string, Instant>;
  /** When the policy's parts last changed. */
  readonly policyChanges?: {
    readonly tools?: Instant;
    readonly roles?: Instant;
    readonly processes?: Instant;
  };
}

export const NO_EVIDENCE: DeadlineEvidence = {};

/**
 * The postmortems of a content root, by incident id. An action item is due at the end of its day in the company's zone
 * (V8.5). A file that can't be parsed still counts as a postmortem.
 * @param mergedAt when a file, by its path, reached the default branch, if known
 */
export function readPostmortemEvidence(
  sources: readonly SourceFile[],
  siteContext: SiteContext | undefined,
  mergedAt: (path: string) => Instant | undefined = () => undefined,
  runPerFile = runWithoutLimit,
): ReadonlyMap<string, PostmortemEvidence> {
  const zone = siteContext?.site.timezone ?? 'UTC';
  const { startOf } = createCalendar(zone);
  const itemsTitle = actionItemsTitle(siteContext?.policy);
  const parsed = runPerFile(
    sources,
    (source) => parsePostmortem(source, zone, itemsTitle).value,
    () => undefined,
  );
  const evidence = sources.map((source, at): [string, PostmortemEvidence] => {
    const value = parsed[at];
    const merged = mergedAt(source.path);
    const items = value?.actionItems.map((item) =>
      toTrackedActionItem(item, (day) => startOf(addDays(day, 1)) - SECOND),
    );
    return [
      value?.incident ?? idFromPath(source.path),
      { ...(merged !== undefined && { merged }), ...(items && { actionItems: items }) },
    ];
  });
  return new Map(evidence);
}

function toTrackedActionItem(
  { description, owner, dueDay, state }: PostmortemActionItem,
  endOf: (day: string) => Instant,
): TrackedActionItem {
  return {
    description,
    ...(owner?.startsWith('@') && { owner }),
    ...(dueDay !== undefined && { due: endOf(dueDay) }),
    done: state === 'done',
  };
}
