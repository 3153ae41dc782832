import type { ContentSources } from '../../content/content.ts';
import type { StatusEvent } from '../../content/incident.ts';
import { findEndingUpdate, isEmbargoed } from '../../content/incident.ts';
import type { Component } from '../../content/site.ts';
import { formatInstant } from '../../time/instant.ts';
import type { Policy } from '../../content/policy.ts';
import type { Redirect } from '../redirects.ts';

/** What is exported: a content root, read and as files. */
export interface ExportedContent {
  readonly sources: ContentSources;
  readonly incidents: readonly StatusEvent[];
  readonly components: readonly Component[];
  readonly policy: Policy;
  /** `redirects.json`, where there is one. */
  readonly redirects?: { readonly text: string; readonly list: readonly Redirect[] };
}

/**
 * A content root as neutral JSON lines. Each line also holds its file under `candor`, which other tools pass over: an
 * import of these lines gives the same content root back.
 */
export function exportJsonLines({
  sources,
  incidents,
  components,
  policy,
  redirects,
}: ExportedContent): string {
  const byPath = new Map(incidents.map((event) => [event.source.path, event]));
  const names = new Map(components.map((component) => [component.id, component]));
  const own = sources.policies.filter(({ path }) => path.startsWith('policies/'));
  const files = [
    ...(sources.site ? [sources.site] : []),
    ...own,
    ...sources.components,
    ...sources.postmortems,
    ...(redirects ? [{ path: 'redirects.json', text: redirects.text }] : []),
  ];
  const lines = [
    ...files.map(({ path, text }) => ({ candor: { path, text } })),
    ...sources.incidents.map(({ path, text }) => {
      const event = byPath.get(path);
      return { ...(event && toNeutral(event, names, policy, redirects?.list ?? [])), candor: { path, text } };
    }),
  ];
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}

function toNeutral(
  event: StatusEvent,
  names: ReadonlyMap<string, Component>,
  policy: Policy,
  redirects: readonly Redirect[],
): Record<string, unknown> {
  const addresses = redirects.filter(({ to }) => to === event.id).flatMap(({ url }) => url ?? []);
  const end = event.kind === 'incident' ? findEndingUpdate(event)?.at : undefined;
  const times =
    event.kind === 'incident'
      ? {
          impact: policy.severities[event.severity]?.impact ?? event.severity,
          started_at: formatInstant(event.started),
          ...(end !== undefined && { resolved_at: formatInstant(end) }),
        }
      : event.kind === 'maintenance'
        ? { scheduled_for: formatInstant(event.starts), scheduled_until: formatInstant(event.ends) }
        : { starts_at: formatInstant(event.starts), ends_at: formatInstant(event.ends) };
  return {
    id: event.id,
    from: 'candor',
    kind: event.kind,
    title: event.title,
    ...times,
    ...((event.drill || isEmbargoed(event)) && { draft: true }),
    ...(addresses.length > 0 && { aliases: addresses }),
    components: Object.keys(event.components).map((id) => {
      const component = names.get(id);
      return {
        id,
        name: component?.name ?? id,
        ...(component?.group !== undefined && { group: component.group }),
      };
    }),
    updates: event.updates.map(({ at, writtenPhase, body }) => ({
      at: formatInstant(at),
      status: writtenPhase.replace('-', '_'),
      body,
    })),
  };
}
