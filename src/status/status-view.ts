import type { SiteContext } from '../content/content.ts';
import type { IncidentOrMaintenance, Incident } from '../content/incident.ts';
import type { Instant } from '../time/instant.ts';
import type { Logo } from '../content/branding/logo.ts';
import type { Postmortem } from '../content/postmortem.ts';
import { toPublicEvent } from './public-entry.ts';
import { publicPostmortemsOf } from './public-postmortem.ts';
import type { Site } from '../content/site.ts';
import { deriveAccent } from '../content/branding/accent.ts';
import type { Accent } from '../content/branding/accent.ts';
import { createCalendar } from '../time/calendar.ts';
import { currentlyAffected, groupComponents, eventsByComponent, viewComponents } from './components.ts';
import type { ComponentGroup, ComponentView } from './components.ts';
import { monthsOf, recentDays } from './days.ts';
import type { EventDay, MonthView, QuietDays } from './days.ts';
import { viewEvent } from './entry.ts';
import type { EventView, PromisedUpdate } from './entry.ts';
import type { OverallStatus } from './overall.ts';
import { toPublicCommitments } from './service-commitments.ts';
import type { PublicCommitments, PublicCompliance } from './service-commitments.ts';
import { createComponentDirectory } from './states.ts';
import { statePeriodsOf, overallPeriodsOf } from './scheduled-states.ts';
import type { OverallPeriod } from './scheduled-states.ts';
import { viewUptime } from './uptime-view.ts';
import type { ComponentUptime } from './uptime-view.ts';

/** The newest version of a file in `incidents/` that can't be shown, and what is shown in its place. */
export interface InvalidIncident {
  /** The entry's id. */
  readonly id: string;
  /** The last version that could be shown, and when it was committed; absent if there is none. */
  readonly lastValid?: { readonly entry: IncidentOrMaintenance; readonly at: Instant };
}

/** A note to the reader that an entry isn't shown as it was last written. */
export interface FallbackNote {
  readonly id: string;
  /** The title and time of the version that is shown; absent if nothing is. */
  readonly shownVersion?: { readonly title: string; readonly at: Instant };
}

/** What the public may know of `status.yaml`. */
export type PublicSite = Pick<
  Site,
  'name' | 'url' | 'timezone' | 'language' | 'images' | 'links' | 'footer'
> & {
  readonly contact: Pick<Site['contact'], 'email' | 'url'>;
  /** The company's own colour, where it names one. */
  readonly accent?: Accent;
};

/** Everything that any page, feed, API or badge shows. All days are days of the site's time zone. */
export interface StatusView {
  readonly site: PublicSite;
  /** The time at which all of it was worked out. */
  readonly builtAt: Instant;
  readonly overall: OverallStatus;
  /** The same as planned work will change it by itself; the first is `overall`. */
  readonly overallPeriods: readonly OverallPeriod[];
  /** Open incidents: the one with the newest update first. */
  readonly active: readonly EventView[];
  readonly maintenance: {
    readonly underWay: readonly EventView[];
    /** Soonest first. */
    readonly upcoming: readonly EventView[];
  };
  readonly groups: readonly ComponentGroup[];
  readonly components: readonly ComponentView[];
  /** Today first. */
  readonly days: readonly (EventDay | QuietDays)[];
  /** Newest first. */
  readonly months: readonly MonthView[];
  /** Every public entry, newest first by its start. */
  readonly events: readonly EventView[];
  /** Of each component, by id, what it suffered from: newest first. */
  readonly eventsByComponent: ReadonlyMap<string, readonly EventView[]>;
  /** Of each component, by id, how available it was. */
  readonly uptime: ReadonlyMap<string, ComponentUptime>;
  /** What customers are promised. */
  readonly commitments: PublicCommitments;
  /** How that was kept; absent where nobody worked it out. */
  readonly compliance?: PublicCompliance;
  readonly fallbackNotes: readonly FallbackNote[];
  readonly logo?: Logo;
}

export interface StatusViewInput {
  readonly siteContext: SiteContext;
  /** The entries whose newest version can be shown. */
  readonly incidents: readonly IncidentOrMaintenance[];
  readonly invalidIncidents: readonly InvalidIncident[];
  /** The reviews, all of them: what is published of one is its own word (V8.4). */
  readonly postmortems?: readonly Postmortem[];
  /** When customers were promised to hear more of an incident. The deadlines know. */
  readonly promisedUpdateOf: (incident: Incident) => PromisedUpdate | undefined;
  /** How such promises were kept. */
  readonly compliance?: PublicCompliance;
  readonly now: Instant;
}

/** Works out what the public sees at a time. Text stays Markdown: pages render what they show. */
export function buildStatusView(input: StatusViewInput): StatusView {
  const { siteContext, incidents, invalidIncidents, promisedUpdateOf, compliance, now } = input;
  const postmortems = publicPostmortemsOf(input.postmortems ?? [], now);
  const { site, policy, components } = siteContext;
  const naming = createComponentDirectory(siteContext);
  const calendar = createCalendar(site.timezone);
  const view = (event: IncidentOrMaintenance): EventView[] => {
    const publicEvent = toPublicEvent(siteContext, event);
    const next = publicEvent && event.kind === 'incident' ? promisedUpdateOf(event) : undefined;
    const postmortem = event.kind === 'incident' ? postmortems.get(event.id) : undefined;
    if (!publicEvent) return [];
    const viewed = viewEvent(publicEvent, next, naming, now);
    return [postmortem ? { ...viewed, postmortem } : viewed];
  };
  const restored = invalidIncidents.flatMap(({ lastValid }) =>
    lastValid ? view(lastValid.entry).map((event) => ({ ...event, fallbackVersionAt: lastValid.at })) : [],
  );
  const all = [...incidents.flatMap(view), ...restored].toSorted(newestFirst);
  const open = all.filter(({ when }) => when === 'open');
  const knownEvents = [...incidents, ...invalidIncidents.flatMap(({ lastValid }) => lastValid?.entry ?? [])];
  const affected = currentlyAffected(all, naming);
  const currentViews = viewComponents(components, affected);
  const periods = overallPeriodsOf(currentViews, all, naming, now);
  const componentViews = currentViews.map((component) => {
    const own = statePeriodsOf(component.id, periods);
    return own ? { ...component, statePeriods: own } : component;
  });
  return {
    site: publicSite(site),
    builtAt: now,
    overall: periods[0]!.overall,
    overallPeriods: periods,
    active: open
      .filter(({ event }) => event.kind === 'incident')
      .toSorted((a, b) => lastUpdateAt(b) - lastUpdateAt(a)),
    maintenance: {
      underWay: open.filter(({ event }) => event.kind === 'maintenance'),
      upcoming: all.filter(({ when }) => when === 'upcoming').toReversed(),
    },
    groups: groupComponents(components, componentViews),
    components: componentViews,
    days: recentDays(all, calendar, now),
    months: monthsOf(all, calendar),
    events: all,
    eventsByComponent: eventsByComponent(all),
    uptime: viewUptime(siteContext, knownEvents, calendar, now),
    commitments: toPublicCommitments(policy),
    ...(compliance && { compliance }),
    fallbackNotes: fallbackNotesOf(invalidIncidents, restored),
    ...(siteContext.logo && { logo: siteContext.logo }),
  };
}

/** A last good version that is not public leaves no note: nobody was to know of it. */
function fallbackNotesOf(
  quarantined: readonly InvalidIncident[],
  restored: readonly EventView[],
): FallbackNote[] {
  return quarantined.flatMap(({ id, lastValid }) => {
    if (!lastValid) return [{ id }];
    if (!restored.some(({ event }) => event.id === id)) return [];
    return [{ id, shownVersion: { title: lastValid.entry.title, at: lastValid.at } }];
  });
}

function publicSite({
  name,
  url,
  timezone,
  language,
  images,
  links,
  footer,
  contact,
  theme,
}: Site): PublicSite {
  const { email, url: page } = contact;
  const reach = { ...(email !== undefined && { email }), ...(page !== undefined && { url: page }) };
  return {
    ...{ name, url, timezone, language, images, links, contact: reach },
    ...(footer !== undefined && { footer }),
    ...(theme.accent !== undefined && { accent: deriveAccent(theme.accent) }),
  };
}

function newestFirst(a: EventView, b: EventView): number {
  return b.from - a.from || (a.event.id < b.event.id ? 1 : -1);
}

function lastUpdateAt({ event, from }: EventView): Instant {
  return event.updates.at(-1)?.at ?? from;
}
