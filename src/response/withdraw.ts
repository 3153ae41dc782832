import { findEndingUpdate, isEmbargoed } from '../content/incident.ts';
import type { StatusEvent } from '../content/incident.ts';
import { formatInstant } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';
import type { IncidentChange } from './change.ts';
import { incidentBranch, ownTextBranch } from './change.ts';
import { selectEvent } from './context.ts';
import type { IncidentContext } from './context.ts';
import {
  affectedComponentIds,
  componentDisplayNames,
  defaultPhaseText,
  renderTemplateLine,
} from './default-text.ts';
import { appendUpdate, validateUpdateText } from './file-text.ts';
import type { IncidentInput } from './inputs.ts';
import { InputError } from './input-error.ts';
import { nextUpdateTime } from './parse-time-input.ts';
import { refuseLateCancellation } from './update-announced.ts';
import type { ResponseAction } from './plan.ts';
import { publishedVersionOf } from './published-version.ts';

/** A way back from an incident that was opened by mistake, or from a maintenance that will not take place. */
export type Withdrawal =
  /** Nothing of it was published, so that its branch is deleted. */
  | { readonly type: 'discard'; readonly event: StatusEvent }
  | { readonly type: 'withdraw'; readonly change: IncidentChange };

/**
 * Takes an event back. Before it is published, it is discarded; afterwards an update says that there was no problem, or that
 * the maintenance is cancelled. A fix, a monitoring time and a postmortem are not needed.
 * @throws InputError
 */
export function withdrawEvent(
  incidentContext: IncidentContext,
  input: IncidentInput,
  now: Instant,
): Withdrawal {
  const event = selectEvent(incidentContext, input);
  if (!publishedVersionOf(incidentContext, event)) return { type: 'discard', event };
  if (event.kind === 'incident' && isEmbargoed(event))
    throw new InputError(
      `${event.id} is under embargo, so that nothing of it was public.`,
      `If there was no problem, delete ${event.source.path} in a pull request; the approver of security incidents has to approve it.`,
    );
  if (findEndingUpdate(event)) throw new InputError(`${event.id} is already over.`, 'Nothing was changed.');
  const phase =
    event.kind === 'incident' ? 'withdrawn' : event.kind === 'maintenance' ? 'cancelled' : 'ended';
  refuseLateCancellation(event, phase);
  const at = nextUpdateTime(event, now);
  const { siteContext } = incidentContext;
  const isRehearsal = input.rehearsal === true && phase === 'withdrawn';
  const template = isRehearsal
    ? siteContext.words.templates.rehearsal
    : defaultPhaseText(siteContext, phase)!;
  const names = componentDisplayNames(incidentContext, affectedComponentIds(event));
  const publicText = validateUpdateText(input.text ?? renderTemplateLine(siteContext, template, names));
  return {
    type: 'withdraw',
    change: {
      kind: 'update',
      id: event.id,
      path: event.source.path,
      text: appendUpdate(event.source.text, { at, status: phase, body: publicText }),
      subject: `${event.id}: ${phase} at ${formatInstant(at)}`,
      publicText,
    },
  };
}

/** Deleting a branch on GitHub closes its pull request. */
export function planDiscard({ id }: StatusEvent, { ownTexts }: IncidentContext): ResponseAction[] {
  const branches = [...(ownTexts?.has(id) ? [ownTextBranch(id)] : []), incidentBranch(id)];
  return branches.map((branch) => ({ type: 'delete-branch', branch }));
}
