import type { Incident } from '../content/incident.ts';
import type { ResponseAction } from '../response/plan.ts';
import { planChange } from '../response/plan.ts';
import { validateChange } from '../response/validate-change.ts';
import { recipientsOf } from '../response/notify.ts';
import { parseChangedIncident } from '../response/change.ts';
import type { IncidentChange } from '../response/change.ts';
import type { IncidentContext } from '../response/context.ts';
import { currentSeverityOf } from '../response/update.ts';
import { draftIncident, addComponents } from './draft.ts';
import { firingIdOf, updateAlertLog } from './alert-log.ts';
import type { AlertLog } from './alert-log.ts';
import type { AlertMatch } from './match.ts';
import { severityRank } from './map-to-policy.ts';
import {
  renderClearedComment,
  formatComponentLine,
  renderDraftBody,
  renderMoreSevereComment,
  renderAlertLog,
  renderMoreComponentsComment,
  formatStillFiring,
} from './words.ts';
import type { AlertContext } from './words.ts';

/** A comment on a pull request. Its kind and key are in a hidden marker, by which it is found again. */
export interface AlertComment {
  readonly pull: number;
  /** `alert-log` is updated in place. The others are posted once, so that GitHub notifies subscribers. */
  readonly kind: 'alert-log' | 'alert-cleared' | 'alert-more-components' | 'alert-more-severe';
  readonly key: string;
  readonly body: string;
  /** The author of the pull request, which is Candor's own account. */
  readonly author: string;
  readonly log?: AlertLog;
}

/** A line and its replacement. */
export type LineReplacement = readonly [was: string, is: string];

/** What to do about an alert. */
export interface AlertDecision {
  /** One sentence, without any of the monitor's text. */
  readonly summary: string;
  /** Changes of the incident's file and its pull request, in order. */
  readonly actions: readonly ResponseAction[];
  readonly comments: readonly AlertComment[];
  readonly change?: IncidentChange;
  /** Whether the change opens a draft. */
  readonly isNew: boolean;
  /** Keeps the title and text of the draft's pull request in line with the file. Lines that a person edited are kept. */
  readonly pullRequestEdits?: { readonly pull: number; readonly lines: readonly LineReplacement[] };
}

/** Labels of every draft that an alert opened, and of those whose severity or component is a guess. */
export const ALERT_LABELS = { alert: 'alert', triage: 'needs-triage' } as const;

/**
 * Decides what to do about an alert (V2.1, V11.2, U3.1). A new alert opens a draft, a repeated one updates it, and a
 * cleared one is noted on it. An alert never publishes or resolves anything.
 * @param fingerprint identifies the alert without revealing its text
 * @param log the alert's log on the matching pull request
 */
export function decideAlert(
  context: AlertContext,
  match: AlertMatch,
  fingerprint: string,
  log: AlertLog | undefined,
): AlertDecision {
  const { alert } = context;
  if (match.kind !== 'new') return updateDraft(context, match, fingerprint, log);
  if (alert.status === 'resolved')
    return { ...NO_ACTIONS, summary: 'The alert has cleared. It had no draft, so there is nothing to do.' };
  return openDraft(context);
}

const NO_ACTIONS = { actions: [], comments: [], isNew: false } as const;

function openDraft(context: AlertContext): AlertDecision {
  const { incidentContext, alert, mapping, now, isPrivate } = context;
  const change = draftIncident(incidentContext, alert, mapping, now, isPrivate);
  const diagnostics = validateChange(incidentContext, change, now);
  const triage = !mapping.isSeverityKnown || mapping.components.length === 0 || mapping.unknownCount > 0;
  const labels = triage ? [ALERT_LABELS.alert, ALERT_LABELS.triage] : [ALERT_LABELS.alert];
  const planned = planChange(
    change,
    recipientsOf(incidentContext, change),
    incidentContext.siteContext.policy.channels['internal'],
  );
  const manualSteps = planned.flatMap((action) => (action.type === 'notify' ? [action] : []));
  const actions = planned.map((action) =>
    action.type === 'open-pull-request'
      ? {
          ...action,
          draft: true as const,
          labels,
          body: `${renderDraftBody(context, diagnostics, manualSteps)}\n${action.body}`,
        }
      : action,
  );
  const guess = triage ? '. It needs triage' : '';
  return {
    summary: `Opened a draft, ${change.id}, for ${mapping.severity.key.toUpperCase()}${guess}.`,
    actions,
    comments: [],
    change,
    isNew: true,
  };
}

function updateDraft(
  context: AlertContext,
  match: Exclude<AlertMatch, { kind: 'new' }>,
  fingerprint: string,
  before: AlertLog | undefined,
): AlertDecision {
  const { incidentContext, alert, mapping, now } = context;
  const { pull, incident } = match;
  const previousLog = before ?? {
    times: pull.alertFingerprints.includes(fingerprint) ? 1 : 0,
    first: pull.alertFingerprints.includes(fingerprint) ? pull.createdAt : now,
    newest: now,
    status: 'firing',
    components: Object.keys(incident?.components ?? {}).filter((id) => isKnownComponent(context, id)),
  };
  const log = updateAlertLog(previousLog, now, alert.status, mapping.components);
  const at = { pull: pull.number, author: pull.author };
  const stillFiring =
    match.kind === 'settled' && alert.status === 'firing' ? `\n\n${formatStillFiring(context)}` : '';
  const logComment: AlertComment = {
    ...at,
    kind: 'alert-log',
    key: fingerprint,
    body: `${renderAlertLog(context, log)}${stillFiring}`,
    log,
  };
  const name = incident?.id ?? `pull request ${pull.number}`;
  if (alert.status === 'resolved') {
    const key = `${fingerprint} ${firingIdOf(alert.startsAt, log.first)}`;
    const cleared: AlertComment = {
      ...at,
      kind: 'alert-cleared',
      key,
      body: renderClearedComment(context, incident, match.kind === 'public'),
    };
    const summary = `The alert of ${name} has cleared. This was noted there; nothing was resolved.`;
    return {
      ...NO_ACTIONS,
      summary,
      comments: match.kind === 'settled' ? [logComment] : [logComment, cleared],
    };
  }
  const escalations = createEscalationComments(context, match, fingerprint).map((one): AlertComment => ({
    ...at,
    ...one,
  }));
  const change =
    match.kind === 'waiting' && incident
      ? addComponents(incidentContext, incident, mapping.components)
      : undefined;
  const actions = change
    ? planChange(change, []).filter(({ type }) => type === 'commit' || type === 'push')
    : [];
  const lines = change && incident ? createLineReplacements(incidentContext, incident, change) : [];
  const summary = `Added to ${name}${match.kind === 'public' ? ', which is public' : ''}.`;
  return {
    ...NO_ACTIONS,
    summary,
    actions,
    comments: [logComment, ...escalations],
    ...(change && { change, pullRequestEdits: { pull: pull.number, lines } }),
  };
}

function createLineReplacements(
  incidentContext: IncidentContext,
  incident: Incident,
  change: IncidentChange,
): LineReplacement[] {
  const after = parseChangedIncident(change);
  const key = currentSeverityOf(incidentContext, incident).key.toUpperCase();
  return [
    [`${key}: ${incident.title}`, `${key}: ${after.title}`],
    [
      formatComponentLine(incidentContext, Object.keys(incident.components)),
      formatComponentLine(incidentContext, Object.keys(after.components)),
    ],
    ...(incident.updates[0] && after.updates[0]
      ? [[`> ${incident.updates[0].body}`, `> ${after.updates[0].body}`] as const]
      : []),
  ];
}

/** Comments that should notify people: the alert names more components than a public incident, or is more severe. */
function createEscalationComments(
  context: AlertContext,
  { kind, incident }: AlertMatch & { readonly incident?: Incident | undefined },
  fingerprint: string,
): Pick<AlertComment, 'kind' | 'key' | 'body'>[] {
  const { incidentContext, mapping } = context;
  if (!incident || kind === 'settled') return [];
  const comments: Pick<AlertComment, 'kind' | 'key' | 'body'>[] = [];
  const added = mapping.components.filter((id) => !Object.hasOwn(incident.components, id));
  if (kind === 'public' && added.length > 0) {
    const key = `${fingerprint} ${added.toSorted().join(' ')}`;
    comments.push({
      kind: 'alert-more-components',
      key,
      body: renderMoreComponentsComment(context, incident, added),
    });
  }
  const { policy } = incidentContext.siteContext;
  if (
    mapping.isSeverityKnown &&
    severityRank(policy, mapping.severity) >
      severityRank(policy, currentSeverityOf(incidentContext, incident))
  ) {
    const key = `${fingerprint} ${mapping.severity.key}`;
    comments.push({
      kind: 'alert-more-severe',
      key,
      body: renderMoreSevereComment(context, incident, kind === 'public'),
    });
  }
  return comments;
}

function isKnownComponent({ incidentContext }: AlertContext, id: string): boolean {
  return incidentContext.siteContext.components.some((one) => one.id === id);
}
