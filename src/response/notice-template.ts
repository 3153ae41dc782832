import type { SiteContext } from '../content/content.ts';
import type { Maintenance } from '../content/incident.ts';
import { localeFor } from '../content/languages.ts';
import type { Policy } from '../content/policy.ts';
import type { Site } from '../content/site.ts';
import { fillTemplate, formatNameList } from '../templates/template.ts';
import { slugify } from '../text/slug.ts';
import { MINUTE } from '../time/duration.ts';
import { formatInstant } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';
import { componentDisplayNames } from './default-text.ts';
import { collapseWhitespace } from './file-text.ts';

export type NoticeTemplate = Policy['notices']['templates'][string];

export interface NoticePeriod {
  readonly starts: Instant;
  readonly ends: Instant;
}

/** The announcement of a maintenance on one line, with the times in the site's zone and language. */
export function fillMaintenanceTemplate(
  { site, words }: Pick<SiteContext, 'site' | 'words'>,
  text: string,
  names: readonly string[],
  period: NoticePeriod,
): string {
  const named = fillTemplate(text, { component: formatNameList(names, words.locale) });
  return fillNoticeTemplate({ title: '', text: named }, period, site).text;
}

/** The title and text of a notice, each on one line, with the times in the site's zone and language. */
export function fillNoticeTemplate(
  { title, text }: NoticeTemplate,
  { starts, ends }: NoticePeriod,
  { timezone, language, 'timezone-name': zoneName }: Pick<Site, 'timezone' | 'timezone-name' | 'language'>,
): { readonly title: string; readonly text: string } {
  const format = (at: Instant, style: Intl.DateTimeFormatOptions): string =>
    // Intl puts narrow no-break spaces between some parts.
    collapseWhitespace(
      new Intl.DateTimeFormat(localeFor(language), { timeZone: timezone, ...style })
        .formatToParts(at)
        .map(({ type, value }) => (type === 'timeZoneName' ? (zoneName ?? value) : value))
        .join(''),
    );
  const values = {
    starts: format(starts, DAY_AND_TIME),
    ends: format(ends, DAY_AND_TIME),
    'start day': format(starts, DAY_ONLY),
    'end day': format(Math.max(starts, ends - MINUTE), DAY_ONLY),
  };
  const fill = (template: string): string => collapseWhitespace(fillTemplate(template, values));
  return { title: fill(title), text: fill(text) };
}

/** The text that announces another window of a maintenance: of one that has begun, a later end only. */
export function renderNewWindow(
  siteContext: SiteContext,
  { components, starts, ends }: Maintenance,
  window: NoticePeriod,
  now: Instant,
): string {
  const names = componentDisplayNames({ siteContext }, Object.keys(components));
  const isExtended = window.starts === starts && starts <= now && window.ends > ends;
  const { templates } = siteContext.words;
  return fillMaintenanceTemplate(
    siteContext,
    templates[isExtended ? 'extended' : 'new-window'],
    names,
    window,
  );
}

const DAY_ONLY = { day: 'numeric', month: 'long', year: 'numeric' } as const;
const DAY_AND_TIME = {
  ...DAY_ONLY,
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
  timeZoneName: 'short',
} as const;

/** Longer names are cut at a word. */
const MAX_NAME_LENGTH = 50;

/** The UTC day of its start, and the template's key or the words of the title: `2026-12-21-our-support-is-closed`. */
export function noticeIdBase(starts: Instant, name: string): string {
  return `${formatInstant(starts).slice(0, 10)}-${slugify(name, MAX_NAME_LENGTH) || 'notice'}`;
}
