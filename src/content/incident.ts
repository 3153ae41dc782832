import type { Instant } from '../time/instant.ts';
import type {
  ComponentState,
  ImportedFields,
  IncidentPhase,
  InternalFields,
  MaintenancePhase,
} from './schema/incident.ts';
import type { SourceFile, TextSpan } from './source.ts';

/** What each component suffers from, by component id. */
export type ComponentStates = Readonly<Record<string, ComponentState>>;

export type Phase = IncidentPhase | MaintenancePhase;

/** `<!-- allow RULE: reason -->`: a rule set aside on purpose, for the update it stands in. */
export interface Suppression {
  readonly rule: string;
  readonly reason: string;
  readonly span: TextSpan;
}

/** One public update. */
export interface IncidentUpdate {
  /** Stable for ever and unique in its incident: the time it was written for, `20261122T0910Z`. */
  readonly id: string;
  readonly at: Instant;
  /** The phase from here on; an `update` keeps the phase it had. */
  readonly phase: Phase;
  /** The word that was written: a phase, or `update`. */
  readonly writtenPhase: Phase | 'update';
  /** When its published words were last corrected. */
  readonly corrected?: Instant;
  /** What the components suffer from now, as written; absent where nothing is said. */
  readonly affects?: ComponentStates;
  /** The severity from here on, as written; absent where nothing is said. */
  readonly severity?: string;
  /** Markdown, without the lines above it. */
  readonly body: string;
  readonly suppressions: readonly Suppression[];
  readonly spans: UpdateSpans;
}

/** Where an update stands in its source. */
export interface UpdateSpans {
  readonly heading: TextSpan;
  readonly time: TextSpan;
  readonly phase: TextSpan;
  readonly affects?: TextSpan;
  readonly severity?: TextSpan;
  readonly body: TextSpan;
}

interface SharedFields {
  /** The file's name without `.md`: the permalink, for ever. */
  readonly id: string;
  readonly source: SourceFile;
  readonly title: string;
  /** What the components suffer from at the start. */
  readonly components: ComponentStates;
  readonly drill: boolean;
  readonly internal: InternalFields;
  readonly imported?: ImportedFields;
  /** In the order in which they were written. */
  readonly updates: readonly IncidentUpdate[];
  /** Waivers before the first update: they count for the front matter. */
  readonly suppressions: readonly Suppression[];
}

/** An incident, as its file says it. */
export interface Incident extends SharedFields {
  readonly kind: 'incident';
  /** As written; `findSeverity` gives what it means. */
  readonly severity: string;
  readonly started: Instant;
  readonly detected: Instant;
  readonly customerFacing: boolean;
  /** When its review was approved, where that is said publicly. */
  readonly postmortemApprovedAt?: Instant;
}

/** A planned maintenance, as its file says it. */
export interface Maintenance extends SharedFields {
  readonly kind: 'maintenance';
  readonly starts: Instant;
  readonly ends: Instant;
  /** How long before its start it is announced, where it differs from the policy. */
  readonly notice?: number;
}

/** What a file in `incidents/` holds. */
export type IncidentOrMaintenance = Incident | Maintenance;

/** The update that ended it, if it has ended and not begun again; what is written after the end doesn't move it. */
export function findEndingUpdate(event: IncidentOrMaintenance): IncidentUpdate | undefined {
  let ending: IncidentUpdate | undefined;
  for (let at = event.updates.length - 1; at >= 0 && isFinalPhase(event.updates[at]!.phase); at -= 1) {
    ending = event.updates[at];
  }
  return ending;
}

/** Whether a phase is the last one. */
export function isFinalPhase(phase: Phase): boolean {
  return phase === 'resolved' || phase === 'completed';
}

/** What the components suffer from after update number `index`; before any update with -1. */
export function statesAfterUpdate(event: IncidentOrMaintenance, index: number): ComponentStates {
  const states: Record<string, ComponentState> = { ...event.components };
  for (const update of event.updates.slice(0, index + 1)) {
    if (update.affects) Object.assign(states, update.affects);
    if (isFinalPhase(update.phase))
      for (const id of Object.keys(states)) states[id] = update.affects?.[id] ?? 'operational';
  }
  return states;
}
