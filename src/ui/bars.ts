import type { CurrentState } from '../status/states.ts';
import { BAR_DAYS } from '../status/uptime-view.ts';
import type { DayBar } from '../status/uptime-view.ts';
import type { PageContext } from '../site/site-context.ts';
import { escapeHtml } from './markup.ts';

/** Worse days have higher bars, so that the state is visible without colour too. */
const HEIGHTS: Readonly<Record<DayBar['worst'], number>> = {
  operational: 14,
  degraded: 19,
  'partial-outage': 24,
  'major-outage': 28,
};
const MAX_HEIGHT = 28;

export const NARROW_SCREEN_DAYS = BAR_DAYS / 2;

/** Bars of the given days, today last: one dashed path per state. The accessible name is that of `describeBars`. */
export function renderBars(context: PageContext, days: readonly DayBar[], impairedDays: number): string {
  const paths = new Map<CurrentState, string>();
  const start = BAR_DAYS - days.length;
  for (let at = 0; at < days.length;) {
    const { worst } = days[at]!;
    const end = findRunEnd(days, at);
    const known = paths.get(worst) ?? '';
    paths.set(worst, `${known}M${start + at} ${MAX_HEIGHT - HEIGHTS[worst] / 2}h${end - at}`);
    at = end;
  }
  const elements = [...paths].map(([state, path]) => `<path class="${state}" d="${path}"/>`);
  return renderBarsSvg(
    [...renderUnrecorded(context, days), ...elements],
    describeBars(context, days, impairedDays),
  );
}

/** Like `renderBars`, with a title for each day. */
export function renderTitledBars(
  context: PageContext,
  days: readonly DayBar[],
  impairedDays: number,
): string {
  const { messages, dates } = context;
  const start = BAR_DAYS - days.length;
  const bars = days.map(({ day, worst }, at) => {
    const height = HEIGHTS[worst];
    const title = escapeHtml(`${dates.day(day)}${messages.colon} ${messages.states[worst]}`);
    const geometry = `x="${start + at}" y="${MAX_HEIGHT - height}" width=".7" height="${height}"`;
    return `<rect class="${worst}" ${geometry}><title>${title}</title></rect>`;
  });
  return renderBarsSvg(
    [...renderUnrecorded(context, days), ...bars],
    describeBars(context, days, impairedDays),
  );
}

/** How many of the days had an incident, and where the record begins if it is shorter than the bars. */
export function describeBars(context: PageContext, days: readonly DayBar[], impairedDays: number): string {
  const { messages } = context;
  const record = noRecordBefore(context, days);
  return [
    ...(days.length === 0 ? [] : [messages.uptime.days(impairedDays, days.length)]),
    ...(record === undefined ? [] : [record]),
  ].join(' ');
}

function noRecordBefore({ messages, dates }: PageContext, days: readonly DayBar[]): string | undefined {
  const [first] = days;
  return first && days.length < BAR_DAYS ? messages.uptime.noRecord(dates.dayWithYear(first.day)) : undefined;
}

/** The empty place of the days before the record, with a title that says so. */
function renderUnrecorded(context: PageContext, days: readonly DayBar[]): string[] {
  const record = noRecordBefore(context, days);
  if (record === undefined) return [];
  const width = BAR_DAYS - days.length;
  return [
    `<rect fill-opacity="0" width="${width}" height="${MAX_HEIGHT}"><title>${escapeHtml(record)}</title></rect>`,
  ];
}

/** On narrow screens the stylesheet clips the older half. */
function renderBarsSvg(bars: readonly string[], label: string): string {
  return `<div class="strip"><svg class="bars" viewBox="0 0 ${BAR_DAYS} ${MAX_HEIGHT}" preserveAspectRatio="none" role="img" aria-label="${escapeHtml(label)}">${bars.join('')}</svg></div>`;
}

function findRunEnd(days: readonly DayBar[], from: number): number {
  let end = from + 1;
  while (end < days.length && days[end]!.worst === days[from]!.worst) end += 1;
  return end;
}
