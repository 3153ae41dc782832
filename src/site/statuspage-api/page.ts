import type { Instant } from '../../time/instant.ts';
import type { StatusView } from '../../status/status-view.ts';
import { pageBeganAt, pageChangedAt } from '../changed-at.ts';
import { linksOf } from '../links.ts';
import type { Links } from '../links.ts';
import { componentsOf } from './components.ts';
import type { ApiComponents } from './components.ts';
import { apiIdsFor, entryIds } from './ids.ts';
import type { ApiIds } from './ids.ts';
import type { ApiId, ApiPage, ApiTime } from './shapes.ts';
import { apiTime } from './time.ts';

/** What every document of the API is made with. */
export interface ApiContext {
  readonly view: StatusView;
  readonly ids: ApiIds;
  /** Of incidents and maintenances, by our own id. */
  readonly entryId: (id: string) => ApiId;
  readonly time: (instant: Instant) => ApiTime;
  readonly links: Links;
  readonly page: ApiPage;
  readonly components: ApiComponents;
}

const made = new WeakMap<StatusView, ApiContext>();

/** The context of a view; worked out once, since eight documents need it. */
export function apiContextOf(view: StatusView): ApiContext {
  let context = made.get(view);
  if (!context) made.set(view, (context = makeContext(view)));
  return context;
}

function makeContext(view: StatusView): ApiContext {
  const { name, url, timezone } = view.site;
  const ids = apiIdsFor(url);
  const time = (instant: Instant): ApiTime => apiTime(instant, timezone);
  const ofEntries = entryIds(view.entries, ids);
  const links = linksOf(url);
  const page: ApiPage = {
    id: ids('page'),
    name,
    url: links.absolute(links.home).replace(/\/$/, ''),
    time_zone: timezone,
    updated_at: time(pageChangedAt(view)),
  };
  const entryId = (id: string): ApiId => ofEntries.get(id) ?? ids('incident', id);
  return {
    view,
    ids,
    entryId,
    time,
    links,
    page,
    components: componentsOf(view, ids, time, pageBeganAt(view)),
  };
}
