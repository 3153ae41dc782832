import type { Instant } from '../time/instant.ts';
import { affectedNow } from './components.ts';
import type { ComponentView } from './components.ts';
import { viewEntry } from './entry.ts';
import type { EntryView } from './entry.ts';
import { overallOf } from './overall.ts';
import type { Overall } from './overall.ts';
import type { Naming } from './states.ts';
import type { Span } from './time-span.ts';
import type { StateTurn } from './time-span.ts';

/** What the one sentence is made from, over a stretch of time. */
export interface OverallTurn extends Span {
  readonly overall: Overall;
}

/** More changes than these are not foretold. */
const MOST_TURNS = 12;

/** How everything stands from the view's time on, if nobody writes anything. */
export function turnsOf(
  components: readonly ComponentView[],
  entries: readonly EntryView[],
  naming: Naming,
  now: Instant,
): OverallTurn[] {
  const lasting = entries.filter(({ when, current }) => when !== 'past' || current.length > 0);
  const moments = lasting.flatMap(({ entry }) =>
    entry.kind === 'maintenance' ? [entry.starts, entry.ends] : [],
  );
  const coming = [...new Set(moments.filter((at) => at > now))].toSorted((a, b) => a - b);
  const turns = [now, ...coming.slice(0, MOST_TURNS)].map((at) => {
    const then = at === now ? lasting : lasting.map((view) => standingAt(view, naming, at));
    const open = then.filter(({ when }) => when === 'open');
    return { at, value: overallOf(components, affectedNow(then, naming), open) };
  });
  return merged(turns).map(({ value, ...span }) => ({ ...span, overall: value }));
}

/** What one component is in, over the same time; undefined where that never changes by itself. */
export function stateTurns(id: string, turns: readonly OverallTurn[]): StateTurn[] | undefined {
  if (turns.length < 2) return undefined;
  const states = turns.map(({ from = 0, overall }) => ({
    at: from,
    value: overall.affected.find((component) => component.id === id)?.state ?? ('operational' as const),
  }));
  const own = merged(states).map(({ value, ...span }) => ({ ...span, state: value }));
  return own.length < 2 ? undefined : own;
}

function standingAt(view: EntryView, naming: Naming, at: Instant): EntryView {
  return view.entry.kind === 'maintenance' ? viewEntry(view.entry, undefined, naming, at) : view;
}

/** Stretches from moments: neighbours that say the same are one. */
export function merged<Value>(
  moments: readonly { readonly at: Instant; readonly value: Value }[],
): (Span & { readonly value: Value })[] {
  const changes = moments.filter(
    ({ value }, index) => index === 0 || JSON.stringify(value) !== JSON.stringify(moments[index - 1]!.value),
  );
  return changes.map(({ at, value }, index) => {
    const next = changes[index + 1];
    return { ...(index > 0 && { from: at }), ...(next && { to: next.at }), value };
  });
}
