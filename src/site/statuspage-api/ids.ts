import { createHash } from 'node:crypto';
import type { EventView } from '../../status/entry.ts';
import { parseFormerSlug } from '../redirects.ts';
import { splitSiteUrl } from '../links.ts';
import type { ApiId } from './shapes.ts';

const ID_LENGTH = 12;
const ID_PATTERN = /^[a-z0-9]{12}$/;
const ID_COUNT = 36n ** BigInt(ID_LENGTH);

/** What has an id in the API. Each kind is a name space of its own: a component may be called as an incident is. */
export type ApiIdKind = 'page' | 'component' | 'group' | 'incident' | 'update';

/** Makes the ids of one page. */
export type ApiIdGenerator = (kind: ApiIdKind, ...names: readonly string[]) => ApiId;

/**
 * Ids in Statuspage's shape, worked out from ours and the page's address: the same in each build and on each machine,
 * and different from those of any other page, since clients keep the ids of many pages in one place.
 */
export function createApiIdGenerator(url: string): ApiIdGenerator {
  const { origin, base } = splitSiteUrl(url);
  const page = origin.replace(/^\w+:\/\//, '') + base;
  return (kind, ...names) => {
    const digest = createHash('sha256')
      .update(JSON.stringify([page, kind, ...names]))
      .digest('hex');
    return (BigInt(`0x${digest}`) % ID_COUNT).toString(36).padStart(ID_LENGTH, '0');
  };
}

/** The id of each entry by our own; one that was at Statuspage keeps the id that clients know. */
export function assignEntryIds(
  events: readonly EventView[],
  ids: ApiIdGenerator,
): ReadonlyMap<string, ApiId> {
  const kept = new Map<ApiId, string>();
  for (const { event } of events) {
    const former = parseFormerSlug(event);
    if (former !== undefined && ID_PATTERN.test(former) && !kept.has(former)) kept.set(former, event.id);
  }
  const former = new Map([...kept].map(([id, own]) => [own, id]));
  return new Map(events.map(({ event }) => [event.id, former.get(event.id) ?? ids('incident', event.id)]));
}
