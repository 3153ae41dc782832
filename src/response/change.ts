import type { Incident } from '../content/incident.ts';
import { parseIncident } from '../content/parse-incident.ts';
import { InputError } from './input-error.ts';

/** What the tool was asked to do. */
export type ChangeKind = 'open' | 'update' | 'resolve' | 'correct' | 'publish';

/** A new text of one incident's file: what a decision comes to. */
export interface IncidentChange {
  readonly kind: ChangeKind;
  readonly id: string;
  /** From the content root. */
  readonly path: string;
  readonly text: string;
  /** The commit's subject and the pull request's title: one line. */
  readonly subject: string;
  /** The words that go out; empty where none do. */
  readonly publicText: string;
}

/** The branch that an incident's changes wait on until they are published. */
export function incidentBranch(id: string): string {
  return `incident/${id}`;
}

/**
 * The incident as a change leaves it.
 * @throws Refused where the text is none; its findings say why
 */
export function parseChangedIncident({ path, text }: IncidentChange): Incident {
  const parsed = parseIncident({ path, text });
  const event = parsed.value ?? parsed.partial;
  if (event?.kind === 'incident') return event;
  throw new InputError(
    parsed.diagnostics[0]?.message ?? `${path} is no incident.`,
    parsed.diagnostics[0]?.help,
  );
}
