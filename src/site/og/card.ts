import type { Instant } from '../../time/instant.ts';
import { createCalendar } from '../../time/calendar.ts';
import { stateNow } from '../../status/entry.ts';
import type { EventView } from '../../status/entry.ts';
import type { CurrentState } from '../../status/states.ts';
import { computeHeadlineState } from '../badge.ts';
import { pageChangedAt } from '../changed-at.ts';
import { splitSiteUrl } from '../links.ts';
import type { LoadedSite, PageContext } from '../site-context.ts';

/** The picture that goes with a link to a page, in words. What it says is true for ever: networks keep it for weeks. */
export interface Card {
  /** The page's name, beside the company's mark. */
  readonly brand: string;
  /** The name of the mark's file, so that another mark makes another card. */
  readonly logo?: string | undefined;
  readonly title: string;
  /** Absent where nothing is said of how things are. */
  readonly state?: CurrentState;
  /** The state in words, where the title doesn't say it. */
  readonly subtitle?: string;
  /** When that was so. */
  readonly time?: string;
  /** Where the page is: `vayva.shop/status`. */
  readonly address: string;
}

/** The card of every page that has none of its own. It says whose page it is, and nothing of how things are. */
export function createSiteCard(context: PageContext): Card {
  return { ...brandFields(context), title: context.messages.page.title(context.site.name) };
}

/** The card of the front page: the one sentence, and when it was true. By the day, so that it is drawn once a day. */
export function createHomeCard({ view, context }: LoadedSite): Card {
  const { messages, dates, site } = context;
  const { dayOf, startOf } = createCalendar(site.timezone);
  const changed = pageChangedAt(view);
  const today = changed <= startOf(dayOf(view.builtAt));
  return {
    ...brandFields(context),
    title: messages.overall(view.overall),
    state: computeHeadlineState(view.overall),
    time: `${messages.page.asOf} ${today ? formatDay(view.builtAt, context) : dates.instant(changed).local}`,
  };
}

/** The card of an incident or of planned work. */
export function createEntryCard(view: EventView, context: PageContext): Card {
  const { event, phase, when } = view;
  const { messages } = context;
  const state = stateNow(view);
  const open = event.kind === 'incident' && when === 'open';
  const inTrouble = open && state !== 'operational';
  return {
    ...brandFields(context),
    title: event.title,
    state: open && !inTrouble && phase !== 'monitoring' ? 'degraded' : state,
    subtitle: `${inTrouble ? `${messages.states[state]} · ` : ''}${messages.phases[phase]}`,
    time: formatCardTime(view, context),
  };
}

/** Of what is open, when it was last spoken of; of what is over, when it began and for how long it was; else the window. */
function formatCardTime({ event, when, from, to }: EventView, context: PageContext): string {
  const { messages, dates } = context;
  if (event.kind === 'incident' && when === 'open')
    return dates.instant(event.updates.at(-1)?.at ?? from).local;
  if (to === undefined) return dates.instant(from).local;
  if (when === 'past') return `${formatDay(from, context)} · ${messages.duration(to - from)}`;
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
