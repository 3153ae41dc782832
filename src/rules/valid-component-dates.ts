import { effectEndedAt } from '../content/incident.ts';
import type { StatusEvent } from '../content/incident.ts';
import { createCalendar } from '../time/calendar.ts';
import { DAY } from '../time/duration.ts';
import { declaredComponentIds, indexComponentNames } from './detectors/component-names.ts';
import type { IncidentFileRule } from './engine/rule.ts';

/**
 * A later `since` would leave an incident out of the component's availability, and so make it better than it was (U6.3). What
 * begins at most 24 hours before that day and is not over by then is counted from there: a page may be created during an incident.
 */
export const validComponentDates: IncidentFileRule = {
  id: 'valid-component-dates',
  clauses: ['V5.1', 'U6.3'],
  level: 'error',
  summary: 'an incident before the day a component went into service, or after it was retired',
  appliesTo: 'all',
  *check(event, context) {
    const { byId } = indexComponentNames(context);
    const dated = declaredComponentIds(event, event.updates.length - 1).flatMap((id) => {
      const component = byId.get(id);
      return component && (component.since ?? component.retired) !== undefined ? [{ id, component }] : [];
    });
    if (dated.length === 0) return;
    const { dayOf, startOf } = createCalendar(context.site.timezone);
    const began = event.kind === 'incident' ? event.started : event.starts;
    const day = dayOf(began);
    const isRecordedFrom = (since: string): boolean =>
      day >= since || (startOf(since) - began <= DAY && (endOf(event) ?? Infinity) >= startOf(since));
    for (const { id, component } of dated) {
      const { since, retired, source } = component;
      const at = { field: targetOf(event, id), part: 'key' } as const;
      if (since !== undefined && !isRecordedFrom(since)) {
        yield {
          at,
          message: `"${id}" is affected on ${day}, but ${source.path} says "since: ${since}".`,
          help: `Write "since: ${day}" or an earlier day there: availability counts from that day.`,
        };
      } else if (retired !== undefined && day > retired) {
        yield {
          at,
          message: `"${id}" is affected on ${day}, but ${source.path} says "retired: ${retired}".`,
          help: 'Remove "retired" there if the component is in service, or name another component here.',
        };
      }
    }
  },
};

function endOf(event: StatusEvent): number | undefined {
  return event.kind === 'incident' ? effectEndedAt(event) : event.ends;
}

function targetOf({ components }: StatusEvent, id: string): string[] {
  return id in components ? ['components', id] : ['components'];
}
