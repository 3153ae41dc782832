/**
 * The documents of Statuspage's public API, version 2. Fields and their order are Statuspage's, with nothing added or left
 * out: existing clients depend on them.
 */

/** An ISO 8601 time with milliseconds and the offset of the page's zone. */
export type ApiTime = string;

/** Twelve lower-case letters and digits. */
export type ApiId = string;

export type ApiImpact = 'none' | 'minor' | 'major' | 'critical';
export type ApiIndicator = ApiImpact | 'maintenance';
export type ApiIncidentStatus = 'investigating' | 'identified' | 'monitoring' | 'resolved' | 'postmortem';
export type ApiMaintenanceStatus = 'scheduled' | 'in_progress' | 'verifying' | 'completed';
export type ApiComponentStatus =
  'operational' | 'degraded_performance' | 'partial_outage' | 'major_outage' | 'under_maintenance';

export interface ApiPage {
  readonly id: ApiId;
  readonly name: string;
  readonly url: string;
  readonly time_zone: string;
  readonly updated_at: ApiTime;
}

export interface ApiStatus {
  readonly indicator: ApiIndicator;
  readonly description: string;
}

/** A component or a group. */
export interface ApiComponent {
  readonly id: ApiId;
  readonly name: string;
  readonly status: ApiComponentStatus;
  readonly created_at: ApiTime;
  readonly updated_at: ApiTime;
  /** Starts at 1 in each group. */
  readonly position: number;
  readonly description: string | null;
  readonly showcase: boolean;
  readonly start_date: string | null;
  readonly group_id: ApiId | null;
  readonly page_id: ApiId;
  readonly group: boolean;
  readonly only_show_if_degraded: boolean;
  /** Only in groups. */
  readonly components?: readonly ApiId[];
}

export interface ApiAffectedComponent {
  readonly code: ApiId;
  /** `Group - Component` if it has a group. */
  readonly name: string;
  readonly old_status: ApiComponentStatus;
  readonly new_status: ApiComponentStatus;
}

export interface ApiUpdate {
  readonly id: ApiId;
  readonly status: ApiIncidentStatus | ApiMaintenanceStatus;
  /** Plain text. */
  readonly body: string;
  readonly incident_id: ApiId;
  readonly created_at: ApiTime;
  readonly updated_at: ApiTime;
  readonly display_at: ApiTime;
  readonly affected_components: readonly ApiAffectedComponent[] | null;
  readonly deliver_notifications: boolean;
  readonly custom_tweet: null;
  readonly tweet_id: null;
}

interface ApiEntry<Status, Impact> {
  readonly id: ApiId;
  readonly name: string;
  readonly status: Status;
  readonly created_at: ApiTime;
  readonly updated_at: ApiTime;
  readonly monitoring_at: ApiTime | null;
  readonly resolved_at: ApiTime | null;
  readonly impact: Impact;
  readonly shortlink: string;
  readonly started_at: ApiTime;
  readonly page_id: ApiId;
  /** Newest first. */
  readonly incident_updates: readonly ApiUpdate[];
  /** As they are now, not as they were. */
  readonly components: readonly ApiComponent[];
  readonly reminder_intervals: null;
}

export type ApiIncident = ApiEntry<ApiIncidentStatus, ApiImpact>;

export interface ApiMaintenance extends ApiEntry<ApiMaintenanceStatus, 'maintenance'> {
  readonly scheduled_for: ApiTime;
  readonly scheduled_until: ApiTime;
}
