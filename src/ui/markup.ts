import type { Instant } from '../time/instant.ts';
import type { ComponentState } from '../content/schema/incident.ts';
import type { CurrentState } from '../status/states.ts';
import type { Shell } from '../site/site-context.ts';
import { spanHtml } from './turns.ts';
import type { Span, StateTurn } from '../status/time-span.ts';

// The pieces that pages repeat by the hundred thousand. A component for each would cost more than all the rest of a page.

/** Text as HTML, for content and for attributes in double quotes. */
export function escapeHtml(text: string): string {
  return /[&<>"]/.test(text) ? text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`) : text;
}

/** The shape of a state. It is drawn in `Sprite.astro`. */
export function markHtml(state: CurrentState): string {
  return `<svg class="mark" aria-hidden="true"><use href="#m-${state}"></use></svg>`;
}

/** What a state's label says besides the state. */
export interface Labelled {
  /** Whose state it is; left out where the name stands beside it anyway. */
  readonly name?: string | undefined;
  /** Whether it is only told of, and no longer so. */
  readonly over?: boolean;
  /** When it is so; always, if left out. */
  readonly span?: Span;
}

/** A state in shape and words. */
export function stateHtml(
  { words }: Shell,
  state: CurrentState,
  { name, over = false, span = {} }: Labelled = {},
): string {
  const whose = name === undefined ? '' : `<span><bdi>${escapeHtml(name)}</bdi>${words.colon}</span> `;
  const label = escapeHtml(words.states[state]);
  return `<span class="state ${state}${over ? ' over' : ''}"${spanHtml(span)}>${markHtml(state)}${whose}<span>${label}</span></span>`;
}

/** The shape and colour of a state with words of its own. */
export function labelHtml(state: CurrentState, label: string, span: Span): string {
  return `<span class="state ${state}"${spanHtml(span)}>${markHtml(state)}<span>${escapeHtml(label)}</span></span>`;
}

/** A component's state, with those that it will be in by itself. */
export function currentHtml(
  shell: Shell,
  { state, turns }: { readonly state: CurrentState; readonly turns?: readonly StateTurn[] },
): string {
  if (!turns) return stateHtml(shell, state);
  return turns.map(({ state: then, ...span }) => stateHtml(shell, then, { span })).join('');
}

/** What planned work is to do to a component, without colour: it is no trouble. */
export function expectedHtml({ words }: Shell, state: ComponentState, name: string): string {
  const says = state === 'operational' ? words.states.operational : words.expected[state];
  return `<span><bdi>${escapeHtml(name)}</bdi>${words.colon} ${escapeHtml(says)}</span>`;
}

/** A time in the site's zone alone, where many stand below each other under their day. */
export function clockHtml({ dates }: Shell, at: Instant): string {
  const { iso, local } = dates.time(at);
  return `<time datetime="${iso}">${escapeHtml(local)}</time>`;
}

/** A time in the site's zone and in UTC; without the day if it is still that of `after`. */
export function timeHtml({ dates }: Shell, at: Instant, after?: Instant): string {
  const { iso, local, utc } =
    after !== undefined && dates.sameDay(after, at) ? dates.time(at) : dates.instant(at);
  const time = `<time datetime="${iso}">${escapeHtml(local)}</time>`;
  return utc === undefined ? time : `${time} <span class="utc">(${escapeHtml(utc)})</span>`;
}
