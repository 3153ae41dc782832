import { buildStatusView } from '../../status/status-view.ts';
import { NO_EVIDENCE } from '../../deadlines/evidence.ts';
import { findPromisedUpdate } from '../../deadlines/promised-update.ts';
import type { StatusEvent } from '../../content/incident.ts';
import type { SiteContext } from '../../content/content.ts';
import { createPageContext } from '../../site/site-context.ts';
import {
  isIncident,
  isMaintenance,
  toApiIncident,
  toApiMaintenance,
} from '../../site/statuspage-api/entries.ts';
import { getApiContext } from '../../site/statuspage-api/page.ts';
import { renderPlainText } from '../../site/statuspage-api/plain-body.ts';
import { computeStatusRollup } from '../../site/statuspage-api/states.ts';
import type { Instant } from '../../time/instant.ts';
import type { PageWords } from '../messages.ts';

/** What the page says of events, for messages: the same words, names, times and addresses. */
export function createPageWords(
  siteContext: SiteContext,
  incidents: readonly StatusEvent[],
  now: Instant,
): PageWords {
  const view = buildStatusView({
    siteContext,
    incidents,
    promisedUpdateOf: (incident) => findPromisedUpdate(siteContext, NO_EVIDENCE, incident),
    now,
  });
  const { messages, dates, links, pictures } = createPageContext(view.site, view.logo);
  const views = new Map(view.events.map((one) => [one.event.id, one]));
  const names = new Map(view.components.map(({ id, name }) => [id, name]));
  return {
    plainText: (markdown) => renderPlainText(markdown, pictures),
    phase: (label) => messages.phases[label],
    time: (at) => {
      const { local, utc } = dates.instant(at);
      return utc === undefined ? local : `${local} (${utc})`;
    },
    labels: { nextUpdateBy: messages.entry.nextUpdateBy, affected: messages.entry.affected },
    list: messages.list,
    url: (event, update) =>
      links.absolute(update === undefined ? links.incident(event) : links.update(event, update)),
    view: (event) => views.get(event),
    statuspage: (event) => {
      const found = views.get(event);
      const context = getApiContext(view);
      const incident =
        found && isIncident(found)
          ? toApiIncident(context, found)
          : found && isMaintenance(found)
            ? toApiMaintenance(context, found)
            : undefined;
      if (!incident) return undefined;
      const { indicator, description } = computeStatusRollup(view);
      return {
        meta: {
          unsubscribe: links.absolute(links.subscribe),
          documentation: links.absolute(links.subscribe),
          generated_at: new Date(now).toISOString(),
        },
        page: { id: context.page.id, status_indicator: indicator, status_description: description },
        incident,
      };
    },
    componentName: (id) => names.get(id),
  };
}

/** Words that are made when the first of them is needed. */
export function createLazyPageWords(create: () => PageWords): PageWords {
  let made: PageWords | undefined;
  const words = (): PageWords => (made ??= create());
  return {
    plainText: (markdown) => words().plainText(markdown),
    phase: (label) => words().phase(label),
    time: (at) => words().time(at),
    labels: {
      get nextUpdateBy() {
        return words().labels.nextUpdateBy;
      },
      get affected() {
        return words().labels.affected;
      },
    },
    list: (names) => words().list(names),
    url: (event, update) => words().url(event, update),
    view: (event) => words().view(event),
    statuspage: (event) => words().statuspage(event),
    componentName: (id) => words().componentName(id),
  };
}
