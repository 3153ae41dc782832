import { formatInstant } from '../time/instant.ts';
import type { PublicChange, PublicField, UpdateChange, UpdatePart, Visibility } from './history.ts';
import { PUBLIC_FIELDS } from './history.ts';
import type { Affected, Entry, Update } from '../content/incident.ts';

/** What differs, for customers, between two versions of an entry; what only the new one has is no change. */
export function publicChanges(
  before: Entry,
  after: Entry,
  pairs: ReadonlyMap<Update, Update> = pairUpdates(before.updates, after.updates),
): PublicChange[] {
  return [
    ...PUBLIC_FIELDS.flatMap((field) => fieldChange(field, before, after)),
    ...before.updates.flatMap((update) => updateChanges(update, pairs.get(update))),
  ];
}

/**
 * Which update of the new version is which of the old one: the one with the same id; else, because its time changed,
 * the one with the same words, or the next one that names a newer correction.
 */
export function pairUpdates(before: readonly Update[], after: readonly Update[]): Map<Update, Update> {
  const pairs = new Map<Update, Update>();
  const free = new Map(after.map((update) => [update.id, update]));
  const pair = (one: Update, other: Update | undefined): void => {
    if (!other) return;
    pairs.set(one, other);
    free.delete(other.id);
  };
  for (const update of before) pair(update, free.get(update.id));
  const left = (): Update[] => before.filter((update) => !pairs.has(update));
  const find = (test: (other: Update) => boolean): Update | undefined => [...free.values()].find(test);
  for (const update of left())
    pair(
      update,
      find((other) => wordsOf(other) === wordsOf(update)),
    );
  for (const update of left())
    pair(
      update,
      find((other) => newlyCorrected(update, other)),
    );
  return pairs;
}

/** Whether the new version of an update names a correction that is newer than any time before. */
export function newlyCorrected(before: Update, after: Update): boolean {
  return after.corrected !== undefined && after.corrected > (before.corrected ?? before.at);
}

/** Everything that decides whether customers see an entry. */
export function visibilityOf(entry: Entry): Visibility {
  const raised = entry.updates.flatMap(({ severity }) => (severity === undefined ? [] : [severity]));
  return {
    kind: entry.kind,
    drill: entry.drill,
    customerFacing: entry.kind === 'incident' && entry.customerFacing,
    severities: entry.kind === 'incident' ? [entry.severity, ...raised] : raised,
  };
}

/** An update's text as readers have it: no comments, and white space only as what parts words. */
export function wordsOf(update: Update): string {
  return update.body
    .replace(/<!--[\s\S]*?(?:-->|$)/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

function fieldChange(field: PublicField, before: Entry, after: Entry): PublicChange[] {
  const [was, is] = [sayField(field, before), sayField(field, after)];
  return was === is ? [] : [{ field, before: was, after: is }];
}

function sayField(field: PublicField, entry: Entry): string {
  const incident = entry.kind === 'incident' ? entry : undefined;
  const maintenance = entry.kind === 'maintenance' ? entry : undefined;
  switch (field) {
    case 'kind':
      return entry.kind;
    case 'title':
      return entry.title.replace(/\s+/g, ' ').trim();
    case 'severity':
      return incident?.severity ?? '';
    case 'components':
      return sayAffected(entry.components);
    case 'customer-facing':
      return incident ? String(incident.customerFacing) : '';
    case 'drill':
      return String(entry.drill);
    case 'started':
      return incident ? formatInstant(incident.started) : '';
    case 'starts':
      return maintenance ? formatInstant(maintenance.starts) : '';
    case 'ends':
      return maintenance ? formatInstant(maintenance.ends) : '';
  }
}

function updateChanges(before: Update, after: Update | undefined): UpdateChange[] {
  const change = (part: UpdatePart, was: string, is: string): UpdateChange[] =>
    was === is ? [] : [{ update: before.id, now: after?.id ?? before.id, part, before: was, after: is }];
  if (!after) return change('removed', wordsOf(before) || before.wrote, '');
  const [was, is] = [before.corrected, after.corrected];
  const unsaid = was !== undefined && (is === undefined || is < was);
  return [
    ...change('time', formatInstant(before.at), formatInstant(after.at)),
    ...change('phase', before.wrote, after.wrote),
    ...change('text', wordsOf(before), wordsOf(after)),
    ...change('affects', sayAffected(before.affects), sayAffected(after.affects)),
    ...change('severity', before.severity ?? '', after.severity ?? ''),
    ...(unsaid ? change('correction', formatInstant(was), is === undefined ? '' : formatInstant(is)) : []),
  ];
}

function sayAffected(affected: Affected | undefined): string {
  const states = Object.entries(affected ?? {}).map(([component, state]) => `${component} ${state}`);
  return states.toSorted().join(', ');
}
