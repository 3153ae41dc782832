import { statesAfterUpdate, findEndingUpdate } from '../content/incident.ts';
import type { ComponentStates, Incident, Phase } from '../content/incident.ts';
import { formatInstant } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';
import { formatDidYouMean, formatAlternatives } from '../text/did-you-mean.ts';
import { severityAfter } from '../content/policy.ts';
import type { Severity } from '../content/policy.ts';
import { INCIDENT_PHASES } from '../content/schema/incident.ts';
import type { IncidentChange } from './change.ts';
import { parseAffectsInput, parseSeverityInput } from './parse-choices.ts';
import { appendUpdate, collapseWhitespace, editFrontMatter, validateUpdateText } from './file-text.ts';
import type { FrontMatterEdit } from './file-text.ts';
import type { IncidentInput } from './inputs.ts';
import { InputError } from './input-error.ts';
import { parseTimeInput, nextUpdateTime, parsePlannedTime } from './parse-time-input.ts';
import {
  affectedComponentIds,
  renderTemplateLine,
  componentDisplayNames,
  defaultPhaseText,
  templateFor,
} from './default-text.ts';
import { refuseEmbargoed, selectEvent } from './context.ts';
import { updateAnnounced } from './update-announced.ts';
import type { IncidentContext } from './context.ts';

/**
 * Adds an update to an incident, maintenance or notice (V12.2, V12.4). Without custom text, it uses the policy's text for "nothing new" or the default text of
 * the phase.
 * @throws InputError
 */
export function updateIncident(
  incidentContext: IncidentContext,
  input: IncidentInput,
  now: Instant,
): IncidentChange {
  const incident = selectEvent(incidentContext, input);
  if (incident.kind !== 'incident') return updateAnnounced(incidentContext, incident, input, now);
  refuseEmbargoed(incident);
  refusePlannedInput(incident, input);
  const status = parsePhaseInput(input);
  const isAddition = status === 'update' && input.noChange !== true;
  if (findEndingUpdate(incident) && status !== 'investigating' && !isAddition) {
    throw new InputError(
      `${incident.id} is already resolved.`,
      'If the problem came back: --phase investigating. To add information: --phase update --text "…"',
    );
  }
  const { policy } = incidentContext.siteContext;
  const at = nextUpdateTime(incident, now);
  const severity = input.severity === undefined ? undefined : parseSeverityInput(policy, input.severity);
  const current = statesAfterUpdate(incident, incident.updates.length - 1);
  const affects = changedStates(
    input.affects === undefined
      ? {}
      : parseAffectsInput(incidentContext.siteContext, input.affects, current, now),
    current,
  );
  if (input.noChange && affects)
    throw new InputError(
      `--no-change says that nothing is new, but ${formatAlternatives(Object.keys(affects))} changes.`,
      'Say what is new with --text "…", or use --phase monitoring if the fix is in, or resolve.',
    );
  const publicText = chooseUpdateText(
    incidentContext,
    incident,
    status,
    input,
    severity ?? currentSeverityOf(incidentContext, incident),
  );
  const text = editFrontMatter(incident.source, [
    ...createEndedEdits(input, now),
    ...createFixEdits(incident, status, input, now),
  ]);
  return {
    kind: 'update',
    id: incident.id,
    path: incident.source.path,
    text: appendUpdate(text, {
      at,
      status,
      ...(affects && { affects }),
      ...(severity && { severity: severity.key }),
      ...(input.nextUpdate !== undefined && {
        nextUpdate: parsePlannedTime(input.nextUpdate, 'next-update', now),
      }),
      body: publicText,
    }),
    subject: `${incident.id}: ${status} at ${formatInstant(at)}`,
    publicText,
  };
}

/** Without this, an option of another kind would be dropped silently. */
function refusePlannedInput({ id }: Incident, { starts, ends }: IncidentInput): void {
  if ((starts ?? ends) === undefined) return;
  throw new InputError(
    `--${starts === undefined ? 'ends' : 'starts'} does not apply to ${id}, which is an incident.`,
    'When customers were no longer affected: --ended. To end the incident: npx candor incident resolve',
  );
}

export function currentSeverityOf({ siteContext }: IncidentContext, incident: Incident): Severity {
  const severity = severityAfter(siteContext.policy, incident, incident.updates.length - 1);
  if (severity) return severity;
  throw new InputError(
    `${incident.id} has the severity "${incident.severity}", which is not in the policy.`,
    `Choose one: --severity ${Object.keys(siteContext.policy.severities)[0]}`,
  );
}

function parsePhaseInput({ phase, noChange }: IncidentInput): Exclude<Phase, 'resolved'> | 'update' {
  if (phase === undefined) return 'update';
  if (noChange)
    throw new InputError('--no-change keeps the phase.', 'Leave --phase out, or leave --no-change out.');
  const plain = phase.trim().toLowerCase();
  const words = [
    ...INCIDENT_PHASES.filter((one) => one !== 'resolved' && one !== 'withdrawn' && one !== 'merged'),
    'update',
  ] as const;
  const found = words.find((word) => word === plain);
  if (found) return found;
  if (plain === 'withdrawn')
    throw new InputError('To withdraw an incident, as there was no problem: npx candor incident withdraw');
  if (plain === 'merged')
    throw new InputError('To merge an incident into another one: npx candor incident merge ID --into OTHER');
  if (plain === 'resolved') throw new InputError('To resolve an incident: npx candor incident resolve');
  throw new InputError(
    `Unknown --phase "${phase}".${formatDidYouMean(plain, words)}`,
    `The phases are ${formatAlternatives(words)}.`,
  );
}

function chooseUpdateText(
  incidentContext: IncidentContext,
  incident: Incident,
  word: Phase | 'update',
  input: IncidentInput,
  severity: Severity,
): string {
  if (input.text !== undefined) return validateUpdateText(input.text);
  const names = componentDisplayNames(incidentContext, affectedComponentIds(incident));
  const own = input.noChange
    ? templateFor(incidentContext.siteContext, severity, 'no-change')
    : defaultPhaseText(incidentContext.siteContext, word, severity);
  if (own !== undefined)
    return validateUpdateText(renderTemplateLine(incidentContext.siteContext, own, names));
  throw new InputError(
    'The text is missing.',
    'Add --text "…", --file FILE, --phase identified or monitoring, or --no-change if there is nothing new.',
  );
}

/** Records when customers were no longer affected. */
export function createEndedEdits({ ended }: IncidentInput, now: Instant): FrontMatterEdit[] {
  return ended === undefined ? [] : [[['ended'], formatInstant(parseTimeInput(ended, 'ended', now))]];
}

/** Edits of the internal fields. Monitoring begins when the fix is in production (V7.2). */
function createFixEdits(
  { internal }: Incident,
  word: Phase | 'update',
  input: IncidentInput,
  now: Instant,
): FrontMatterEdit[] {
  const startsMonitoring = word === 'monitoring' && internal.fixed === undefined;
  const fixed = input.fixed ?? (startsMonitoring ? 'now' : undefined);
  return [
    ...(fixed === undefined
      ? []
      : [[['internal', 'fixed'], formatInstant(parseTimeInput(fixed, 'fixed', now))] as const]),
    ...(input.mitigation === undefined
      ? []
      : [[['internal', 'mitigation'], collapseWhitespace(input.mitigation)] as const]),
  ];
}

function changedStates(states: ComponentStates, current: ComponentStates): ComponentStates | undefined {
  const entries = Object.entries(states).filter(([id, state]) => current[id] !== state);
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}
