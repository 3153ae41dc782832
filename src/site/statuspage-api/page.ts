import { MINUTE } from '../../time/duration.ts';
import { zoneOffsetAt } from '../../time/zone.ts';
import type { Instant } from '../../time/instant.ts';
import type { StatusView } from '../../status/status-view.ts';
import { pageBeganAt, pageChangedAt } from '../changed-at.ts';
import { messagesFor } from '../i18n/choose.ts';
import type { Messages } from '../i18n/messages.ts';
import { identityOf } from '../../content/site-identity.ts';
import { createLinks } from '../links.ts';
import { placePictures } from '../pictures.ts';
import type { ShownPictures } from '../pictures.ts';
import type { Links } from '../links.ts';
import { buildApiComponents } from './components.ts';
import type { ApiComponents } from './components.ts';
import { createApiIdGenerator, formerEntryIds } from './ids.ts';
import type { ApiIdGenerator } from './ids.ts';
import type { ApiId, ApiPage, ApiTime } from './shapes.ts';
import { computeStatusRollup } from './states.ts';

export interface ApiContext {
  readonly view: StatusView;
  readonly ids: ApiIdGenerator;
  /** The API id of an incident or maintenance by Candor's id. */
  readonly entryId: (id: string) => ApiId;
  readonly time: (instant: Instant) => ApiTime;
  readonly links: Links;
  readonly pictures: ShownPictures;
  readonly messages: Messages;
  readonly page: ApiPage;
  readonly components: ApiComponents;
}

const contextCache = new WeakMap<StatusView, ApiContext>();

/** Cached, because eight documents need it. */
export function getApiContext(view: StatusView): ApiContext {
  let context = contextCache.get(view);
  if (!context) contextCache.set(view, (context = createContext(view)));
  return context;
}

/**
 * `page.updated_at` and the status of the API: changes with whatever changes on the page, also where nothing was written and
 * a file can't be read any more. The page's script makes the same text of `status.json`.
 */
export function pageVersion(view: StatusView): string {
  return getApiContext(view).page.updated_at + computeStatusRollup(view).description;
}

function createContext(view: StatusView): ApiContext {
  const { name, timezone } = view.site;
  const ids = createApiIdGenerator(identityOf(view.site).key);
  const time = (instant: Instant): ApiTime => formatApiTime(instant, timezone);
  const former = formerEntryIds(view.events);
  const links = createLinks(view.site);
  const pictures = placePictures(view.pictures, links);
  const page: ApiPage = {
    id: ids('page'),
    name,
    url: links.absolute(links.home).replace(/\/$/, ''),
    time_zone: timezone,
    updated_at: time(pageChangedAt(view)),
  };
  const entryId = (id: string): ApiId => former.get(id) ?? ids('incident', id);
  return {
    view,
    ids,
    entryId,
    time,
    links,
    pictures,
    messages: messagesFor(view.site),
    page,
    components: buildApiComponents(view, ids, time, pageBeganAt(view), pictures),
  };
}

/** `2026-11-22T10:10:00.000+01:00`: in the page's zone; `Z` if its offset is 0. */
function formatApiTime(instant: Instant, zone: string): ApiTime {
  const minutes = Math.round(zoneOffsetAt(instant, zone) / MINUTE);
  const local = new Date(instant + minutes * MINUTE).toISOString().slice(0, -1);
  if (minutes === 0) return `${local}Z`;
  const two = (value: number): string => String(value).padStart(2, '0');
  const distance = Math.abs(minutes);
  return `${local}${minutes < 0 ? '-' : '+'}${two(Math.floor(distance / 60))}:${two(distance % 60)}`;
}
