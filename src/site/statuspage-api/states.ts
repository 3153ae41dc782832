import type { Phase } from '../../content/incident.ts';
import type { MaintenancePhase, IncidentPhase } from '../../content/schema/incident.ts';
import { mayAffectCustomers } from '../../status/entry.ts';
import type { EventView } from '../../status/entry.ts';
import type { CurrentState } from '../../status/states.ts';
import type { StatusView } from '../../status/status-view.ts';
import type {
  ApiComponentStatus,
  ApiImpact,
  ApiIncidentStatus,
  ApiIndicator,
  ApiMaintenanceStatus,
  ApiStatus,
} from './shapes.ts';

/** Statuspage has no term for a state that isn't known, so it gets the mildest one that isn't good news. */
export const COMPONENT_STATUS: Readonly<Record<CurrentState, ApiComponentStatus>> = {
  operational: 'operational',
  maintenance: 'under_maintenance',
  unknown: 'degraded_performance',
  degraded: 'degraded_performance',
  'partial-outage': 'partial_outage',
  'major-outage': 'major_outage',
};

const MAINTENANCE_STATUS: Readonly<Record<MaintenancePhase, ApiMaintenanceStatus>> = {
  scheduled: 'scheduled',
  'in-progress': 'in_progress',
  verifying: 'verifying',
  completed: 'completed',
  cancelled: 'completed',
};

export function toIncidentStatus(phase: Phase): ApiIncidentStatus {
  return phase === 'withdrawn' || phase === 'merged'
    ? 'resolved'
    : (phase as Exclude<IncidentPhase, 'withdrawn' | 'merged'>);
}

export function toMaintenanceStatus(phase: Phase): ApiMaintenanceStatus {
  return MAINTENANCE_STATUS[phase as MaintenancePhase];
}

/** Least severe first. */
const INDICATORS: readonly ApiIndicator[] = ['none', 'maintenance', 'minor', 'major', 'critical'];

const COMPONENT_INDICATORS: Readonly<Record<CurrentState, ApiIndicator>> = {
  operational: 'none',
  maintenance: 'maintenance',
  unknown: 'minor',
  degraded: 'minor',
  'partial-outage': 'major',
  'major-outage': 'critical',
};

const DESCRIPTIONS: Readonly<Record<ApiIndicator, string>> = {
  none: 'All Systems Operational',
  maintenance: 'Service Under Maintenance',
  minor: 'Minor Service Outage',
  major: 'Partial System Outage',
  critical: 'Major Service Outage',
};

/** The description of a status that isn't known; its indicator is `minor`. */
export const UNKNOWN_STATUS = 'Status Unknown';

/**
 * The overall status, consistent with the page: the worst state of a component; if all are operational, the highest impact
 * of an open incident that is not only monitored.
 */
export function computeStatusRollup({ overall, active }: StatusView): ApiStatus {
  const ofComponents = COMPONENT_INDICATORS[overall.state];
  if (overall.state === 'degraded')
    return { indicator: ofComponents, description: 'Partially Degraded Service' };
  const inTrouble = !['operational', 'maintenance', 'unknown'].includes(overall.state);
  const impacts = inTrouble ? [] : active.filter(mayAffectCustomers).map(impactOf);
  const levels = [ofComponents, ...impacts].map((indicator) => INDICATORS.indexOf(indicator));
  const indicator = INDICATORS[Math.max(...levels)]!;
  const isUnknown = overall.state === 'unknown' && impacts.every((impact) => impact === 'none');
  return { indicator, description: isUnknown ? UNKNOWN_STATUS : DESCRIPTIONS[indicator] };
}

function impactOf({ event }: EventView): ApiImpact {
  return event.kind === 'incident' ? event.severity.impact : 'none';
}
