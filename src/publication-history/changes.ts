import { formatInstant } from '../time/instant.ts';
import type { PublicChange, PublicField, UpdateChange, UpdatePart, VisibilityFields } from './history.ts';
import { PUBLIC_FIELDS } from './history.ts';
import { isEmbargoed } from '../content/incident.ts';
import type { ComponentStates, StatusEvent, IncidentUpdate } from '../content/incident.ts';
import { replaceComments } from '../text/html-comments.ts';

/** Finds the public differences between two versions of an incident file. An added update is not a change. */
export function findPublicChanges(
  before: StatusEvent,
  after: StatusEvent,
  pairs: ReadonlyMap<IncidentUpdate, IncidentUpdate> = pairUpdates(before.updates, after.updates),
): PublicChange[] {
  return [
    ...PUBLIC_FIELDS.flatMap((field) => fieldChange(field, before, after)),
    ...before.updates.flatMap((update) => updateChanges(update, pairs.get(update))),
  ];
}

/**
 * Pairs the updates of two versions: by id; otherwise, because the time changed, by the same text, or with the next
 * update that has a newer correction time.
 */
export function pairUpdates(
  before: readonly IncidentUpdate[],
  after: readonly IncidentUpdate[],
): Map<IncidentUpdate, IncidentUpdate> {
  const pairs = new Map<IncidentUpdate, IncidentUpdate>();
  const free = new Map(after.map((update) => [update.id, update]));
  const pair = (one: IncidentUpdate, other: IncidentUpdate | undefined): void => {
    if (!other) return;
    pairs.set(one, other);
    free.delete(other.id);
  };
  for (const update of before) pair(update, free.get(update.id));
  const unpaired = (): IncidentUpdate[] => before.filter((update) => !pairs.has(update));
  const find = (test: (other: IncidentUpdate) => boolean): IncidentUpdate | undefined =>
    [...free.values()].find(test);
  for (const update of unpaired())
    pair(
      update,
      find((other) => normalizeUpdateText(other) === normalizeUpdateText(update)),
    );
  for (const update of unpaired())
    pair(
      update,
      find((other) => isNewlyCorrected(update, other)),
    );
  return pairs;
}

/** Whether the new version of an update has a correction time that is newer than any before. */
export function isNewlyCorrected(before: IncidentUpdate, after: IncidentUpdate): boolean {
  return after.corrected !== undefined && after.corrected > (before.corrected ?? before.at);
}

export function visibilityOf(event: StatusEvent): VisibilityFields {
  const raised = event.updates.flatMap(({ severity }) => (severity === undefined ? [] : [severity]));
  return {
    kind: event.kind,
    drill: event.drill,
    embargoed: isEmbargoed(event),
    customerFacing: event.kind === 'incident' && event.customerFacing,
    severities: event.kind === 'incident' ? [event.severity, ...raised] : raised,
  };
}

/** An update's text without comments, with single spaces between words. */
export function normalizeUpdateText(update: IncidentUpdate): string {
  return replaceComments(update.body, () => ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

function fieldChange(field: PublicField, before: StatusEvent, after: StatusEvent): PublicChange[] {
  const [was, is] = [formatField(field, before), formatField(field, after)];
  return was === is ? [] : [{ field, before: was, after: is }];
}

function formatField(field: PublicField, event: StatusEvent): string {
  const incident = event.kind === 'incident' ? event : undefined;
  const timed = event.kind === 'incident' ? undefined : event;
  switch (field) {
    case 'kind':
      return event.kind;
    case 'title':
      return event.title.replace(/\s+/g, ' ').trim();
    case 'severity':
      return incident?.severity ?? '';
    case 'components':
      return formatAffected(event.components);
    case 'customer-facing':
      return incident ? String(incident.customerFacing) : '';
    case 'drill':
      return String(event.drill);
    case 'started':
      return incident ? formatInstant(incident.started) : '';
    case 'ended':
      return incident?.ended === undefined ? '' : formatInstant(incident.ended);
    case 'starts':
      return timed ? formatInstant(timed.starts) : '';
    case 'ends':
      return timed ? formatInstant(timed.ends) : '';
  }
}

function updateChanges(before: IncidentUpdate, after: IncidentUpdate | undefined): UpdateChange[] {
  const change = (part: UpdatePart, was: string, is: string): UpdateChange[] =>
    was === is ? [] : [{ update: before.id, now: after?.id ?? before.id, part, before: was, after: is }];
  if (!after) return change('removed', normalizeUpdateText(before) || before.writtenPhase, '');
  const [was, is] = [before.corrected, after.corrected];
  const withdrawn = was !== undefined && (is === undefined || is < was);
  return [
    ...change('time', formatInstant(before.at), formatInstant(after.at)),
    ...change('phase', before.writtenPhase, after.writtenPhase),
    ...change('text', normalizeUpdateText(before), normalizeUpdateText(after)),
    ...change('affects', formatAffected(before.affects), formatAffected(after.affects)),
    ...change('severity', before.severity ?? '', after.severity ?? ''),
    ...(withdrawn ? change('correction', formatInstant(was), is === undefined ? '' : formatInstant(is)) : []),
  ];
}

function formatAffected(affected: ComponentStates | undefined): string {
  const states = Object.entries(affected ?? {}).map(([component, state]) => `${component} ${state}`);
  return states.toSorted().join(', ');
}
