import type { Instant } from '../time/instant.ts';
import { openEvent } from '../response/announce.ts';
import type { IncidentChange } from '../response/change.ts';
import { selectEvent } from '../response/context.ts';
import type { IncidentContext } from '../response/context.ts';
import { InputError } from '../response/input-error.ts';
import type { IncidentInput } from '../response/inputs.ts';
import { mergeIncident } from '../response/merge.ts';
import { resolveIncident } from '../response/resolve.ts';
import { updateIncident } from '../response/update.ts';
import { withdrawEvent } from '../response/withdraw.ts';
import type { IssueForm } from './fields.ts';

/** Whether the form writes a new file. */
export function opensFile({ type }: IssueForm): boolean {
  return type === 'open' || type === 'announce';
}

/**
 * Decides what a form writes, as the command of the same name does.
 * @throws InputError
 */
export function createChange(
  form: IssueForm,
  incidentContext: IncidentContext,
  input: IncidentInput,
  now: Instant,
): IncidentChange {
  if (opensFile(form)) return openEvent(incidentContext, input, now);
  if (form.type === 'update' && takesBack(incidentContext, input))
    return withdrawPublished(incidentContext, input, now);
  if (isMerge(form, input)) return mergePublished(incidentContext, input, now);
  if (form.type === 'update') return updateIncident(incidentContext, input, now);
  const resolved = resolveIncident(incidentContext, input, now);
  if ('until' in resolved) throw new InputError('The incident can not be resolved yet.');
  return resolved;
}

/** Whether the form merges an incident into another one. */
export function isMerge({ type }: IssueForm, { phase }: IncidentInput): boolean {
  return type === 'update' && phase === 'merged';
}

/** Whether an update says that there was no problem, or that a maintenance will not take place. */
function takesBack(incidentContext: IncidentContext, input: IncidentInput): boolean {
  if (input.phase === 'withdrawn') return true;
  return input.phase === 'cancelled' && selectEvent(incidentContext, input).kind === 'maintenance';
}

/** Without this, an answer would be dropped silently. */
function refuseOtherAnswers(id: string, input: IncidentInput, what: string): void {
  const keys = ['affects', 'severity', 'fixed', 'ended', 'starts', 'ends', 'mitigation'] as const;
  const found = keys.find((key) => input[key] !== undefined);
  if (found === undefined) return;
  throw new InputError(
    `--${found} does not apply when ${id} is ${what}.`,
    'Leave it empty, or choose another answer for --phase',
  );
}

/** @throws InputError if it is not public, because closing its pull request is all that is needed then */
function withdrawPublished(
  incidentContext: IncidentContext,
  input: IncidentInput,
  now: Instant,
): IncidentChange {
  const { id } = selectEvent(incidentContext, input);
  refuseOtherAnswers(id, input, 'taken back');
  const { phase: _phase, ...rest } = input;
  const withdrawal = withdrawEvent(incidentContext, { ...rest, incident: id }, now);
  if (withdrawal.type === 'withdraw') return withdrawal.change;
  throw createUnpublishedError(withdrawal.event.id);
}

function mergePublished(
  incidentContext: IncidentContext,
  input: IncidentInput,
  now: Instant,
): IncidentChange {
  refuseOtherAnswers(selectEvent(incidentContext, input).id, input, 'merged');
  const merge = mergeIncident(incidentContext, input, now);
  if (merge.type === 'merge') return merge.change;
  throw createUnpublishedError(merge.event.id);
}

function createUnpublishedError(id: string): InputError {
  return new InputError(
    `${id} is not public, so there is nothing to tell customers.`,
    'Close its pull request on GitHub. It is then no longer open.',
  );
}
