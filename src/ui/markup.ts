import type { Instant } from '../time/instant.ts';
import type { ComponentState } from '../content/schema/incident.ts';
import type { CurrentState } from '../status/states.ts';
import type { PageContext } from '../site/site-context.ts';
import { renderPeriodAttributes } from './turns.ts';
import type { TimeSpan, StatePeriod } from '../status/time-span.ts';

// The pieces that pages repeat by the hundred thousand. A component for each would cost more than all the rest of a page.

/** Text as HTML, for content and for attributes in double quotes. */
export function escapeHtml(text: string): string {
  return /[&<>"]/.test(text) ? text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`) : text;
}

/** The shape of a state. It is drawn in `Sprite.astro`. */
export function renderStateIcon(state: CurrentState): string {
  return `<svg class="mark" aria-hidden="true"><use href="#m-${state}"></use></svg>`;
}

/** What a state's label says besides the state. */
export interface StateLabelOptions {
  /** Whose state it is; left out where the name stands beside it anyway. */
  readonly name?: string | undefined;
  /** Whether it is only told of, and no longer so. */
  readonly isPast?: boolean;
  /** When it is so; always, if left out. */
  readonly period?: TimeSpan;
}

/** A state in shape and words. */
export function renderState(
  { messages }: PageContext,
  state: CurrentState,
  { name, isPast = false, period = {} }: StateLabelOptions = {},
): string {
  const whose = name === undefined ? '' : `<span><bdi>${escapeHtml(name)}</bdi>${messages.colon}</span> `;
  const label = escapeHtml(messages.states[state]);
  return `<span class="state ${state}${isPast ? ' over' : ''}"${renderPeriodAttributes(period)}>${renderStateIcon(state)}${whose}<span>${label}</span></span>`;
}

/** The shape and colour of a state with words of its own. */
export function renderStateLabel(state: CurrentState, label: string, span: TimeSpan): string {
  return `<span class="state ${state}"${renderPeriodAttributes(span)}>${renderStateIcon(state)}<span>${escapeHtml(label)}</span></span>`;
}

/** A component's state, with those that it will be in by itself. */
export function renderCurrentState(
  context: PageContext,
  { state, statePeriods }: { readonly state: CurrentState; readonly statePeriods?: readonly StatePeriod[] },
): string {
  if (!statePeriods) return renderState(context, state);
  return statePeriods.map(({ state: then, ...period }) => renderState(context, then, { period })).join('');
}

/** What planned work is to do to a component, without colour: it is no trouble. */
export function renderExpectedState({ messages }: PageContext, state: ComponentState, name: string): string {
  const says = state === 'operational' ? messages.states.operational : messages.expected[state];
  return `<span><bdi>${escapeHtml(name)}</bdi>${messages.colon} ${escapeHtml(says)}</span>`;
}

/** A time in the site's zone alone, where many stand below each other under their day. */
export function renderTimeOfDay({ dates }: PageContext, at: Instant): string {
  const { iso, local } = dates.time(at);
  return `<time datetime="${iso}">${escapeHtml(local)}</time>`;
}

/** A time in the site's zone and in UTC; without the day if it is still that of `after`. */
export function renderDateTime({ dates }: PageContext, at: Instant, after?: Instant): string {
  const { iso, local, utc } =
    after !== undefined && dates.sameDay(after, at) ? dates.time(at) : dates.instant(at);
  const time = `<time datetime="${iso}">${escapeHtml(local)}</time>`;
  return utc === undefined ? time : `${time} <span class="utc">(${escapeHtml(utc)})</span>`;
}
