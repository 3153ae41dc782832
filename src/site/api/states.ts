import type { Phase } from '../../core/incident.ts';
import type { MaintenancePhase, IncidentPhase } from '../../core/schema/incident.ts';
import type { CurrentState } from '../../core/view-state.ts';
import type { StatusView } from '../../core/view.ts';
import type {
  ApiComponentStatus,
  ApiImpact,
  ApiIncidentStatus,
  ApiIndicator,
  ApiMaintenanceStatus,
  ApiStatus,
} from './shapes.ts';

/** Statuspage's word for what a component is in. */
export const COMPONENT_STATUS: Readonly<Record<CurrentState, ApiComponentStatus>> = {
  operational: 'operational',
  maintenance: 'under_maintenance',
  degraded: 'degraded_performance',
  'partial-outage': 'partial_outage',
  'major-outage': 'major_outage',
};

const MAINTENANCE_STATUS: Readonly<Record<MaintenancePhase, ApiMaintenanceStatus>> = {
  scheduled: 'scheduled',
  'in-progress': 'in_progress',
  verifying: 'verifying',
  completed: 'completed',
};

/** Statuspage's word for the phase of an incident. */
export function incidentStatus(phase: Phase): ApiIncidentStatus {
  return phase as IncidentPhase;
}

/** Statuspage's word for the phase of a maintenance. */
export function maintenanceStatus(phase: Phase): ApiMaintenanceStatus {
  return MAINTENANCE_STATUS[phase as MaintenancePhase];
}

/** Mildest first. */
const INDICATORS: readonly ApiIndicator[] = ['none', 'maintenance', 'minor', 'major', 'critical'];

const OF_COMPONENTS: Readonly<Record<CurrentState, ApiIndicator>> = {
  operational: 'none',
  maintenance: 'maintenance',
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

/** The roll-up: the worst of what components suffer now and of what open incidents mean for customers. */
export function rollUp({ overall, active }: StatusView): ApiStatus {
  const impacts = active.map(({ entry }): ApiImpact =>
    entry.kind === 'incident' ? entry.severity.impact : 'none',
  );
  const levels = [OF_COMPONENTS[overall.state], ...impacts].map((indicator) => INDICATORS.indexOf(indicator));
  const indicator = INDICATORS[Math.max(...levels)]!;
  const degraded = indicator === 'minor' && overall.state === 'degraded';
  return { indicator, description: degraded ? 'Partially Degraded Service' : DESCRIPTIONS[indicator] };
}
