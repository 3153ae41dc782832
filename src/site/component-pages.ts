import { createCalendar } from '../time/calendar.ts';
import type { ComponentView } from '../status/components.ts';
import type { EventView } from '../status/entry.ts';
import type { PublicCommitments } from '../status/service-commitments.ts';
import type { ComponentUptime } from '../status/uptime-view.ts';
import type { StatusView } from '../status/status-view.ts';

/** A component's page: its newest events, and links to all of them by year. */
export interface ComponentPage {
  readonly component: ComponentView;
  /** Its open incidents and the maintenance under way, the most severe first. */
  readonly open: readonly EventView[];
  readonly newest: readonly EventView[];
  readonly uptime?: ComponentUptime | undefined;
  /** The weight of a minute in each state; undefined if the policy has none. */
  readonly weights?: PublicCommitments['uptime'];
  /** Newest first. */
  readonly years: readonly { readonly year: string; readonly count: number }[];
}

/** The events of a component in a year, in the site's time zone. */
export interface ComponentYearPage {
  readonly id: string;
  readonly name: string;
  readonly year: string;
  readonly entries: readonly EventView[];
}

const MAX_ENTRIES = 25;

export function listComponentPages(view: StatusView): ComponentPage[] {
  const years = Map.groupBy(listComponentYearPages(view), ({ id }) => id);
  const current = [...view.active, ...view.maintenance.underWay];
  return [...view.components, ...view.retired].map((component) => ({
    component,
    open: current.filter(({ worstAffected }) => worstAffected.some(({ id }) => id === component.id)),
    uptime: view.uptime.get(component.id),
    weights: view.commitments.uptime,
    newest: (view.eventsByComponent.get(component.id) ?? [])
      .filter((event) => !current.includes(event))
      .slice(0, MAX_ENTRIES),
    years: (years.get(component.id) ?? []).map(({ year, entries }) => ({ year, count: entries.length })),
  }));
}

const yearPages = new WeakMap<StatusView, readonly ComponentYearPage[]>();

/** A page for each component and year that has events. Cached per view: several routes ask for them. */
export function listComponentYearPages(view: StatusView): readonly ComponentYearPage[] {
  let pages = yearPages.get(view);
  if (!pages) yearPages.set(view, (pages = findComponentYearPages(view)));
  return pages;
}

function findComponentYearPages(view: StatusView): ComponentYearPage[] {
  const { dayOf } = createCalendar(view.site.timezone);
  return [...view.components, ...view.retired].flatMap(({ id, name }) => {
    const years = Map.groupBy(view.eventsByComponent.get(id) ?? [], ({ from }) => dayOf(from).slice(0, 4));
    return [...years].map(([year, events]) => ({ id, name, year, entries: events }));
  });
}
