import type { Instant } from '../../time/instant.ts';
import type { PublicIncident, PublicMaintenance, PublicUpdate } from '../../status/public-entry.ts';
import type { EntryView } from '../../status/entry.ts';
import { entryChangedAt, openedAt, stateChanges, updateChangedAt } from '../changed-at.ts';
import type { StateChange } from '../changed-at.ts';
import type { ApiContext } from './page.ts';
import { plainBody } from './plain-body.ts';
import type { ApiIncident, ApiMaintenance, ApiUpdate } from './shapes.ts';
import { COMPONENT_STATUS, incidentStatus, maintenanceStatus } from './states.ts';

/** An entry view whose entry is an incident. */
export type IncidentView = EntryView & { readonly entry: PublicIncident };

/** An entry view whose entry is a maintenance. */
export type MaintenanceView = EntryView & { readonly entry: PublicMaintenance };

export function isIncident(shown: EntryView): shown is IncidentView {
  return shown.entry.kind === 'incident';
}

export function isMaintenance(shown: EntryView): shown is MaintenanceView {
  return shown.entry.kind === 'maintenance';
}

/** An incident in the API's words. */
export function apiIncident(context: ApiContext, shown: IncidentView): ApiIncident {
  const { entry, phase } = shown;
  const { time } = context;
  const monitoring = monitoringAt(entry.updates);
  return {
    ...head(context, shown),
    status: shown.review ? 'postmortem' : incidentStatus(phase),
    ...lifeOf(context, shown),
    monitoring_at: monitoring === undefined ? null : time(monitoring),
    resolved_at: entry.ended === undefined ? null : time(entry.ended),
    impact: entry.severity.impact,
    ...rest(context, shown, entry.started),
    reminder_intervals: null,
  };
}

/** A maintenance in the API's words: as there, it "started" when it was announced. */
export function apiMaintenance(context: ApiContext, shown: MaintenanceView): ApiMaintenance {
  const { entry, phase, when, to } = shown;
  const { time } = context;
  return {
    ...head(context, shown),
    status: maintenanceStatus(phase),
    ...lifeOf(context, shown),
    monitoring_at: null,
    resolved_at: when === 'past' && to !== undefined ? time(to) : null,
    impact: 'maintenance',
    ...rest(context, shown, openedAt(shown)),
    scheduled_for: time(entry.starts),
    scheduled_until: time(entry.ends),
    reminder_intervals: null,
  };
}

function head({ entryId }: ApiContext, { entry }: EntryView): Pick<ApiIncident, 'id' | 'name'> {
  return { id: entryId(entry.id), name: entry.title };
}

function lifeOf(
  { time, view }: ApiContext,
  shown: EntryView,
): Pick<ApiIncident, 'created_at' | 'updated_at'> {
  return { created_at: time(openedAt(shown)), updated_at: time(entryChangedAt(shown, view)) };
}

type Rest = Pick<ApiIncident, 'shortlink' | 'started_at' | 'page_id' | 'incident_updates' | 'components'>;

function rest(context: ApiContext, shown: EntryView, startedAt: Instant): Rest {
  const { entry, suffered } = shown;
  const { links, time, page, components } = context;
  const changes = stateChanges(shown);
  const concerned = new Set(suffered.map(({ id }) => id));
  return {
    shortlink: links.absolute(links.incident(entry.id)),
    started_at: time(startedAt),
    page_id: page.id,
    incident_updates: [
      ...reviewUpdate(context, shown),
      ...entry.updates
        .map((update, index) => apiUpdate(context, shown, update, changes[index]!))
        .toReversed(),
    ],
    components: [...components.byId].flatMap(([id, component]) => (concerned.has(id) ? [component] : [])),
  };
}

function apiUpdate(
  { ids, entryId, time, components }: ApiContext,
  { entry }: EntryView,
  update: PublicUpdate,
  changes: readonly StateChange[],
): ApiUpdate {
  const affected = changes.map(({ id, before, after }) => ({
    code: ids('component', id),
    name: components.fullName(id),
    old_status: COMPONENT_STATUS[before],
    new_status: COMPONENT_STATUS[after],
  }));
  return {
    id: ids('update', entry.id, update.id),
    status: entry.kind === 'incident' ? incidentStatus(update.phase) : maintenanceStatus(update.phase),
    body: plainBody(update.text),
    incident_id: entryId(entry.id),
    created_at: time(update.at),
    updated_at: time(updateChangedAt(update)),
    display_at: time(update.at),
    affected_components: affected.length === 0 ? null : affected,
    deliver_notifications: true,
    custom_tweet: null,
    tweet_id: null,
  };
}

/** What was published of its review: there it is an update of its own kind, after all others. */
function reviewUpdate({ ids, entryId, time }: ApiContext, { entry, review }: EntryView): ApiUpdate[] {
  if (!review) return [];
  const at = time(review.published);
  return [
    {
      ...{ id: ids('update', entry.id, 'postmortem'), status: 'postmortem', body: plainBody(review.text) },
      ...{ incident_id: entryId(entry.id), created_at: at, updated_at: at, display_at: at },
      ...{ affected_components: null, deliver_notifications: true, custom_tweet: null, tweet_id: null },
    },
  ];
}

/** When it was last begun to be watched; undefined if it went straight to its end. */
function monitoringAt(updates: readonly PublicUpdate[]): Instant | undefined {
  return updates.findLast(
    ({ phase }, index) => phase === 'monitoring' && updates[index - 1]?.phase !== 'monitoring',
  )?.at;
}
