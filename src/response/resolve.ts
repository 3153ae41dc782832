import {
  statesAfterUpdate,
  findEndingUpdate,
  isFinalPhase,
  wasOverWhenDetected,
} from '../content/incident.ts';
import type { ComponentStates, Incident } from '../content/incident.ts';
import { floorToMinute, formatInstant } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';
import { formatDidYouMean, formatAlternatives } from '../text/did-you-mean.ts';
import type { Policy } from '../content/policy.ts';
import { FIX_KINDS } from '../content/schema/incident.ts';
import type { IncidentChange } from './change.ts';
import { parseAffectsInput } from './parse-choices.ts';
import { appendUpdate, collapseWhitespace, editFrontMatter, validateUpdateText } from './file-text.ts';
import type { FrontMatterEdit } from './file-text.ts';
import type { IncidentInput } from './inputs.ts';
import { InputError } from './input-error.ts';
import { parseTimeInput, nextUpdateTime } from './parse-time-input.ts';
import { createEndedEdits, currentSeverityOf } from './update.ts';
import {
  affectedComponentIds,
  renderTemplateLine,
  componentDisplayNames,
  hasOtherAffected,
  templateFor,
} from './default-text.ts';
import { refuseEmbargoed, selectIncident } from './context.ts';
import type { IncidentContext } from './context.ts';

/** The incident can't be resolved yet, because the fix is still being monitored (V7.2). */
export interface MonitoringHold {
  readonly incident: Incident;
  /** When the fix was in production. */
  readonly fixed: Instant;
  readonly until: Instant;
}

/**
 * Resolves an incident: records what the SOP requires (V7.1, V7.3), checks the monitoring time (V7.2), and adds the
 * resolution, which says "all systems are operational" only if they are (V5.3).
 * @throws InputError
 */
export function resolveIncident(
  incidentContext: IncidentContext,
  input: IncidentInput,
  now: Instant,
): IncidentChange | MonitoringHold {
  const incident = selectIncident(incidentContext, input);
  refuseEmbargoed(incident);
  if (findEndingUpdate(incident)) throw new InputError(`${incident.id} is already resolved.`);
  const { policy } = incidentContext.siteContext;
  const fixed = fixTimeOf(incident, policy, input, now);
  const edits = [...createEndedEdits(input, now), ...createInternalEdits(incident, policy, input, fixed)];
  const early = findMonitoringHold(incidentContext, input, now);
  if (early) return early;
  const at = nextUpdateTime(incident, now);
  const current = statesAfterUpdate(incident, incident.updates.length - 1);
  const affects = remainingAffected(
    input.affects === undefined
      ? {}
      : parseAffectsInput(incidentContext.siteContext, input.affects, current, now),
  );
  const publicText =
    input.text === undefined
      ? resolutionText(incidentContext, incident, affects ?? {}, at)
      : validateUpdateText(input.text);
  return {
    kind: 'resolve',
    id: incident.id,
    path: incident.source.path,
    text: appendUpdate(editFrontMatter(incident.source, edits), {
      at,
      status: 'resolved',
      ...(affects && { affects }),
      body: publicText,
    }),
    subject: `${incident.id}: resolved at ${formatInstant(at)}`,
    publicText,
  };
}

/** The monitoring time, if it is not over (V7.2). */
export function findMonitoringHold(
  incidentContext: IncidentContext,
  input: IncidentInput,
  now: Instant,
): MonitoringHold | undefined {
  const incident = selectIncident(incidentContext, input);
  const { policy } = incidentContext.siteContext;
  const fixed = fixTimeOf(incident, policy, input, now);
  if (fixed === undefined || policy.monitoring === undefined) return undefined;
  const until = floorToMinute(fixed) + policy.monitoring;
  return nextUpdateTime(incident, now) < until ? { incident, fixed: floorToMinute(fixed), until } : undefined;
}

function resolutionText(
  incidentContext: IncidentContext,
  incident: Incident,
  affects: ComponentStates,
  at: Instant,
): string {
  const severity = currentSeverityOf(incidentContext, incident);
  const partly = hasOtherAffected(incidentContext, incident, affects, at);
  const template = templateFor(
    incidentContext.siteContext,
    severity,
    partly ? 'resolved-partly' : 'resolved',
  );
  return validateUpdateText(
    renderTemplateLine(
      incidentContext.siteContext,
      template,
      componentDisplayNames(incidentContext, affectedComponentIds(incident)),
    ),
  );
}

/** The components that stay affected. The resolution sets all others to operational. */
function remainingAffected(states: ComponentStates): ComponentStates | undefined {
  const entries = Object.entries(states).filter(([, state]) => state !== 'operational');
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

/** When the fix was in production: from the input, the recorded time unless a later update revoked it, or monitoring. */
export function fixTimeOf(
  incident: Incident,
  policy: Policy,
  input: IncidentInput,
  now: Instant,
): Instant | undefined {
  if (input.fixed !== undefined) return parseTimeInput(input.fixed, 'fixed', now);
  const setback = incident.updates.findLast(
    ({ phase }) => phase === 'investigating' || phase === 'identified',
  );
  const { fixed } = incident.internal;
  if (wasOverWhenDetected(incident) && (fixed !== undefined || !policy.resolve.fix))
    return fixed ?? incident.ended;
  if (fixed !== undefined && (setback === undefined || fixed >= setback.at)) return fixed;
  const watched = monitoringSince(incident);
  if (watched !== undefined || (!policy.resolve.fix && policy.monitoring === undefined)) return watched;
  throw new InputError(
    'The time of the fix is missing.',
    'Add --fixed 35m (how long ago), or a time. If the fix has not been announced: npx candor incident update --phase monitoring',
  );
}

function monitoringSince({ updates }: Incident): Instant | undefined {
  let since: Instant | undefined;
  for (const update of updates.toReversed()) {
    if (update.phase !== 'monitoring' && !isFinalPhase(update.phase)) break;
    since = update.at;
  }
  return since;
}

/** Edits that record what the policy requires, from the input. Recorded values are kept. */
function createInternalEdits(
  incident: Incident,
  policy: Policy,
  input: IncidentInput,
  fixed: Instant | undefined,
): FrontMatterEdit[] {
  const { internal } = incident;
  const edits: FrontMatterEdit[] = [];
  const set = (key: string, value: unknown): void => void edits.push([['internal', key], value]);
  if (input.cause !== undefined) set('cause', collapseWhitespace(input.cause));
  else if (policy.resolve.cause && internal.cause === undefined)
    throw createMissingInputError('cause', '"A release doubled the load."');
  if (input.fix !== undefined) set('fix', parseEnumInput(input.fix, FIX_KINDS, 'fix'));
  else if (policy.resolve.fix && internal.fix === undefined)
    throw createMissingInputError('fix', FIX_KINDS.join('|'));
  if (fixed !== undefined && fixed !== internal.fixed && (policy.resolve.fix || input.fixed !== undefined))
    set('fixed', formatInstant(fixed));
  if (input.tested !== undefined) set('tested', parseEnumInput(input.tested, TESTED_VALUES, 'tested'));
  else if (policy.resolve.tested && internal.tested === undefined)
    throw createMissingInputError('tested', TESTED_VALUES.join('|'));
  const verified = parseVerifiedInput(policy, input.verified ?? []);
  const open = uncheckedVerifications(incident, policy, input);
  if (open.length > 0) {
    const list = open.map((key) => `  ${key}: ${policy.verification[key]}`).join('\n');
    throw new InputError(
      `Not verified yet:\n${list}`,
      `Check it, then add --verified ${open.join(',')}  (or KEY=not-applicable)`,
    );
  }
  for (const [key, value] of Object.entries(verified)) edits.push([['internal', 'verified', key], value]);
  return edits;
}

const TESTED_VALUES = ['staging', 'not-possible'] as const;

/** The policy's checks that have no answer yet (V7.3, U3.5). */
export function uncheckedVerifications(
  { internal }: Incident,
  policy: Policy,
  input: IncidentInput,
): string[] {
  const known = { ...internal.verified, ...parseVerifiedInput(policy, input.verified ?? []) };
  return Object.keys(policy.verification).filter((key) => !Object.hasOwn(known, key));
}

/** Reads `metrics`, `user=not-applicable`, `all`. A failed check is an error. */
function parseVerifiedInput(
  { verification }: Policy,
  texts: readonly string[],
): Record<string, true | 'not-applicable'> {
  const keys = Object.keys(verification);
  const verified: Record<string, true | 'not-applicable'> = {};
  for (const item of texts.flatMap((one) => one.split(','))) {
    const [key = '', value = 'yes'] = item.split(/[=:]/).map((part) => part.trim().toLowerCase());
    if (key === '') continue;
    const checks = key === 'all' ? keys : keys.filter((known) => known === key);
    if (checks.length === 0 && key !== 'all') {
      const help =
        keys.length === 0 ? 'The policy has no checks.' : `The checks are ${formatAlternatives(keys)}.`;
      throw new InputError(`The policy has no check "${key}".${formatDidYouMean(key, keys)}`, help);
    }
    if (['no', 'false'].includes(value)) {
      throw new InputError(
        `Can't resolve while this check fails: ${checks.map((check) => verification[check]).join('; ')}.`,
        'Meanwhile: npx candor incident update',
      );
    }
    const answer = ['not-applicable', 'n/a', 'na'].includes(value) ? 'not-applicable' : 'yes';
    if (answer === 'yes' && !['yes', 'true', 'y'].includes(value)) {
      throw new InputError(`Invalid answer "${value}" for ${key}.`, 'Write yes, no or not-applicable.');
    }
    for (const check of checks) verified[check] = answer === 'yes' ? true : answer;
  }
  return verified;
}

function parseEnumInput<T extends string>(text: string, known: readonly T[], flag: string): T {
  const plain = text.trim().toLowerCase();
  const found = known.find((one) => one === plain);
  if (found !== undefined) return found;
  throw new InputError(
    `Unknown --${flag} "${text}".${formatDidYouMean(plain, known)}`,
    `Write --${flag} ${formatAlternatives(known)}.`,
  );
}

function createMissingInputError(flag: string, example: string): InputError {
  return new InputError(`The ${flag} is missing.`, `Add --${flag} ${example}`);
}
