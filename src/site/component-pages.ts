import { calendarOf } from '../time/calendar.ts';
import type { ComponentView } from '../status/components.ts';
import type { EntryView } from '../status/entry.ts';
import type { PublicPolicy } from '../status/service-commitments.ts';
import type { ComponentUptime } from '../status/uptime-view.ts';
import type { StatusView } from '../status/status-view.ts';

/** A component's own page: the newest of its history in full, all of it by year. */
export interface ComponentPage {
  readonly component: ComponentView;
  readonly newest: readonly EntryView[];
  readonly uptime?: ComponentUptime | undefined;
  /** How a minute counts; absent where the policy doesn't say it. */
  readonly weights?: PublicPolicy['uptime'];
  /** Newest first. */
  readonly years: readonly { readonly year: string; readonly count: number }[];
}

/** All that a component suffered from in a year of the site's calendar. */
export interface ComponentYearPage {
  readonly id: string;
  readonly name: string;
  readonly year: string;
  readonly entries: readonly EntryView[];
}

const MOST_ENTRIES = 25;

export function componentPages(view: StatusView): ComponentPage[] {
  const years = Map.groupBy(componentYearPages(view), ({ id }) => id);
  return view.components.map((component) => ({
    component,
    uptime: view.uptime.get(component.id),
    weights: view.policy.uptime,
    newest: (view.histories.get(component.id) ?? []).slice(0, MOST_ENTRIES),
    years: (years.get(component.id) ?? []).map(({ year, entries }) => ({ year, count: entries.length })),
  }));
}

/** A page for each component and year in which something was the matter. */
export function componentYearPages(view: StatusView): ComponentYearPage[] {
  const { dayOf } = calendarOf(view.site.timezone);
  return view.components.flatMap(({ id, name }) => {
    const years = Map.groupBy(view.histories.get(id) ?? [], ({ from }) => dayOf(from).slice(0, 4));
    return [...years].map(([year, entries]) => ({ id, name, year, entries }));
  });
}
