import type { Instant } from '../time/instant.ts';
import { createManualNote } from './note.ts';
import type { ImportNote } from './note.ts';
import type { ImportRecord } from './record.ts';
import { toFlag } from './readers/read-front-matter.ts';
import { readTime } from './times/time-words.ts';

/** Switches that keep a text off a page where they are on, and where they are off; without capitals and separators. */
const HIDING = new Set(
  'draft isdraft hidden ishidden private isprivate internal isinternal internalonly unlisted isunlisted deleted isdeleted trashed headless'.split(
    ' ',
  ),
);
const SHOWING = new Set('published ispublished visible isvisible public ispublic'.split(' '));
const TIMES_OF_DELETION = new Set(['deletedat', 'deletedon', 'trashedat']);
const VISIBILITIES = new Set(['visibility', 'audience', 'access']);

/** The field that says that a text was not public there, as it was written; undefined where none does. */
export function findHidingField(fields: Readonly<Record<string, unknown>>, now: Instant): string | undefined {
  const found = Object.entries(fields).find(([key, value]) => hides(toKey(key), value, now));
  return found && `${found[0]}: ${typeof found[1] === 'string' ? found[1] : JSON.stringify(found[1])}`;
}

function toKey(name: string): string {
  return name.toLowerCase().replace(/[\s_-]/g, '');
}

function hides(key: string, value: unknown, now: Instant): boolean {
  if (HIDING.has(key)) return toFlag(value) === true;
  if (SHOWING.has(key)) return toFlag(value) === false;
  if (TIMES_OF_DELETION.has(key)) return value !== null && value !== '' && toFlag(value) !== false;
  if (VISIBILITIES.has(key))
    return /^(?:private|hidden|internal|draft|team|admins?|none)$/i.test(String(value));
  // Hugo's own: not before, and no longer than.
  if (key === 'publishdate') return compare(value, now) > 0;
  if (key === 'expirydate' || key === 'unpublishdate') return compare(value, now) < 0;
  if (key === 'build' || key === '_build')
    return /^(?:never|false)$/.test(String((value as { render?: unknown } | null)?.render));
  return false;
}

/** Below 0 for a time before now; 0 where it is no time. */
function compare(value: unknown, now: Instant): number {
  const read = typeof value === 'string' ? readTime({ iso: value, offset: 0 }) : undefined;
  return read && 'instant' in read ? read.instant - now : 0;
}

/**
 * A record as its readers saw it: one that was not public becomes a draft, and an update that was not is for the team only.
 */
export function hideUnpublished(record: ImportRecord, now: Instant): ImportRecord {
  const notes: ImportNote[] = [];
  const internal: string[] = [];
  const updates = record.updates.filter(({ body, unmappedFields }, index) => {
    const field = findHidingField(unmappedFields, now);
    if (field === undefined) return true;
    notes.push(
      createManualNote(`update ${index + 1} was not public there (${field}): it is in internal.notes`),
    );
    internal.push(`Not public (${field}): ${body}`);
    return false;
  });
  const field = record.draft ? undefined : findHidingField(record.unmappedFields, now);
  if (field !== undefined) notes.push(createManualNote(`it was not public there (${field})`));
  if (notes.length === 0) return record;
  return {
    ...record,
    updates,
    draft: record.draft || field !== undefined,
    internalNotes: [...(record.internalNotes ?? []), ...internal],
    notes: [...(record.notes ?? []), ...notes],
  };
}
