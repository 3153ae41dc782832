import { addDays } from '../time/date-arithmetic.ts';
import { itemsTitle } from '../content/content.ts';
import type { Setting } from '../content/content.ts';
import { SECOND } from '../time/duration.ts';
import type { Instant } from '../time/instant.ts';
import { idOf } from '../content/parse-incident.ts';
import { parsePostmortem } from '../content/parse-postmortem.ts';
import type { WrittenItem } from '../content/postmortem.ts';
import type { Source } from '../content/source.ts';
import { calendarOf } from '../time/calendar.ts';
import type { ActionItem, PostmortemFact } from './evidence.ts';

/**
 * What files of `postmortems/` say, by the incident's id: that there is one, and what is still to be done (V8.5). An item
 * is due when its day is over in the company's zone. A file that can't be read is there all the same.
 * @param mergedAt when a file reached the published line, by its path, where somebody knows
 */
export function postmortemFacts(
  sources: readonly Source[],
  setting: Setting | undefined,
  mergedAt: (path: string) => Instant | undefined = () => undefined,
): ReadonlyMap<string, PostmortemFact> {
  const zone = setting?.site.timezone ?? 'UTC';
  const { startOf } = calendarOf(zone);
  const facts = sources.map((source): [string, PostmortemFact] => {
    const { value } = parsePostmortem(source, zone, itemsTitle(setting?.policy));
    const merged = mergedAt(source.path);
    const items = value?.items.map((item) => actionItemOf(item, (day) => startOf(addDays(day, 1)) - SECOND));
    return [
      value?.incident ?? idOf(source.path),
      { ...(merged !== undefined && { merged }), ...(items && { actionItems: items }) },
    ];
  });
  return new Map(facts);
}

function actionItemOf(
  { what, owner, dueDay, state }: WrittenItem,
  endOf: (day: string) => Instant,
): ActionItem {
  return {
    what,
    ...(owner?.startsWith('@') && { owner }),
    ...(dueDay !== undefined && { due: endOf(dueDay) }),
    done: state === 'done',
  };
}
