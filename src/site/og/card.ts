import type { Instant } from '../../time/instant.ts';
import { calendarOf } from '../../time/calendar.ts';
import { stateNow } from '../../status/entry.ts';
import type { EntryView } from '../../status/entry.ts';
import type { CurrentState } from '../../status/states.ts';
import { stateOfAll } from '../badge.ts';
import { pageChangedAt } from '../changed-at.ts';
import { addressOf } from '../links.ts';
import type { LoadedSite, Shell } from '../site-context.ts';

/** The picture that goes with a link to a page, in words. What it says is true for ever: networks keep it for weeks. */
export interface Card {
  /** The page's name, beside the company's mark. */
  readonly brand: string;
  /** The name of the mark's file, so that another mark makes another card. */
  readonly mark?: string | undefined;
  readonly title: string;
  /** Absent where nothing is said of how things are. */
  readonly state?: CurrentState;
  /** The state in words, where the title doesn't say it. */
  readonly says?: string;
  /** When that was so. */
  readonly when?: string;
  /** Where the page is: `vayva.shop/status`. */
  readonly address: string;
}

/** The card of every page that has none of its own. It says whose page it is, and nothing of how things are. */
export function siteCard(shell: Shell): Card {
  return { ...frameOf(shell), title: shell.words.page.title(shell.site.name) };
}

/** The card of the front page: the one sentence, and when it was true. By the day, so that it is drawn once a day. */
export function homeCard({ view, shell }: LoadedSite): Card {
  const { words, dates, site } = shell;
  const { dayOf, startOf } = calendarOf(site.timezone);
  const changed = pageChangedAt(view);
  const today = changed <= startOf(dayOf(view.builtAt));
  return {
    ...frameOf(shell),
    title: words.overall(view.overall),
    state: stateOfAll(view.overall),
    when: `${words.page.asOf} ${today ? sayDay(view.builtAt, shell) : dates.instant(changed).local}`,
  };
}

/** The card of an incident or of planned work. */
export function entryCard(shown: EntryView, shell: Shell): Card {
  const { entry, phase, when } = shown;
  const { words } = shell;
  const state = stateNow(shown);
  const open = entry.kind === 'incident' && when === 'open';
  const inTrouble = open && state !== 'operational';
  return {
    ...frameOf(shell),
    title: entry.title,
    state: open && !inTrouble && phase !== 'monitoring' ? 'degraded' : state,
    says: `${inTrouble ? `${words.states[state]} · ` : ''}${words.phases[phase]}`,
    when: timeOf(shown, shell),
  };
}

/** Of what is open, when it was last spoken of; of what is over, when it began and for how long it was; else the window. */
function timeOf({ entry, when, from, to }: EntryView, shell: Shell): string {
  const { words, dates } = shell;
  if (entry.kind === 'incident' && when === 'open')
    return dates.instant(entry.updates.at(-1)?.at ?? from).local;
  if (to === undefined) return dates.instant(from).local;
  if (when === 'past') return `${sayDay(from, shell)} · ${words.duration(to - from)}`;
  const end = dates.sameDay(from, to) ? dates.time(to) : dates.instant(to);
  return `${dates.instant(from).local} – ${end.local}`;
}

/** `22 November 2026`. */
function sayDay(at: Instant, { locale, site }: Shell): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: site.timezone }).format(at);
}

function frameOf({ site, words, mark }: Shell): Pick<Card, 'brand' | 'mark' | 'address'> {
  const { origin, base } = addressOf(site.url);
  return {
    brand: words.page.title(site.name),
    ...(mark && { mark: mark.name }),
    address: new URL(origin).host + base,
  };
}
