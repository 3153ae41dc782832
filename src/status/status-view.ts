import { withCurrentComponentIds } from '../content/component-ids.ts';
import type { SiteContext } from '../content/content.ts';
import type { StatusEvent, Incident } from '../content/incident.ts';
import type { Instant } from '../time/instant.ts';
import type { Logo } from '../content/branding/logo.ts';
import type { Picture } from '../content/pictures/picture.ts';
import type { Postmortem } from '../content/postmortem.ts';
import { toPublicEvent } from './public-entry.ts';
import { publicPostmortemsOf } from './public-postmortem.ts';
import { isRetiredOn } from '../content/site.ts';
import type { Component, Site } from '../content/site.ts';
import { deriveAccent } from '../content/branding/accent.ts';
import type { Accent } from '../content/branding/accent.ts';
import type { ThemeTokens } from '../content/branding/tokens.ts';
import { createCalendar } from '../time/calendar.ts';
import type { Day } from '../time/calendar.ts';
import { currentlyAffected, groupComponents, eventsByComponent, viewComponents } from './components.ts';
import type { ComponentGroup, ComponentView } from './components.ts';
import { monthsOf, quietSince, recentDays, recordedSince } from './days.ts';
import type { EventDay, MonthView, QuietDays } from './days.ts';
import { mayAffectCustomers, stateNow, viewEvent } from './entry.ts';
import { NOTHING_MISSING } from './fallback-notes.ts';
import type { FallbackNote, MissingIncidents, RestoredIncident, RestoredPart } from './fallback-notes.ts';
import type { EventView, PromisedUpdate } from './entry.ts';
import type { OverallStatus } from './overall.ts';
import type { WrittenWords } from '../content/words/written-words.ts';
import { toPublicCommitments } from './service-commitments.ts';
import type { PublicCommitments, PublicCompliance } from './service-commitments.ts';
import { createComponentDirectory, worseOf } from './states.ts';
import { statePeriodsOf, overallPeriodsOf } from './scheduled-states.ts';
import type { OverallPeriod } from './scheduled-states.ts';
import { viewUptime } from './uptime-view.ts';
import type { ComponentUptime } from './uptime-view.ts';

/** The public part of `status.yaml`. */
export type PublicSite = Pick<
  Site,
  | 'name'
  | 'url'
  | 'id'
  | 'timezone'
  | 'timezone-name'
  | 'language'
  | 'images'
  | 'links'
  | 'footer'
  | 'subscribe'
> & {
  readonly contact: Pick<Site['contact'], 'email' | 'url'>;
  /** The words of the page in a language whose messages are not code, or the company's own. */
  readonly words?: { readonly locale: string; readonly page: WrittenWords['page'] };
  /** The company's own colour, if set. */
  readonly accent?: Accent;
  /** What the company's stylesheet sets. */
  readonly tokens?: ThemeTokens;
};

/** Everything that pages, feeds, the API and badges show. Days are days in the site's time zone. */
export interface StatusView {
  readonly site: PublicSite;
  /** The time that all of it describes. */
  readonly builtAt: Instant;
  readonly overall: OverallStatus;
  /** How planned maintenance will change the overall status; the first is `overall`. */
  readonly overallPeriods: readonly OverallPeriod[];
  /** Open incidents, the most severe first. */
  readonly active: readonly EventView[];
  readonly maintenance: {
    readonly underWay: readonly EventView[];
    /** Soonest first. */
    readonly upcoming: readonly EventView[];
  };
  /** Those that are not over, soonest first: the page shows each from its start to its end. */
  readonly notices: readonly EventView[];
  readonly groups: readonly ComponentGroup[];
  readonly components: readonly ComponentView[];
  /** Components that are no longer in service. They have a page and a history, but are not on the list. */
  readonly retired: readonly ComponentView[];
  /** The day on which the last incident was over, or the first day of the record; undefined while one is open. */
  readonly quietSince?: Day;
  /** Today first. */
  readonly days: readonly (EventDay | QuietDays)[];
  /** Newest first. */
  readonly months: readonly MonthView[];
  /** All public events, newest first by start. */
  readonly events: readonly EventView[];
  /** By component id, newest first. */
  readonly eventsByComponent: ReadonlyMap<string, readonly EventView[]>;
  /** By component id. */
  readonly uptime: ReadonlyMap<string, ComponentUptime>;
  readonly commitments: PublicCommitments;
  /** Absent if it wasn't computed. */
  readonly compliance?: PublicCompliance;
  readonly fallbackNotes: readonly FallbackNote[];
  /** How many files in `incidents/` can't be shown at all. */
  readonly missingEvents: number;
  readonly logo?: Logo;
  /** The pictures in the public texts that can be shown, by their path in the content root. */
  readonly pictures?: ReadonlyMap<string, Picture>;
}

export interface StatusViewInput {
  readonly siteContext: SiteContext;
  /** The incidents whose newest version is valid. */
  readonly incidents: readonly StatusEvent[];
  readonly restoredIncidents?: readonly RestoredIncident[];
  readonly missing?: MissingIncidents;
  readonly restoredParts?: readonly RestoredPart[];
  /** All postmortems; each one states whether it is published (V8.4). */
  readonly postmortems?: readonly Postmortem[];
  /** Computed by `src/deadlines`. */
  readonly promisedUpdateOf: (incident: Incident) => PromisedUpdate | undefined;
  readonly compliance?: PublicCompliance;
  readonly now: Instant;
}

/** Derives what the public sees at a time. Text stays Markdown: pages render what they show. */
export function buildStatusView(input: StatusViewInput): StatusView {
  const { siteContext, incidents, promisedUpdateOf, compliance, now } = input;
  const { restoredIncidents = [], restoredParts = [], missing = NOTHING_MISSING } = input;
  const postmortems = publicPostmortemsOf(input.postmortems ?? [], now);
  const { site, policy } = siteContext;
  const directory = createComponentDirectory(siteContext);
  const calendar = createCalendar(site.timezone);
  const today = calendar.dayOf(now);
  const shown = siteContext.components.filter(({ hidden }) => !hidden);
  const isRetired = (component: Component): boolean => isRetiredOn(component, today);
  const components = shown.filter((component) => !isRetired(component));
  const view = (event: StatusEvent, validWith = siteContext): EventView[] => {
    const publicEvent = toPublicEvent(
      { policy: validWith.policy, components: [...siteContext.components, ...validWith.components] },
      event,
    );
    const next = publicEvent && event.kind === 'incident' ? promisedUpdateOf(event) : undefined;
    const postmortem = event.kind === 'incident' ? postmortems.get(event.id) : undefined;
    if (!publicEvent) return [];
    const viewed = viewEvent(publicEvent, next, directory, now);
    return [postmortem ? { ...viewed, postmortem } : viewed];
  };
  const restored = restoredIncidents.flatMap(({ entry, at, siteContext: validWith }) =>
    view(withCurrentComponentIds(entry, siteContext.components), validWith).map((event) => ({
      ...event,
      fallbackVersionAt: at,
    })),
  );
  const viewed = [...incidents.flatMap((event) => view(event)), ...restored].toSorted(newestFirst);
  const titles = new Map(viewed.map(({ event: { id, title } }) => [id, title]));
  const all = viewed.map((one) => withContinuation(one, titles));
  const open = all.filter(({ when }) => when === 'open');
  const knownEvents = [
    ...incidents,
    ...restoredIncidents.map(({ entry }) => withCurrentComponentIds(entry, siteContext.components)),
  ];
  const quiet = missing.count > 0 ? undefined : quietSince(all, calendar, shown);
  const inService = new Set(components.map(({ id }) => id));
  const affected = currentlyAffected(all, directory).filter(
    ({ id, hasPage }) => inService.has(id) || !hasPage,
  );
  const isUncertain = missing.mayBeOpen;
  const currentViews = viewComponents(components, affected, isUncertain);
  const periods = overallPeriodsOf(currentViews, all, directory, now, isUncertain);
  const componentViews = currentViews.map((component) => {
    const own = statePeriodsOf([component.id], periods);
    return own ? { ...component, statePeriods: own } : component;
  });
  return {
    site: publicSite(siteContext),
    builtAt: now,
    overall: periods[0]!.overall,
    overallPeriods: periods,
    active: open
      .filter(({ event }) => event.kind === 'incident')
      .toSorted(createMostSevereFirst(Object.keys(policy.severities))),
    maintenance: {
      underWay: open.filter(({ event }) => event.kind === 'maintenance'),
      upcoming: all
        .filter(({ event, when }) => event.kind === 'maintenance' && when === 'upcoming')
        .toReversed(),
    },
    notices: all.filter(({ event, when }) => event.kind === 'notice' && when !== 'past').toReversed(),
    groups: groupComponents(components, componentViews).map((group) => withStatePeriods(group, periods)),
    components: componentViews,
    retired: viewComponents(shown.filter(isRetired), [], false),
    ...(quiet !== undefined && { quietSince: quiet }),
    days: recentDays(all, calendar, now, recordedSince(shown)),
    months: monthsOf(all, calendar),
    events: all,
    eventsByComponent: eventsByComponent(all),
    uptime: viewUptime({ policy, components: shown }, knownEvents, calendar, now),
    commitments: toPublicCommitments(policy, siteContext.words),
    ...(compliance && { compliance }),
    fallbackNotes: fallbackNotesOf(all, restoredParts),
    missingEvents: missing.count,
    ...(siteContext.logo && { logo: siteContext.logo }),
  };
}

function withStatePeriods(group: ComponentGroup, periods: readonly OverallPeriod[]): ComponentGroup {
  const ids = group.components.map(({ id }) => id);
  const own = statePeriodsOf(ids, periods);
  return own ? { ...group, statePeriods: own } : group;
}

/** A fallback version that isn't public leaves no note, because it never was on the page. */
function fallbackNotesOf(events: readonly EventView[], parts: readonly RestoredPart[]): FallbackNote[] {
  const titles = new Map(events.map(({ event }) => [event.id, event.title]));
  const settings = parts.filter(({ kind }) => kind === 'settings').map(({ at }) => at);
  return [
    ...events.flatMap(({ event: { id, title }, fallbackVersionAt: at }) =>
      at === undefined ? [] : [{ kind: 'event' as const, id, title, at }],
    ),
    ...parts.filter((part) => part.kind === 'component'),
    ...parts.flatMap((part) => {
      const title = part.kind === 'postmortem' ? titles.get(part.id) : undefined;
      return part.kind === 'postmortem' && title !== undefined ? [{ ...part, title }] : [];
    }),
    ...(settings.length > 0 ? [{ kind: 'settings' as const, at: Math.min(...settings) }] : []),
  ];
}

function publicSite({ site, words, tokens }: SiteContext): PublicSite {
  const { name, url, id, timezone, language, images, links, footer, subscribe, contact, theme } = site;
  const { email, url: page } = contact;
  const zoneName = site['timezone-name'];
  const reach = { ...(email !== undefined && { email }), ...(page !== undefined && { url: page }) };
  return {
    ...(id !== undefined && { id }),
    ...{ name, url, timezone, language, images, links, subscribe, contact: reach },
    ...(Object.keys(words.page).length > 0 && { words: { locale: words.locale, page: words.page } }),
    ...(zoneName !== undefined && { 'timezone-name': zoneName }),
    ...(footer !== undefined && { footer }),
    ...(theme.accent !== undefined && { accent: deriveAccent(theme.accent, tokens) }),
    ...(tokens && { tokens }),
  };
}

function newestFirst(a: EventView, b: EventView): number {
  return b.from - a.from || (a.event.id < b.event.id ? 1 : -1);
}

/** Those that affect customers first, then by severity, then by the worst state, then the most recently updated. */
function createMostSevereFirst(severities: readonly string[]): (a: EventView, b: EventView) => number {
  const rank = ({ event }: EventView): number =>
    event.kind === 'incident' ? severities.indexOf(event.severity.key) : severities.length;
  const isWorse = (a: EventView, b: EventView): number => {
    const [one, other] = [stateNow(a), stateNow(b)];
    return one === other ? 0 : worseOf(one, other) === one ? -1 : 1;
  };
  return (a, b) =>
    Number(mayAffectCustomers(b)) - Number(mayAffectCustomers(a)) ||
    rank(a) - rank(b) ||
    isWorse(a, b) ||
    lastUpdateAt(b) - lastUpdateAt(a);
}

function lastUpdateAt({ event, from }: EventView): Instant {
  return event.updates.at(-1)?.at ?? from;
}

function withContinuation(view: EventView, titles: ReadonlyMap<string, string>): EventView {
  const id = view.event.kind === 'incident' ? view.event.mergedInto : undefined;
  const title = id === undefined ? undefined : titles.get(id);
  return id === undefined || title === undefined ? view : { ...view, continuesIn: { id, title } };
}
