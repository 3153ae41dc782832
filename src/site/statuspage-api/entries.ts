import type { Instant } from '../../time/instant.ts';
import type { PublicIncident, PublicMaintenance, PublicUpdate } from '../../status/public-entry.ts';
import { isTimeOver, takenBackAt } from '../../status/entry.ts';
import type { EventView } from '../../status/entry.ts';
import { formatOutsideTitle } from '../outside-title.ts';
import { entryChangedAt, openedAt, listStateChanges, updateChangedAt } from '../changed-at.ts';
import type { StateChange } from '../changed-at.ts';
import type { ApiContext } from './page.ts';
import { renderPlainText } from './plain-body.ts';
import type { ApiIncident, ApiMaintenance, ApiUpdate } from './shapes.ts';
import { COMPONENT_STATUS, toIncidentStatus, toMaintenanceStatus } from './states.ts';

export type IncidentView = EventView & { readonly event: PublicIncident };

export type MaintenanceView = EventView & { readonly event: PublicMaintenance };

export function isIncident(view: EventView): view is IncidentView {
  return view.event.kind === 'incident';
}

export function isMaintenance(view: EventView): view is MaintenanceView {
  return view.event.kind === 'maintenance';
}

export function toApiIncident(context: ApiContext, view: IncidentView): ApiIncident {
  const { event, phase, when, to } = view;
  const { time } = context;
  const monitoring = monitoringStartedAt(event.updates);
  return {
    ...identityFields(context, view),
    status: view.postmortem ? 'postmortem' : toIncidentStatus(phase),
    ...timestampFields(context, view),
    monitoring_at: monitoring === undefined ? null : time(monitoring),
    resolved_at: when === 'past' && to !== undefined ? time(to) : null,
    impact: event.severity.impact,
    ...sharedFields(context, view, event.started),
    reminder_intervals: null,
  };
}

/** As in Statuspage's API, `started_at` is when the maintenance was announced. */
export function toApiMaintenance(context: ApiContext, view: MaintenanceView): ApiMaintenance {
  const { event, phase, when, to } = view;
  const { time } = context;
  const isUnconfirmed = isTimeOver(view);
  return {
    ...identityFields(context, view),
    status: isUnconfirmed ? 'verifying' : toMaintenanceStatus(phase),
    ...timestampFields(context, view),
    monitoring_at: null,
    resolved_at: when === 'past' && to !== undefined && !isUnconfirmed ? time(to) : null,
    impact: 'maintenance',
    ...sharedFields(context, view, openedAt(view)),
    scheduled_for: time(event.starts),
    scheduled_until: time(event.ends),
    reminder_intervals: null,
  };
}

function identityFields(
  { entryId, messages }: ApiContext,
  { event }: EventView,
): Pick<ApiIncident, 'id' | 'name'> {
  return { id: entryId(event.id), name: formatOutsideTitle(event, messages) };
}

function timestampFields(
  { time, view }: ApiContext,
  eventView: EventView,
): Pick<ApiIncident, 'created_at' | 'updated_at'> {
  return { created_at: time(openedAt(eventView)), updated_at: time(entryChangedAt(eventView, view)) };
}

type SharedFields = Pick<
  ApiIncident,
  'shortlink' | 'started_at' | 'page_id' | 'incident_updates' | 'components'
>;

function sharedFields(context: ApiContext, view: EventView, startedAt: Instant): SharedFields {
  const { event, worstAffected } = view;
  const { links, time, page, components } = context;
  const changes = listStateChanges(view);
  const affected = takenBackAt(event) === undefined ? worstAffected : [];
  const affectedIds = new Set(affected.map(({ id }) => id));
  return {
    shortlink: links.absolute(links.incident(event.id)),
    started_at: time(startedAt),
    page_id: page.id,
    incident_updates: [
      ...postmortemUpdates(context, view),
      ...event.updates
        .map((update, index) => toApiUpdate(context, view, update, changes[index]!))
        .toReversed(),
    ],
    components: [...components.byId].flatMap(([id, component]) => (affectedIds.has(id) ? [component] : [])),
  };
}

function toApiUpdate(
  { ids, entryId, time, components, pictures }: ApiContext,
  { event }: EventView,
  update: PublicUpdate,
  changes: readonly StateChange[],
): ApiUpdate {
  const affected = changes.map(({ id, before, after }) => ({
    code: components.idOf(id),
    name: components.fullName(id),
    old_status: COMPONENT_STATUS[before],
    new_status: COMPONENT_STATUS[after],
  }));
  return {
    id: ids('update', event.id, update.id),
    status: event.kind === 'incident' ? toIncidentStatus(update.phase) : toMaintenanceStatus(update.phase),
    body: renderPlainText(update.text, pictures),
    incident_id: entryId(event.id),
    created_at: time(update.at),
    updated_at: time(updateChangedAt(update)),
    display_at: time(update.at),
    affected_components: affected.length === 0 ? null : affected,
    deliver_notifications: true,
    custom_tweet: null,
    tweet_id: null,
  };
}

/** Statuspage's API lists the postmortem as an update of its own kind, the newest one. */
function postmortemUpdates(
  { ids, entryId, time, pictures }: ApiContext,
  { event, postmortem }: EventView,
): ApiUpdate[] {
  if (!postmortem) return [];
  const at = time(postmortem.published);
  return [
    {
      ...{
        id: ids('update', event.id, 'postmortem'),
        status: 'postmortem',
        body: renderPlainText(postmortem.text, pictures),
      },
      ...{ incident_id: entryId(event.id), created_at: at, updated_at: at, display_at: at },
      ...{ affected_components: null, deliver_notifications: true, custom_tweet: null, tweet_id: null },
    },
  ];
}

/** When monitoring last started; undefined if the incident was resolved without it. */
function monitoringStartedAt(updates: readonly PublicUpdate[]): Instant | undefined {
  return updates.findLast(
    ({ phase }, index) => phase === 'monitoring' && updates[index - 1]?.phase !== 'monitoring',
  )?.at;
}
