import { HOUR, MINUTE } from '../time/duration.ts';
import type { Duration } from '../time/duration.ts';
import { addDays } from '../time/calendar.ts';
import type { Day } from '../time/calendar.ts';
import { BAR_DAYS } from '../status/uptime-view.ts';
import type { ComponentUptime, ImpairedDay } from '../status/uptime-view.ts';
import type { PageContext } from '../site/site-context.ts';
import { escapeHtml, renderState } from './markup.ts';

const MAX_HEIGHT = 28;
const QUIET_HEIGHT = 14;

/** The time that a day was affected for, and the height of its bar up to it. */
const HEIGHTS: readonly (readonly [upTo: Duration, height: number])[] = [
  [15 * MINUTE, 16],
  [HOUR, 19],
  [4 * HOUR, 22],
  [12 * HOUR, 25],
];

function heightOf({ impairedFor }: ImpairedDay): number {
  return HEIGHTS.find(([upTo]) => impairedFor < upTo)?.[1] ?? MAX_HEIGHT;
}

type Days = Pick<ComponentUptime, 'days' | 'impairedDays'>;

/** Bars of the given days, today last; those without an incident are one dashed line. */
export function renderBars(context: PageContext, uptime: Days): string {
  return renderSvg(context, uptime, renderQuietDays(uptime));
}

/** Like `renderBars`, with a title for each day. */
export function renderTitledBars(context: PageContext, uptime: Days): string {
  const { messages, dates } = context;
  const { days } = uptime;
  const start = BAR_DAYS - days.length;
  const quiet = days.flatMap(({ day, worst }, at) => {
    if (worst !== 'operational') return [];
    const title = escapeHtml(`${dates.day(day)}${messages.colon} ${messages.states.operational}`);
    return [renderBar(start + at, QUIET_HEIGHT, 'operational', title)];
  });
  return renderSvg(context, uptime, quiet.join(''));
}

/** The days with incidents in words, newest first: what happened on each, and a link to it. */
export function renderStories(context: PageContext, { impairedDays }: Days, max: number): string[] {
  const { messages, dates, links } = context;
  return impairedDays.slice(0, max).map((day) => {
    const incidents = day.incidents.map(
      ({ id, title }) => `<a href="${links.incident(id)}" dir="auto">${escapeHtml(title)}</a>`,
    );
    const state = renderState(context, day.worst, { isPast: true });
    const length = escapeHtml(messages.duration(day.impairedFor));
    return `<b>${escapeHtml(dates.day(day.day))}</b> ${state} · ${length} · ${incidents.join(' · ')}`;
  });
}

/** Whether some of the bars are grey. */
export function hasUnrecordedDays({ days }: Pick<ComponentUptime, 'days'>): boolean {
  return days.length > 0 && days.length < BAR_DAYS;
}

/** The first of the days that the bars show. */
export function firstDayOfBars({ days }: Days): Day | undefined {
  const last = days.at(-1);
  return last && addDays(last.day, 1 - BAR_DAYS);
}

/** How many of the days had an incident, and where the record begins if it is shorter than the bars. */
function describeBars(context: PageContext, { days, impairedDays }: Days): string {
  const { messages } = context;
  const record = noRecordBefore(context, days);
  return [
    ...(days.length === 0 ? [] : [messages.uptime.days(impairedDays.length, days.length)]),
    ...(record === undefined ? [] : [record]),
  ].join(' ');
}

function noRecordBefore({ messages, dates }: PageContext, days: Days['days']): string | undefined {
  const [first] = days;
  return first && hasUnrecordedDays({ days })
    ? messages.uptime.noRecord(dates.dayWithYear(first.day))
    : undefined;
}

function renderQuietDays({ days }: Days): string {
  const start = BAR_DAYS - days.length;
  let path = '';
  for (let at = 0; at < days.length; at += 1) {
    if (days[at]!.worst !== 'operational') continue;
    const from = at;
    while (days[at + 1]?.worst === 'operational') at += 1;
    path += `M${start + from} ${MAX_HEIGHT - QUIET_HEIGHT / 2}h${at + 1 - from}`;
  }
  return path === '' ? '' : `<path class="operational" d="${path}"/>`;
}

function renderBar(x: number, height: number, state: string, title: string): string {
  return `<rect class="${state}" x="${x}" y="${MAX_HEIGHT - height}" width=".7" height="${height}"><title>${title}</title></rect>`;
}

function renderSvg(context: PageContext, uptime: Days, quiet: string): string {
  const { messages, dates } = context;
  const { days, impairedDays } = uptime;
  const start = BAR_DAYS - days.length;
  const places = new Map(days.map(({ day }, at) => [day, start + at]));
  const record = noRecordBefore(context, days);
  const unrecorded =
    record === undefined
      ? ''
      : `<path class="unrecorded" d="M0 ${MAX_HEIGHT - QUIET_HEIGHT / 2}h${start}"><title>${escapeHtml(record)}</title></path>`;
  const impaired = impairedDays.map((day) => {
    const length = messages.duration(day.impairedFor);
    const title = `${dates.day(day.day)}${messages.colon} ${messages.states[day.worst]} · ${length}`;
    return renderBar(places.get(day.day) ?? 0, heightOf(day), day.worst, escapeHtml(title));
  });
  return `<svg class="bars" viewBox="0 0 ${BAR_DAYS} ${MAX_HEIGHT}" preserveAspectRatio="none" role="img" aria-label="${escapeHtml(describeBars(context, uptime))}">${unrecorded}${quiet}${impaired.join('')}</svg>`;
}
