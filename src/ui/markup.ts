import type { Instant } from '../time/instant.ts';
import type { ComponentState } from '../content/schema/incident.ts';
import type { CurrentState } from '../status/states.ts';
import type { PageContext } from '../site/site-context.ts';
import { renderPeriodAttributes } from './period-attributes.ts';
import type { TimeSpan, StatePeriod } from '../status/time-span.ts';

// Plain functions instead of Astro components, because pages repeat these pieces a hundred thousand times.

/** For content and for attributes in double quotes. */
export function escapeHtml(text: string): string {
  return /[&<>"]/.test(text) ? text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`) : text;
}

/** In characters; a narrow screen has about that many of a title's in a line. */
const LONG_WORD = /\S{18}/;
const LONG_TITLE = 60;

/** Whether narrow screens show a title smaller, so that the newest update is on the first screen. */
export function isLongTitle(title: string): boolean {
  return title.length > LONG_TITLE || LONG_WORD.test(title);
}

/** Uses a symbol that `Layout.astro` defines. */
export function renderStateIcon(state: CurrentState): string {
  return `<svg class="mark" aria-hidden="true"><use href="#m-${state}"></use></svg>`;
}

export interface StateLabelOptions {
  /** The component's name; omitted if it is beside the label anyway. */
  readonly name?: string | undefined;
  readonly isPast?: boolean;
  /** When the label is shown; always, if omitted. */
  readonly period?: TimeSpan;
}

export function renderState(
  { messages }: PageContext,
  state: CurrentState,
  { name, isPast = false, period = {} }: StateLabelOptions = {},
): string {
  const prefix = name === undefined ? '' : `<span><bdi>${escapeHtml(name)}</bdi>${messages.colon}</span> `;
  const label = escapeHtml(messages.states[state]);
  return `<span class="state ${state}${isPast ? ' over' : ''}"${renderPeriodAttributes(period)}>${renderStateIcon(state)}${prefix}<span>${label}</span></span>`;
}

/** The icon and colour of a state with another label. */
export function renderStateLabel(state: CurrentState, label: string, span: TimeSpan): string {
  return `<span class="state ${state}"${renderPeriodAttributes(span)}>${renderStateIcon(state)}<span>${escapeHtml(label)}</span></span>`;
}

/** A component's state and its scheduled states. */
export function renderCurrentState(
  context: PageContext,
  { state, statePeriods }: { readonly state: CurrentState; readonly statePeriods?: readonly StatePeriod[] },
): string {
  if (!statePeriods) return renderState(context, state);
  return statePeriods
    .map(({ state: scheduled, ...period }) => renderState(context, scheduled, { period }))
    .join('');
}

/** The expected effect of maintenance on a component, without a state's colour. */
export function renderExpectedState({ messages }: PageContext, state: ComponentState, name: string): string {
  const label = state === 'operational' ? messages.states.operational : messages.expected[state];
  return `<span><bdi>${escapeHtml(name)}</bdi>${messages.colon} ${escapeHtml(label)}</span>`;
}

/** Only the time of day, in the site's zone. */
export function renderTimeOfDay({ dates }: PageContext, at: Instant): string {
  const { iso, local } = dates.time(at);
  return `<time datetime="${iso}">${escapeHtml(local)}</time>`;
}

/** In the site's zone and in UTC; without the day if it is the day of `after`. */
export function renderDateTime(context: PageContext, at: Instant, after?: Instant): string {
  return renderTime(context, at, after, '');
}

/** The same after a preposition, where the script never writes minutes ago: `Next update by 13:40`, `As of 13:00`. */
export function renderExactTime(context: PageContext, at: Instant, after?: Instant): string {
  return renderTime(context, at, after, ' class="exact"');
}

/** Only the time in the site's zone, with the day but not the year if it is not that of `after`. */
export function renderShortTime({ dates }: PageContext, at: Instant, after: Instant): string {
  const isSameDay = dates.sameDay(after, at);
  const { iso, local } = isSameDay ? dates.time(at) : dates.short(at);
  return `<time datetime="${iso}" class="${isSameDay ? 'exact' : 'short'}">${escapeHtml(local)}</time>`;
}

function renderTime(
  { dates }: PageContext,
  at: Instant,
  after: Instant | undefined,
  attribute: string,
): string {
  const { iso, local, utc } =
    after !== undefined && dates.sameDay(after, at) ? dates.time(at) : dates.instant(at);
  const time = `<time datetime="${iso}"${attribute}>${escapeHtml(local)}</time>`;
  return utc === undefined ? time : `${time} <span class="utc">(${escapeHtml(utc)})</span>`;
}

/** Visible on light and dark browser tabs. */
const FAVICON_COLOURS: Readonly<Record<CurrentState, string>> = {
  operational: '#2b9a60',
  maintenance: '#3f7ad0',
  unknown: '#8a867e',
  degraded: '#c98a12',
  'partial-outage': '#d9601f',
  'major-outage': '#d13b31',
};

const FAVICON_SHAPES: Readonly<Record<CurrentState, string>> = {
  operational: "<circle cx='8' cy='8' r='7'/>",
  maintenance: "<path d='M8 1a7 7 0 1 0 .1 0zm0 3a4 4 0 1 1-.1 0z'/>",
  unknown: "<path d='M8 1a7 7 0 1 0 .1 0zm0 2a5 5 0 1 1-.1 0zm0 3a2 2 0 1 1-.1 0z'/>",
  degraded: "<path d='M8 1l7.5 13.5H.5z'/>",
  'partial-outage': "<path d='M8 .5L15.5 8 8 15.5.5 8z'/>",
  'major-outage': "<rect x='1' y='1' width='14' height='14' rx='2'/>",
};

/** `data:` URLs. */
export const FAVICONS = Object.fromEntries(
  Object.entries(FAVICON_SHAPES).map(([state, shape]) => [
    state,
    toDataUrl(shape, FAVICON_COLOURS[state as CurrentState]),
  ]),
) as Readonly<Record<CurrentState, string>>;

function toDataUrl(shape: string, colour: string): string {
  const svg = `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16' fill='${colour}'>${shape}</svg>`;
  return `data:image/svg+xml,${svg.replace(/[#<> ]/g, encodeURIComponent)}`;
}
