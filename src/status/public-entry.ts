import { withoutComponents } from '../content/component-ids.ts';
import type { SiteContext } from '../content/content.ts';
import {
  statesAfterUpdates,
  findCallingOffUpdate,
  findEndingUpdate,
  findMergingUpdate,
  findWithdrawingUpdate,
} from '../content/incident.ts';
import type {
  ComponentStates,
  Incident,
  StatusEvent,
  IncidentUpdate,
  Maintenance,
  Notice,
  Phase,
} from '../content/incident.ts';
import type { Instant } from '../time/instant.ts';
import { isPublic, severityAfter } from '../content/policy.ts';
import type { Severity } from '../content/policy.ts';
import { replaceComments } from '../text/html-comments.ts';

/** The part of a severity that is public. */
export type PublicSeverity = Pick<Severity, 'key' | 'name' | 'impact'>;

/** As written in the heading, or `called-off` for the update that called a maintenance off. */
export type UpdateLabel = IncidentUpdate['writtenPhase'] | 'called-off';

/** As the phase, or `time-over` for a maintenance whose window is over without an update that says how it ended. */
export type PhaseLabel = Phase | 'called-off' | 'time-over';

export interface PublicUpdate extends Pick<IncidentUpdate, 'id' | 'at' | 'phase' | 'corrected' | 'affects'> {
  /** What readers see above its text. */
  readonly label: UpdateLabel;
  /** The states of all components after this update. */
  readonly states: ComponentStates;
  /** Markdown without comments. */
  readonly text: string;
}

interface PublicSharedFields extends Pick<StatusEvent, 'id' | 'title' | 'components'> {
  /** Oldest first. */
  readonly updates: readonly PublicUpdate[];
  /** Its public address before it was imported, if known. */
  readonly formerUrl?: string;
  /** Its other public addresses before it was imported: URLs, or paths of the previous site. */
  readonly formerAddresses?: readonly string[];
  /** The time of the update that resolved or completed it; absent while it is open. */
  readonly closed?: Instant;
}

/** The public part of an incident. */
export interface PublicIncident
  extends
    PublicSharedFields,
    Pick<Incident, 'kind' | 'started' | 'detected' | 'ended' | 'postmortemApprovedAt'> {
  /** When it was withdrawn: there was no problem, and nothing was affected. */
  readonly withdrawn?: Instant;
  /** The id of the incident that it was merged into, which is reported on from then on. */
  readonly mergedInto?: string;
  /** After its last update. */
  readonly severity: PublicSeverity;
}

/** The public part of a planned maintenance. */
export interface PublicMaintenance extends PublicSharedFields, Pick<Maintenance, 'kind' | 'starts' | 'ends'> {
  /** When it was called off: it did not take place, and nothing was affected. */
  readonly calledOff?: Instant;
}

/** The public part of a notice. */
export interface PublicNotice extends PublicSharedFields, Pick<Notice, 'kind' | 'starts' | 'ends'> {}

/** Everything that pages, feeds and the API know of a file in `incidents/`. */
export type PublicEvent = PublicIncident | PublicMaintenance | PublicNotice;

/** Without hidden components. Undefined for drills and for severities that are not public (V12.5). */
export function toPublicEvent(
  { policy, components }: Pick<SiteContext, 'policy' | 'components'>,
  written: StatusEvent,
): PublicEvent | undefined {
  if (!isPublic(policy, written)) return undefined;
  const hidden = components.filter((component) => component.hidden).map(({ id }) => id);
  const event = hidden.length === 0 ? written : withoutComponents(written, (id) => hidden.includes(id));
  const shared = toSharedFields(event);
  if (event.kind === 'maintenance') {
    const calledOff = findCallingOffUpdate(event)?.at;
    return {
      ...shared,
      ...{ kind: 'maintenance', starts: event.starts, ends: event.ends },
      ...(calledOff !== undefined && { calledOff }),
    };
  }
  if (event.kind === 'notice') return { ...shared, kind: 'notice', starts: event.starts, ends: event.ends };
  const severity = severityAfter(policy, event, event.updates.length - 1);
  if (!severity) return undefined;
  const { key, name, impact } = severity;
  const { started, detected, ended } = event;
  const withdrawn = findWithdrawingUpdate(event)?.at;
  return {
    ...shared,
    ...{ kind: 'incident', started, detected, severity: { key, name, impact } },
    ...(ended !== undefined && { ended }),
    ...(withdrawn !== undefined && { withdrawn }),
    ...(event.mergedInto !== undefined && findMergingUpdate(event) && { mergedInto: event.mergedInto }),
    ...(event.postmortemApprovedAt !== undefined && { postmortemApprovedAt: event.postmortemApprovedAt }),
  };
}

function toSharedFields(event: StatusEvent): PublicSharedFields {
  const callingOff = findCallingOffUpdate(event);
  const states = statesAfterUpdates(event);
  const updates = event.updates.map((update, index): PublicUpdate => {
    const { id, at, phase, writtenPhase, corrected, affects, body } = update;
    return {
      id,
      at,
      phase,
      label: update === callingOff ? 'called-off' : writtenPhase,
      ...(corrected !== undefined && { corrected }),
      ...(affects && { affects }),
      states: states[index]!,
      text: stripComments(body),
    };
  });
  const closed = findEndingUpdate(event)?.at;
  return {
    id: event.id,
    title: event.title,
    components: event.components,
    updates: updates.toSorted((a, b) => a.at - b.at),
    ...(event.imported?.url !== undefined && { formerUrl: event.imported.url }),
    ...(event.imported?.aliases && { formerAddresses: event.imported.aliases }),
    ...(closed !== undefined && { closed }),
  };
}

/**
 * Comments contain suppressions and internal notes. An unclosed comment hides the rest of the text, as in a browser.
 */
export function stripComments(body: string): string {
  return body.includes('<!--') ? replaceComments(body, () => '').trim() : body;
}
