import type { Setting } from '../content/content.ts';
import type { Entry, Incident } from '../content/incident.ts';
import type { Instant } from '../time/instant.ts';
import type { Mark } from '../content/branding/logo.ts';
import type { Postmortem } from '../content/postmortem.ts';
import { publicEntry } from './public-entry.ts';
import { publicReviews } from './public-postmortem.ts';
import type { Site } from '../content/site.ts';
import { accentOf } from '../content/branding/accent.ts';
import type { Accent } from '../content/branding/accent.ts';
import { calendarOf } from '../time/calendar.ts';
import { affectedNow, groupsOf, historyByComponent, viewComponents } from './components.ts';
import type { ComponentGroup, ComponentView } from './components.ts';
import { monthsOf, recentDays } from './days.ts';
import type { BusyDay, MonthView, QuietDays } from './days.ts';
import { viewEntry } from './entry.ts';
import type { EntryView, Promised } from './entry.ts';
import type { Overall } from './overall.ts';
import { publicPolicy } from './service-commitments.ts';
import type { PublicPolicy, PublicRecord } from './service-commitments.ts';
import { namingOf } from './states.ts';
import { stateTurns, turnsOf } from './scheduled-states.ts';
import type { OverallTurn } from './scheduled-states.ts';
import { viewUptime } from './uptime-view.ts';
import type { ComponentUptime } from './uptime-view.ts';

/** The newest version of a file in `incidents/` that can't be shown, and what is shown in its place. */
export interface Quarantined {
  /** The entry's id. */
  readonly id: string;
  /** The last version that could be shown, and when it was committed; absent if there is none. */
  readonly lastGood?: { readonly entry: Entry; readonly at: Instant };
}

/** A note to the reader that an entry isn't shown as it was last written. */
export interface QuarantineNote {
  readonly id: string;
  /** The title and time of the version that is shown; absent if nothing is. */
  readonly shown?: { readonly title: string; readonly at: Instant };
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
  readonly overall: Overall;
  /** The same as planned work will change it by itself; the first is `overall`. */
  readonly turns: readonly OverallTurn[];
  /** Open incidents: the one with the newest update first. */
  readonly active: readonly EntryView[];
  readonly maintenance: {
    readonly underWay: readonly EntryView[];
    /** Soonest first. */
    readonly upcoming: readonly EntryView[];
  };
  readonly groups: readonly ComponentGroup[];
  readonly components: readonly ComponentView[];
  /** Today first. */
  readonly days: readonly (BusyDay | QuietDays)[];
  /** Newest first. */
  readonly months: readonly MonthView[];
  /** Every public entry, newest first by its start. */
  readonly entries: readonly EntryView[];
  /** Of each component, by id, what it suffered from: newest first. */
  readonly histories: ReadonlyMap<string, readonly EntryView[]>;
  /** Of each component, by id, how available it was. */
  readonly uptime: ReadonlyMap<string, ComponentUptime>;
  /** What customers are promised. */
  readonly policy: PublicPolicy;
  /** How that was kept; absent where nobody worked it out. */
  readonly record?: PublicRecord;
  readonly quarantine: readonly QuarantineNote[];
  readonly mark?: Mark;
}

export interface ViewInput {
  readonly setting: Setting;
  /** The entries whose newest version can be shown. */
  readonly entries: readonly Entry[];
  readonly quarantined: readonly Quarantined[];
  /** The reviews, all of them: what is published of one is its own word (V8.4). */
  readonly postmortems?: readonly Postmortem[];
  /** When customers were promised to hear more of an incident. The deadlines know. */
  readonly promised: (incident: Incident) => Promised | undefined;
  /** How such promises were kept. */
  readonly record?: PublicRecord;
  readonly now: Instant;
}

/** Works out what the public sees at a time. Text stays Markdown: pages render what they show. */
export function viewOf(input: ViewInput): StatusView {
  const { setting, entries, quarantined, promised, record, now } = input;
  const reviews = publicReviews(input.postmortems ?? [], now);
  const { site, policy, components } = setting;
  const naming = namingOf(setting);
  const calendar = calendarOf(site.timezone);
  const view = (entry: Entry): EntryView[] => {
    const shown = publicEntry(setting, entry);
    const next = shown && entry.kind === 'incident' ? promised(entry) : undefined;
    const review = entry.kind === 'incident' ? reviews.get(entry.id) : undefined;
    if (!shown) return [];
    const viewed = viewEntry(shown, next, naming, now);
    return [review ? { ...viewed, review } : viewed];
  };
  const restored = quarantined.flatMap(({ lastGood }) =>
    lastGood ? view(lastGood.entry).map((entry) => ({ ...entry, versionOf: lastGood.at })) : [],
  );
  const all = [...entries.flatMap(view), ...restored].toSorted(newestFirst);
  const open = all.filter(({ when }) => when === 'open');
  const told = [...entries, ...quarantined.flatMap(({ lastGood }) => lastGood?.entry ?? [])];
  const affected = affectedNow(all, naming);
  const standing = viewComponents(components, affected);
  const turns = turnsOf(standing, all, naming, now);
  const componentViews = standing.map((component) => {
    const own = stateTurns(component.id, turns);
    return own ? { ...component, turns: own } : component;
  });
  return {
    site: publicSite(site),
    builtAt: now,
    overall: turns[0]!.overall,
    turns,
    active: open
      .filter(({ entry }) => entry.kind === 'incident')
      .toSorted((a, b) => lastWord(b) - lastWord(a)),
    maintenance: {
      underWay: open.filter(({ entry }) => entry.kind === 'maintenance'),
      upcoming: all.filter(({ when }) => when === 'upcoming').toReversed(),
    },
    groups: groupsOf(components, componentViews),
    components: componentViews,
    days: recentDays(all, calendar, now),
    months: monthsOf(all, calendar),
    entries: all,
    histories: historyByComponent(all),
    uptime: viewUptime(setting, told, calendar, now),
    policy: publicPolicy(policy),
    ...(record && { record }),
    quarantine: notesOf(quarantined, restored),
    ...(setting.mark && { mark: setting.mark }),
  };
}

/** A last good version that is not public leaves no note: nobody was to know of it. */
function notesOf(quarantined: readonly Quarantined[], restored: readonly EntryView[]): QuarantineNote[] {
  return quarantined.flatMap(({ id, lastGood }) => {
    if (!lastGood) return [{ id }];
    if (!restored.some(({ entry }) => entry.id === id)) return [];
    return [{ id, shown: { title: lastGood.entry.title, at: lastGood.at } }];
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
    ...(theme.accent !== undefined && { accent: accentOf(theme.accent) }),
  };
}

function newestFirst(a: EntryView, b: EntryView): number {
  return b.from - a.from || (a.entry.id < b.entry.id ? 1 : -1);
}

function lastWord({ entry, from }: EntryView): Instant {
  return entry.updates.at(-1)?.at ?? from;
}
