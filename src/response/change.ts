import type { Incident, StatusEvent } from '../content/incident.ts';
import { parseIncident } from '../content/parse-incident.ts';
import { InputError } from './input-error.ts';

export type ChangeKind = 'open' | 'update' | 'resolve' | 'correct' | 'publish';

/** The new text of one incident's file. */
export interface IncidentChange {
  readonly kind: ChangeKind;
  readonly id: string;
  /** From the content root. */
  readonly path: string;
  readonly text: string;
  /** The commit's subject and the pull request's title: one line. */
  readonly subject: string;
  /** The text that customers will read; empty if there is none. */
  readonly publicText: string;
  /** The change of another incident's file in the same commit. */
  readonly also?: IncidentChange;
  /** The branch, if it is not `incidentBranch(id)`. */
  readonly branch?: string;
}

/** The branch of an incident's unpublished changes. */
export function incidentBranch(id: string): string {
  return `incident/${id}`;
}

const OWN_TEXT = '.own-text';

/** The branch of texts that wait for an approval while `incidentBranch(id)` goes out. An id contains no full stop. */
export function ownTextBranch(id: string): string {
  return `${incidentBranch(id)}${OWN_TEXT}`;
}

export function isOwnTextBranch(branch: string): boolean {
  return idOfIncidentBranch(branch) !== undefined && branch.endsWith(OWN_TEXT);
}

/** The id of the incident whose changes a branch has. */
export function idOfIncidentBranch(branch: string): string | undefined {
  const prefix = incidentBranch('');
  if (!branch.startsWith(prefix)) return undefined;
  const name = branch.slice(prefix.length);
  return name.endsWith(OWN_TEXT) ? name.slice(0, -OWN_TEXT.length) : name;
}

/**
 * Parses the incident, maintenance or notice after a change.
 * @throws InputError with the first finding if nothing of the text can be used
 */
export function parseChangedEvent({ path, text }: IncidentChange): StatusEvent {
  const parsed = parseIncident({ path, text });
  const event = parsed.value ?? parsed.partial;
  if (event) return event;
  throw new InputError(
    parsed.diagnostics[0]?.message ?? `${path} is not an incident.`,
    parsed.diagnostics[0]?.help,
  );
}

/**
 * Parses the incident after a change.
 * @throws InputError with the first finding if the text is not an incident
 */
export function parseChangedIncident(change: IncidentChange): Incident {
  const event = parseChangedEvent(change);
  if (event.kind === 'incident') return event;
  throw new InputError(`${change.path} is not an incident.`);
}
