import type { SiteContext } from '../content/content.ts';
import { statesAfterUpdate, findEndingUpdate } from '../content/incident.ts';
import type { ComponentStates, IncidentOrMaintenance, Phase } from '../content/incident.ts';
import type { Instant } from '../time/instant.ts';
import { isPublic, severityAfter } from '../content/policy.ts';
import type { Severity } from '../content/policy.ts';

/** A severity as customers may know it: its key, its name, and what it means for them. */
export type PublicSeverity = Pick<Severity, 'key' | 'name' | 'impact'>;

/** An update as customers read it. */
export interface PublicUpdate {
  /** Unique in its entry, and stable for ever. */
  readonly id: string;
  readonly at: Instant;
  /** The phase it leaves the entry in. */
  readonly phase: Phase;
  /** What it calls itself: a phase, or just an update. */
  readonly writtenPhase: Phase | 'update';
  /** When its words were last corrected. */
  readonly corrected?: Instant;
  /** What changed for the components with this update, as it was written; absent where nothing was said. */
  readonly affects?: ComponentStates;
  /** What every component suffers from after this update. */
  readonly states: ComponentStates;
  /** Markdown without comments. */
  readonly text: string;
}

interface PublicSharedFields {
  /** The permalink, for ever. */
  readonly id: string;
  readonly title: string;
  /** What the components suffer from before any update. */
  readonly components: ComponentStates;
  /** Oldest first. */
  readonly updates: readonly PublicUpdate[];
  /** Its public address before it was imported, where that is known. */
  readonly formerUrl?: string;
  /** When its ending update was; absent while it has none. */
  readonly ended?: Instant;
}

/** The public part of an incident. */
export interface PublicIncident extends PublicSharedFields {
  readonly kind: 'incident';
  readonly started: Instant;
  readonly detected: Instant;
  /** The one it has after its last update. */
  readonly severity: PublicSeverity;
  /** When its review was approved, where the company says so. */
  readonly postmortemApprovedAt?: Instant;
}

/** The public part of a planned maintenance. */
export interface PublicMaintenance extends PublicSharedFields {
  readonly kind: 'maintenance';
  readonly starts: Instant;
  readonly ends: Instant;
}

/** All that pages, feeds and API ever get to know of a file in `incidents/`. */
export type PublicEvent = PublicIncident | PublicMaintenance;

/** The public part of an entry; undefined for what customers never see: drills, and severities kept off the page (V12.5). */
export function toPublicEvent(
  { policy }: SiteContext,
  event: IncidentOrMaintenance,
): PublicEvent | undefined {
  if (!isPublic(policy, event)) return undefined;
  const shared = toSharedFields(event);
  if (event.kind === 'maintenance') {
    return { ...shared, kind: 'maintenance', starts: event.starts, ends: event.ends };
  }
  const severity = severityAfter(policy, event, event.updates.length - 1);
  if (!severity) return undefined;
  const { key, name, impact } = severity;
  const { started, detected } = event;
  return {
    ...shared,
    ...{ kind: 'incident', started, detected, severity: { key, name, impact } },
    ...(event.postmortemApprovedAt !== undefined && { postmortemApprovedAt: event.postmortemApprovedAt }),
  };
}

function toSharedFields(event: IncidentOrMaintenance): PublicSharedFields {
  const updates = event.updates.map((update, index): PublicUpdate => {
    const { id, at, phase, writtenPhase, corrected, affects, body } = update;
    return {
      id,
      at,
      phase,
      writtenPhase,
      ...(corrected !== undefined && { corrected }),
      ...(affects && { affects }),
      states: statesAfterUpdate(event, index),
      text: stripComments(body),
    };
  });
  const ended = findEndingUpdate(event)?.at;
  return {
    id: event.id,
    title: event.title,
    components: event.components,
    updates: updates.toSorted((a, b) => a.at - b.at),
    ...(event.imported?.url !== undefined && { formerUrl: event.imported.url }),
    ...(ended !== undefined && { ended }),
  };
}

/** Comments carry waivers and notes for the team; one that is never closed hides the rest, as a browser reads it. */
export function stripComments(body: string): string {
  return body.includes('<!--') ? body.replace(/<!--[\s\S]*?(?:-->|$)/g, '').trim() : body;
}
