import type { ComponentState } from '../../content/schema/incident.ts';
import type { StatusEvent, IncidentUpdate } from '../../content/incident.ts';
import { findEndingUpdate } from '../../content/incident.ts';
import type { Site } from '../../content/site.ts';
import type { Component } from '../../content/site.ts';
import { isPublic } from '../../content/policy.ts';
import type { Policy } from '../../content/policy.ts';
import { findPictureUses } from '../../text/find-pictures.ts';

const STATES: Readonly<Record<ComponentState, string>> = {
  operational: 'operational',
  degraded: 'degraded_performance',
  'partial-outage': 'partial_outage',
  'major-outage': 'major_outage',
};

/**
 * A content root in the shape of Statuspage's manage API. Drills, notices, hidden components and all that is internal are
 * left out; a retired component is only in the incidents that it was part of.
 */
export function exportStatuspage(
  site: Site,
  all: readonly Component[],
  incidents: readonly StatusEvent[],
  policy: Policy,
): string {
  const shown = incidents.filter((event) => isPublic(policy, event));
  const components = all.filter(({ hidden }) => !hidden);
  const listed = components.filter(({ retired }) => retired === undefined);
  const groups = [...new Set(listed.flatMap(({ group }) => group ?? []))];
  const data = {
    page: { name: site.name, url: site.url, time_zone: site.timezone },
    components: [
      ...groups.map((name, position) => ({
        id: `group-${position + 1}`,
        name,
        group: true,
        position: position + 1,
        group_id: null,
      })),
      ...listed.map(({ id, name, description, group }, index) => ({
        id,
        name,
        description: description === '' ? null : description,
        group: false,
        position: index + 1,
        group_id: group === undefined ? null : `group-${groups.indexOf(group) + 1}`,
        status: 'operational',
      })),
    ],
    incidents: shown
      .filter(({ kind }) => kind === 'incident')
      .map((event) => toEntry(event, components, policy, site.url)),
    scheduled_maintenances: shown
      .filter(({ kind }) => kind === 'maintenance')
      .map((event) => toEntry(event, components, policy, site.url)),
  };
  return `${JSON.stringify(data, null, 2)}\n`;
}

/** A body whose pictures have the address that they have on the page. */
function showPictures(body: string, pageUrl: string): string {
  let text = '';
  let from = 0;
  for (const { path, span, isExact } of findPictureUses(body)) {
    if (!isExact) continue;
    const before = body.slice(from, span.start).replace(/[./]{0,30}$/, '');
    text += `${before}${pageUrl.replace(/\/+$/, '')}/${path}`;
    from = span.end;
  }
  return text + body.slice(from);
}

function iso(instant: number): string {
  return new Date(instant).toISOString();
}

function toEntry(
  event: StatusEvent,
  components: readonly Component[],
  policy: Policy,
  pageUrl: string,
): Record<string, unknown> {
  const used = components.filter(({ id }) => Object.hasOwn(event.components, id));
  const end = findEndingUpdate(event)?.at;
  const began = event.kind === 'incident' ? event.started : (event.updates[0]?.at ?? event.starts);
  const last = event.updates.at(-1);
  return {
    id: event.id,
    name: event.title,
    status: (last?.phase ?? 'investigating').replace('-', '_'),
    impact:
      event.kind === 'incident' ? (policy.severities[event.severity]?.impact ?? 'minor') : 'maintenance',
    created_at: iso(began),
    updated_at: iso(last?.at ?? began),
    started_at: iso(began),
    resolved_at: end === undefined ? null : iso(end),
    ...(event.kind === 'maintenance' && {
      scheduled_for: iso(event.starts),
      scheduled_until: iso(event.ends),
    }),
    components: used.map(({ id, name }) => ({ id, name, group: false, status: 'operational' })),
    incident_updates: event.updates
      .map((update, index) => toUpdate(event, update, index, used, pageUrl))
      .toReversed(),
  };
}

function toUpdate(
  event: StatusEvent,
  update: IncidentUpdate,
  index: number,
  used: readonly Component[],
  pageUrl: string,
): Record<string, unknown> {
  const told = index === 0 ? { ...event.components, ...update.affects } : (update.affects ?? {});
  return {
    id: `${event.id}-${update.id}`,
    status: update.phase.replace('-', '_'),
    body: showPictures(update.body, pageUrl),
    created_at: iso(update.at),
    display_at: iso(update.at),
    affected_components: used
      .filter(({ id }) => Object.hasOwn(told, id))
      .map(({ id, name }) => ({ code: id, name, new_status: STATES[told[id]!] })),
  };
}
