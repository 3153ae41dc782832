import { createHash } from 'node:crypto';
import type { EventView } from '../../status/entry.ts';
import { parseFormerSlug } from '../redirects.ts';
import type { ApiId } from './shapes.ts';

const ID_LENGTH = 12;
const ID_PATTERN = /^[a-z0-9]{12}$/;
const ID_COUNT = 36n ** BigInt(ID_LENGTH);

/** Each kind has its own namespace: a component and an incident may have the same name. */
export type ApiIdKind = 'page' | 'component' | 'group' | 'incident' | 'update';

export type ApiIdGenerator = (kind: ApiIdKind, ...names: readonly string[]) => ApiId;

/**
 * Ids in Statuspage's format, derived from Candor's ids and the site's identity: the same in every build, and different from
 * those of other pages, because clients store the ids of many pages together.
 */
export function createApiIdGenerator(site: string): ApiIdGenerator {
  return (kind, ...names) => {
    const digest = createHash('sha256')
      .update(JSON.stringify([site, kind, ...names]))
      .digest('hex');
    return (BigInt(`0x${digest}`) % ID_COUNT).toString(36).padStart(ID_LENGTH, '0');
  };
}

/** The API ids of events that were imported from Statuspage, which keep their former ones, by Candor's id. */
export function formerEntryIds(events: readonly EventView[]): ReadonlyMap<string, ApiId> {
  const idsByFormer = new Map<ApiId, string>();
  for (const { event } of events) {
    const former = parseFormerSlug(event);
    if (former !== undefined && ID_PATTERN.test(former) && !idsByFormer.has(former))
      idsByFormer.set(former, event.id);
  }
  return new Map([...idsByFormer].map(([formerId, id]) => [id, formerId]));
}
