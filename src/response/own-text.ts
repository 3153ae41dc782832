import type { SiteContext } from '../content/content.ts';
import type { StatusEvent } from '../content/incident.ts';
import { parseIncident } from '../content/parse-incident.ts';
import { ownTextBranch, parseChangedEvent } from './change.ts';
import type { IncidentChange } from './change.ts';
import type { IncidentContext } from './context.ts';
import { publishedVersionOf } from './published-version.ts';

/** Who has to approve a change; undefined if it is merged without a person. */
export type DescribeApproval = (
  siteContext: SiteContext,
  versions: { readonly before?: StatusEvent; readonly after?: StatusEvent },
) => string | undefined;

/** A change, and the state that it continues. */
export interface PlacedChange {
  readonly change: IncidentChange;
  readonly incidentContext: IncidentContext;
  /** Who has to approve it, if it waits in a pull request of its own. */
  readonly approver?: string;
  /** Whether an update goes out now that does not wait for it. */
  readonly isBesideUpdate?: boolean;
}

/**
 * Decides on a change, and whether it goes into a pull request of its own: a text that needs an approval does, unless the
 * incident is not public and nothing of it is on its way without one. An update from a template, before or after it, is so
 * never held up (V12.1). Later texts join it until it is published.
 * @param describeApproval absent where everything goes into one pull request
 */
export function placeChange(
  incidentContext: IncidentContext,
  decide: (incidentContext: IncidentContext) => IncidentChange,
  describeApproval: DescribeApproval | undefined,
): PlacedChange {
  const change = decide(incidentContext);
  const approver = describeApproval && findOwnTextApprover(incidentContext, change, describeApproval);
  if (approver === undefined || change.branch !== undefined) return { change, incidentContext };
  const continued = withOwnText(incidentContext, change.id);
  const isBesideUpdate = incidentContext.pending?.has(change.id) === true;
  return {
    change: { ...decide(continued), branch: ownTextBranch(change.id) },
    incidentContext: continued,
    approver,
    isBesideUpdate,
  };
}

function findOwnTextApprover(
  incidentContext: IncidentContext,
  change: IncidentChange,
  describeApproval: DescribeApproval,
): string | undefined {
  const { entries, pending, ownTexts, siteContext } = incidentContext;
  const current = entries.find(({ id }) => id === change.id);
  if (change.kind === 'open' || change.also || !current) return undefined;
  const before = publishedVersionOf(incidentContext, current);
  const known = before && { before };
  const version = pending?.get(change.id);
  const isFree = version
    ? version.pushed !== undefined &&
      describeApproval(siteContext, { ...known, after: current }) === undefined
    : before !== undefined;
  if (!isFree && ownTexts?.has(change.id) !== true) return undefined;
  return describeApproval(siteContext, { ...known, after: parseChangedEvent(change) });
}

/** The state with the texts of one event that wait in a pull request of their own. */
export function withOwnText(incidentContext: IncidentContext, id: string): IncidentContext {
  const own = incidentContext.ownTexts?.get(id);
  if (!own) return incidentContext;
  const parsed = parseIncident(own.source, incidentContext.siteContext.site.timezone);
  const event = parsed.value ?? parsed.partial;
  if (!event) return incidentContext;
  const others = incidentContext.entries.filter((other) => other.id !== id);
  return { ...incidentContext, entries: [...others, event] };
}
