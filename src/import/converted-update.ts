import type { ComponentState, IncidentPhase, MaintenancePhase } from '../content/schema/incident.ts';
import type { Instant } from '../time/instant.ts';

export type PhaseOrUpdate = IncidentPhase | MaintenancePhase | 'update';

/** An update as it will stand in the file. */
export interface ConvertedUpdate {
  readonly at: Instant;
  readonly phase: PhaseOrUpdate;
  /** What each component suffers from now, by the record's key; only where the source says so. */
  readonly states: Readonly<Record<string, ComponentState>>;
  readonly body: string;
}

/** The planned window of a maintenance. */
export interface MaintenanceWindow {
  readonly from: Instant;
  readonly until: Instant;
}
