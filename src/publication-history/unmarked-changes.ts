import type { PublishedCommit, PublicChange, PublishedIncident } from './history.ts';
import { normalizeUpdateText } from './changes.ts';
import type { StatusEvent } from '../content/incident.ts';
import { findSeverity } from '../content/policy.ts';
import type { Policy } from '../content/policy.ts';
import { wasPublic } from './was-public.ts';

/** A change to published content without a correction or a new update, from the first published value to the current. */
export interface UnmarkedChange {
  readonly change: PublicChange;
  /** The newest commit that made it. */
  readonly commit: PublishedCommit;
}

/**
 * Finds unmarked changes to public content (V6.4), except reverted ones. A correction time that was added with the change or
 * later marks a change of an update; such a correction or a new update marks a change of the front matter. A removed update
 * is reported until it is restored.
 */
export function findUnmarkedChanges(
  policy: Policy,
  incident: PublishedIncident,
  event: StatusEvent,
): UnmarkedChange[] {
  let unmarked = new Map<string, UnmarkedChange>();
  for (const { before, changes, commit } of incident.revisions) {
    if (!wasPublic(policy, before)) continue;
    for (const change of changes) {
      const first = unmarked.get(changeKey(change))?.change ?? change;
      const update = 'update' in first ? { update: first.update } : {};
      unmarked.set(changeKey(change), { change: { ...change, ...update, before: first.before }, commit });
    }
    unmarked = followRenamedUpdates(unmarked, changes);
  }
  return [...unmarked.values()]
    .flatMap((one) => resolveRestoredUpdate(one, event))
    .filter(({ change, commit }) => !isEquivalent(policy, change) && !isMarked(incident, change, commit));
}

function changeKey(change: PublicChange): string {
  return 'field' in change ? change.field : `${change.update}/${change.part}`;
}

/** A new time gives an update a new id, which later changes use. */
function followRenamedUpdates(
  unmarked: ReadonlyMap<string, UnmarkedChange>,
  changes: readonly PublicChange[],
): Map<string, UnmarkedChange> {
  const renamed = new Map(
    changes.flatMap((change) =>
      'update' in change && change.part === 'time' ? [[change.update, change.now]] : [],
    ),
  );
  return new Map(
    [...unmarked].map(([key, one]) => {
      if (!('update' in one.change)) return [key, one];
      const now = renamed.get(key.split('/')[0]!) ?? one.change.now;
      return [`${now}/${one.change.part}`, { ...one, change: { ...one.change, now } }];
    }),
  );
}

/** A removed update that was restored: no change, or another text. */
function resolveRestoredUpdate(one: UnmarkedChange, event: StatusEvent): UnmarkedChange[] {
  const { change } = one;
  if (!('update' in change) || change.part !== 'removed') return [one];
  const update = event.updates.find(({ id }) => id === change.update);
  return update
    ? [{ ...one, change: { ...change, part: 'text', after: normalizeUpdateText(update) } }]
    : [one];
}

function isEquivalent(policy: Policy, change: PublicChange): boolean {
  if (change.before === change.after) return true;
  const severity = 'field' in change ? change.field === 'severity' : change.part === 'severity';
  const key = severity ? findSeverity(policy, change.before)?.key : undefined;
  return key !== undefined && key === findSeverity(policy, change.after)?.key;
}

function isMarked(incident: PublishedIncident, change: PublicChange, { order }: PublishedCommit): boolean {
  if ('update' in change) {
    if (change.part === 'removed') return false;
    const corrections = incident.updates.get(change.now)?.corrections ?? [];
    return corrections.some(({ addedIn }) => addedIn.order >= order);
  }
  return [...incident.updates.values()].some(
    ({ addedIn, corrections }) =>
      addedIn.order >= order || corrections.some((correction) => correction.addedIn.order >= order),
  );
}
