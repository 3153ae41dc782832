import type { SiteContext } from '../content/content.ts';
import type { StatusEvent } from '../content/incident.ts';
import { parseChangedEvent } from './change.ts';
import type { IncidentChange } from './change.ts';
import type { IncidentContext } from './context.ts';
import { publishedVersionOf } from './published-version.ts';

/**
 * Who would have to approve an update in words of its own that is added to a first update from a template, which is pushed
 * and needs no approval: both would wait (V12.1). `undefined` if nothing is held up.
 */
export function findApproverOfFirstUpdate(
  incidentContext: IncidentContext,
  change: IncidentChange,
  describeApproval: (
    siteContext: SiteContext,
    versions: { readonly after: StatusEvent },
  ) => string | undefined,
): string | undefined {
  const { entries, pending, siteContext } = incidentContext;
  const waiting = entries.find(({ id }) => id === change.id);
  if (change.kind !== 'update' || !waiting || pending?.get(change.id)?.pushed === undefined) return undefined;
  if (publishedVersionOf(incidentContext, waiting)) return undefined;
  if (describeApproval(siteContext, { after: waiting }) !== undefined) return undefined;
  return describeApproval(siteContext, { after: parseChangedEvent(change) });
}
