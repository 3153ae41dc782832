import type { Instant } from '../../time/instant.ts';
import { createCalendar } from '../../time/calendar.ts';
import { takenBackAt, mayAffectCustomers, phaseLabel, stateNow } from '../../status/entry.ts';
import type { EventView } from '../../status/entry.ts';
import type { CurrentState } from '../../status/states.ts';
import { computeHeadlineState } from '../badge.ts';
import { pageChangedAt } from '../changed-at.ts';
import { splitSiteUrl } from '../../content/site-address.ts';
import { enMessages } from '../i18n/en.ts';
import type { Messages } from '../i18n/messages.ts';
import type { LoadedSite, PageContext } from '../site-context.ts';

/** The text of a social image. It must stay true: social networks cache images for weeks. */
export interface Card {
  /** The page's name, beside the logo. */
  readonly brand: string;
  /** The file name of the logo, so that a new logo gives a new card. */
  readonly logo?: string | undefined;
  readonly title: string;
  /** Undefined if the card shows no status. */
  readonly state?: CurrentState;
  /** The titles where the font can't draw it, the best first; the last is English, which any font has. */
  readonly fallbacks?: readonly string[];
  /** The state, if the title doesn't contain it. */
  readonly subtitle?: string;
  readonly time?: string;
  /** Such as `vayva.shop/status`. */
  readonly address: string;
}

/** The card of every page without its own. It shows no status. */
export function createSiteCard(context: PageContext): Card {
  return { ...brandFields(context), title: context.messages.page.title(context.site.name) };
}

/** The card of the home page: the overall status and its date, so that it is rendered once a day. */
export function createHomeCard({ view, context }: LoadedSite): Card {
  const { messages, dates, site } = context;
  const { dayOf, startOf } = createCalendar(site.timezone);
  const changed = pageChangedAt(view);
  const today = changed <= startOf(dayOf(view.builtAt));
  return {
    ...brandFields(context),
    title: messages.overall(view.overall),
    state: computeHeadlineState(view.overall),
    fallbacks: stateNames(computeHeadlineState(view.overall), messages),
    time: `${messages.page.asOf} ${today ? formatDay(view.builtAt, context) : dates.instant(changed).local}`,
  };
}

export function createEntryCard(view: EventView, context: PageContext): Card {
  const { event, when } = view;
  const { messages } = context;
  if (event.kind === 'notice') {
    const title = { title: event.title, subtitle: messages.entry.notice };
    return { ...brandFields(context), ...title, time: formatWindow(event.starts, event.ends, context) };
  }
  const state = stateNow(view);
  const open = event.kind === 'incident' && when === 'open';
  const shownState = open && state === 'operational' && mayAffectCustomers(view) ? 'degraded' : state;
  const hasImpact = open && state !== 'operational';
  return {
    ...brandFields(context),
    title: event.title,
    state: shownState,
    ...(open && { fallbacks: stateNames(shownState, messages) }),
    subtitle: `${hasImpact ? `${messages.states[state]} · ` : ''}${messages.phases[phaseLabel(view)]}`,
    time: formatCardTime(view, context),
  };
}

/** Open incidents: the last update. Past events: start and duration. Other maintenance: the window. */
function formatCardTime({ event, when, from, to }: EventView, context: PageContext): string {
  const { messages, dates } = context;
  if (event.kind === 'incident' && when === 'open')
    return dates.instant(event.updates.at(-1)?.at ?? from).local;
  if (to === undefined || takenBackAt(event) !== undefined) return dates.instant(from).local;
  if (when === 'past') return `${formatDay(from, context)} · ${messages.duration(to - from)}`;
  return formatWindow(from, to, context);
}

function formatWindow(from: Instant, to: Instant, { dates }: PageContext): string {
  const end = dates.sameDay(from, to) ? dates.time(to) : dates.instant(to);
  return `${dates.instant(from).local} – ${end.local}`;
}

/** `22 November 2026`. */
function formatDay(at: Instant, { locale, site }: PageContext): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: site.timezone }).format(at);
}

function brandFields({ site, messages, logo }: PageContext): Pick<Card, 'brand' | 'logo' | 'address'> {
  const { origin, base } = splitSiteUrl(site.url);
  return {
    brand: messages.page.title(site.name),
    ...(logo && { logo: logo.name }),
    address: new URL(origin).host + base,
  };
}

function stateNames(state: CurrentState, messages: Messages): string[] {
  return [...new Set([messages.states[state], enMessages.states[state]])];
}
