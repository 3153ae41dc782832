import { createHash } from 'node:crypto';
import type { EntryView } from '../../status/entry.ts';
import { formerName } from '../redirects.ts';
import { addressOf } from '../links.ts';
import type { ApiId } from './shapes.ts';

const LENGTH = 12;
const SHAPE = /^[a-z0-9]{12}$/;
const RANGE = 36n ** BigInt(LENGTH);

/** What has an id in the API. Each kind is a name space of its own: a component may be called as an incident is. */
export type ApiKind = 'page' | 'component' | 'group' | 'incident' | 'update';

/** Makes the ids of one page. */
export type ApiIds = (kind: ApiKind, ...names: readonly string[]) => ApiId;

/**
 * Ids in Statuspage's shape, worked out from ours and the page's address: the same in each build and on each machine,
 * and different from those of any other page, since clients keep the ids of many pages in one place.
 */
export function apiIdsFor(url: string): ApiIds {
  const { origin, base } = addressOf(url);
  const page = origin.replace(/^\w+:\/\//, '') + base;
  return (kind, ...names) => {
    const digest = createHash('sha256')
      .update(JSON.stringify([page, kind, ...names]))
      .digest('hex');
    return (BigInt(`0x${digest}`) % RANGE).toString(36).padStart(LENGTH, '0');
  };
}

/** The id of each entry by our own; one that was at Statuspage keeps the id that clients know. */
export function entryIds(entries: readonly EntryView[], ids: ApiIds): ReadonlyMap<string, ApiId> {
  const kept = new Map<ApiId, string>();
  for (const { entry } of entries) {
    const former = formerName(entry);
    if (former !== undefined && SHAPE.test(former) && !kept.has(former)) kept.set(former, entry.id);
  }
  const former = new Map([...kept].map(([id, own]) => [own, id]));
  return new Map(entries.map(({ entry }) => [entry.id, former.get(entry.id) ?? ids('incident', entry.id)]));
}
