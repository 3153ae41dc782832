import { findEndingUpdate, statesAfterUpdate } from '../content/incident.ts';
import type { Maintenance, Notice, Phase, StatusEvent } from '../content/incident.ts';
import { MAINTENANCE_PHASES, NOTICE_PHASES } from '../content/schema/incident.ts';
import { formatInstant } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';
import { formatAlternatives, formatDidYouMean } from '../text/did-you-mean.ts';
import type { IncidentChange } from './change.ts';
import type { IncidentContext } from './context.ts';
import {
  affectedComponentIds,
  componentDisplayNames,
  defaultPhaseText,
  renderTemplateLine,
} from './default-text.ts';
import { appendUpdate, editFrontMatter, validateUpdateText } from './file-text.ts';
import type { IncidentInput } from './inputs.ts';
import { renderNewWindow } from './notice-template.ts';
import type { NoticePeriod } from './notice-template.ts';
import { InputError } from './input-error.ts';
import { parseAffectsInput } from './parse-choices.ts';
import { nextUpdateTime, parsePlannedTime } from './parse-time-input.ts';
import { publishedVersionOf } from './published-version.ts';

/** The words that an update of this kind may have in its heading. */
export function updatePhasesOf({ kind }: Maintenance | Notice): readonly (Phase | 'update')[] {
  return kind === 'notice' ? ['update', ...NOTICE_PHASES] : ['update', ...MAINTENANCE_PHASES];
}

/**
 * Adds an update to a maintenance or notice, such as that it has begun or is over.
 * @throws InputError
 */
export function updateAnnounced(
  incidentContext: IncidentContext,
  event: Maintenance | Notice,
  input: IncidentInput,
  now: Instant,
): IncidentChange {
  refuseIncidentInput(event, input);
  const status = parseAnnouncedPhase(event, input.phase);
  if (findEndingUpdate(event) && status !== 'update')
    throw new InputError(`${event.id} is already over.`, 'To add information: --phase update --text "…"');
  refuseLateCancellation(event, status);
  refuseUnseenEnd(incidentContext, event, status);
  const at = nextUpdateTime(event, now);
  const current = statesAfterUpdate(event, event.updates.length - 1);
  const affects =
    input.affects === undefined
      ? {}
      : parseAffectsInput(incidentContext.siteContext, input.affects, current, now);
  const changed = Object.entries(affects).filter(([id, state]) => current[id] !== state);
  const window = newWindowOf(event, input, now);
  const publicText = chooseText(incidentContext, event, status, input, {
    period: { starts: event.starts, ends: event.ends, ...window },
    now,
  });
  const edits = Object.entries(window).map(([key, time]) => [[key], formatInstant(time)] as const);
  return {
    kind: 'update',
    id: event.id,
    path: event.source.path,
    text: appendUpdate(editFrontMatter(event.source, edits), {
      at,
      status,
      ...(changed.length > 0 && { affects: Object.fromEntries(changed) }),
      body: publicText,
    }),
    subject: `${event.id}: ${status} at ${formatInstant(at)}`,
    publicText,
  };
}

/**
 * A maintenance whose work has begun can't be cancelled: customers noticed it.
 * @throws InputError
 */
export function refuseLateCancellation({ id, updates }: StatusEvent, phase: Phase | 'update'): void {
  if (phase !== 'cancelled') return;
  if (!updates.some((update) => update.phase === 'in-progress' || update.phase === 'verifying')) return;
  throw new InputError(
    `${id} is under way, so that it can no longer be cancelled.`,
    `To end it: npx candor incident update --incident ${id} --phase completed --text "…"`,
  );
}

/**
 * An event that customers never saw needs no update that ends it: it is discarded.
 * @throws InputError
 */
function refuseUnseenEnd(
  incidentContext: IncidentContext,
  event: Maintenance | Notice,
  phase: Phase | 'update',
): void {
  if (phase !== 'cancelled' && phase !== 'ended') return;
  if (!incidentContext.published || publishedVersionOf(incidentContext, event)) return;
  throw new InputError(
    `Customers have not seen ${event.id}, so that no update has to end it.`,
    `To discard it: npx candor incident withdraw --incident ${event.id}`,
  );
}

/** The start and the end that the update changes. @throws InputError if the event would end before it starts */
function newWindowOf(
  { id, starts, ends }: Maintenance | Notice,
  input: IncidentInput,
  now: Instant,
): { starts?: Instant; ends?: Instant } {
  const window = {
    ...(input.starts !== undefined && { starts: parsePlannedTime(input.starts, 'starts', now) }),
    ...(input.ends !== undefined && { ends: parsePlannedTime(input.ends, 'ends', now) }),
  };
  const [from, to] = [window.starts ?? starts, window.ends ?? ends];
  if (to > from) return window;
  throw new InputError(
    `${id} would end at ${formatInstant(to)}, before it starts at ${formatInstant(from)}.`,
    'Write --ends with a later time.',
  );
}

function refuseIncidentInput({ id, kind }: Maintenance | Notice, input: IncidentInput): void {
  const keys = ['noChange', 'nextUpdate', 'severity', 'fixed', 'ended', 'mitigation'] as const;
  const affects = kind === 'notice' ? (['affects'] as const) : [];
  const found = [...keys, ...affects].find((key) => input[key] !== undefined && input[key] !== false);
  if (found === undefined) return;
  const flag = found.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const name = kind === 'notice' ? 'a notice' : 'planned maintenance';
  const help =
    found === 'noChange' && kind === 'maintenance'
      ? `If it is over: --phase completed. If it goes on: --ends 2h, with the time that it still needs.`
      : 'Leave it out.';
  throw new InputError(`--${flag} does not apply to ${id}, which is ${name}.`, help);
}

/** @throws InputError if the kind has no such phase */
export function parseAnnouncedPhase(event: Maintenance | Notice, phase = 'update'): Phase | 'update' {
  const plain = phase.trim().toLowerCase().replace(/\s+/g, '-');
  const words = updatePhasesOf(event);
  const found = words.find((word) => word === plain);
  if (found) return found;
  throw new InputError(
    `Unknown --phase "${phase}".${formatDidYouMean(plain, words)}`,
    `The phases of ${event.id} are ${formatAlternatives(words)}.`,
  );
}

function chooseText(
  { siteContext }: IncidentContext,
  event: Maintenance | Notice,
  status: Phase | 'update',
  { text, starts, ends }: IncidentInput,
  { period, now }: { readonly period: NoticePeriod; readonly now: Instant },
): string {
  if (text !== undefined) return validateUpdateText(text);
  const hasNewWindow = (starts ?? ends) !== undefined;
  if (hasNewWindow && event.kind === 'maintenance' && status === 'update')
    return validateUpdateText(renderNewWindow(siteContext, event, period, now));
  const own = defaultPhaseText(siteContext, status);
  if (own === undefined)
    throw new InputError(
      'The text is missing.',
      `Add --text "…", --file FILE, or --phase ${event.kind === 'notice' ? 'ended' : 'in-progress, verifying or completed'}.`,
    );
  const names = componentDisplayNames({ siteContext }, affectedComponentIds(event));
  return validateUpdateText(renderTemplateLine(siteContext, own, names));
}
