import { addDays, createCalendar } from '../time/calendar.ts';
import { actionItemsTitle } from '../content/content.ts';
import type { SiteContext } from '../content/content.ts';
import { SECOND } from '../time/duration.ts';
import type { Instant } from '../time/instant.ts';
import { idFromPath } from '../content/parse-incident.ts';
import { parsePostmortem } from '../content/parse-postmortem.ts';
import type { PostmortemActionItem } from '../content/postmortem.ts';
import type { SourceFile } from '../content/source.ts';
import type { TrackedActionItem, PostmortemEvidence } from './evidence.ts';

/**
 * What files of `postmortems/` say, by the incident's id: that there is one, and what is still to be done (V8.5). An item
 * is due when its day is over in the company's zone. A file that can't be read is there all the same.
 * @param mergedAt when a file reached the published line, by its path, where somebody knows
 */
export function readPostmortemEvidence(
  sources: readonly SourceFile[],
  siteContext: SiteContext | undefined,
  mergedAt: (path: string) => Instant | undefined = () => undefined,
): ReadonlyMap<string, PostmortemEvidence> {
  const zone = siteContext?.site.timezone ?? 'UTC';
  const { startOf } = createCalendar(zone);
  const evidence = sources.map((source): [string, PostmortemEvidence] => {
    const { value } = parsePostmortem(source, zone, actionItemsTitle(siteContext?.policy));
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
