import type { Diagnostic } from '../content/finding.ts';
import type { Incident } from '../content/incident.ts';
import type { Instant } from '../time/instant.ts';
import { formatDuration } from '../time/duration.ts';
import { formatNameList } from '../templates/template.ts';
import { escapeMarkdown } from '../text/github-markdown.ts';
import { componentDisplayNames } from '../response/default-text.ts';
import type { IncidentContext } from '../response/context.ts';
import type { Alert } from './alert.ts';
import type { AlertLog } from './alert-log.ts';
import type { PolicyMapping } from './map-to-policy.ts';
import { monitorName, formatShortTime, sanitizeUrl } from './sanitize.ts';

/** The data for texts about an alert. Of the monitor's own data, texts only use its name, URL and times. */
export interface AlertContext {
  readonly incidentContext: IncidentContext;
  readonly alert: Alert;
  readonly mapping: PolicyMapping;
  readonly now: Instant;
  readonly isPrivate: boolean;
}

/** The first part of the draft's pull-request text, above the update. */
export function renderDraftBody(
  context: AlertContext,
  diagnostics: readonly Diagnostic[],
  manualSteps: readonly { readonly recipient: string; readonly channel?: string }[],
): string {
  const { incidentContext, alert, mapping, now } = context;
  const { severity, isSeverityKnown, components, unknownCount } = mapping;
  const since = alert.startsAt === undefined ? '' : ` since ${formatShortTime(alert.startsAt, now)}`;
  const errors = diagnostics.filter(({ level }) => level === 'error');
  return [
    `**Nothing is public yet.** This is a draft incident for an alert from ${monitorLabel(alert)}${since}. ` +
      'If customers are affected, correct the text and press **Ready for review**. If not, close this pull request.',
    '',
    `- Severity: ${severity.key.toUpperCase()} ${severity.name}${isSeverityKnown ? '' : ' (**a guess**: the alert names no severity of the policy)'}`,
    `${formatComponentLine(incidentContext, components)}${formatUnknownComponents(unknownCount, components.length)}`,
    ...formatAlertLink(context),
    ...manualSteps.map(
      ({ recipient, channel }) =>
        `- Notify by hand: ${recipient}${channel === undefined ? '' : `, in ${channel}`}`,
    ),
    ...(errors.length === 0
      ? []
      : [
          '',
          'Before it can be published:',
          ...errors.map(
            ({ location, message, help }) =>
              `- line ${location.line}: ${escapeMarkdown(`${message} ${help}`)}`,
          ),
        ]),
    '',
  ].join('\n');
}

/** The components as a list item. */
export function formatComponentLine(incidentContext: IncidentContext, ids: readonly string[]): string {
  return `- Component: ${ids.length === 0 ? 'unknown' : formatNameList(componentDisplayNames(incidentContext, ids))}`;
}

function formatUnknownComponents(unknown: number, known: number): string {
  if (unknown === 0 && known > 0) return '';
  if (unknown === 0) return '. **Which one is it?** The alert names none.';
  const services = unknown === 1 ? 'a service' : `${unknown} services`;
  return `. **Which one is it?** The alert names ${services} that no component matches. To map them, add them to \`alerts.components\` in the policy.`;
}

/** The comment that counts an alert's notifications. It is updated in place. */
export function renderAlertLog(context: AlertContext, log: AlertLog): string {
  const { incidentContext, alert, mapping, now } = context;
  const times = log.times === 1 ? 'once' : `${log.times} times`;
  return [
    `${monitorName(alert)} has sent this alert ${times}: first at ${formatShortTime(log.first, now)}, last at ${formatShortTime(log.newest, now)}. ` +
      (log.status === 'firing' ? 'It is **firing**.' : 'It has **cleared**.'),
    '',
    `- Severity: ${mapping.severity.key.toUpperCase()} ${mapping.severity.name}${mapping.isSeverityKnown ? '' : ' (a guess)'}`,
    formatComponentLine(incidentContext, log.components),
    ...formatAlertLink(context),
  ].join('\n');
}

/** The comment when an alert has cleared, which resolves nothing. */
export function renderClearedComment(
  { alert, now, incidentContext }: AlertContext,
  incident: Incident | undefined,
  isPublic: boolean,
): string {
  const at = formatShortTime(alert.endsAt === undefined ? now : Math.min(alert.endsAt, now), now);
  const lead = `The alert from ${monitorLabel(alert)} **cleared at ${at}**.`;
  if (!incident || !isPublic) {
    return `${lead} Nothing was published. If customers noticed nothing, close this pull request. If they did, publish it and then resolve the incident.`;
  }
  const { monitoring } = incidentContext.siteContext.policy;
  const afterMonitoring =
    monitoring === undefined ? '' : ` after the monitoring time of ${formatDuration(monitoring)}`;
  return [
    `${lead} The incident is still open on the status page. To update it:`,
    '',
    '```',
    `npx candor incident update --incident ${incident.id} --phase monitoring`,
    `npx candor incident resolve --incident ${incident.id}`,
    '```',
    '',
    `The second command resolves it${afterMonitoring}.`,
  ].join('\n');
}

/** The comment when an alert names components that the public incident doesn't have. */
export function renderMoreComponentsComment(
  { incidentContext, alert }: AlertContext,
  incident: Incident,
  added: readonly string[],
): string {
  const names = formatNameList(componentDisplayNames(incidentContext, added));
  return [
    `${monitorName(alert)} now also reports **${names}**, which ${incident.id} doesn't include. If customers are affected:`,
    '',
    '```',
    `npx candor incident update --incident ${incident.id} --affects "${added.map((id) => `${id} degraded`).join(', ')}"`,
    '```',
  ].join('\n');
}

/** The comment when an alert has become more severe than its incident. */
export function renderMoreSevereComment(
  { alert, mapping }: AlertContext,
  { id }: Incident,
  isPublic: boolean,
): string {
  const { key, name } = mapping.severity;
  const lead = `${monitorName(alert)} now reports this as **${key.toUpperCase()} ${name}**. If that is right:`;
  return isPublic
    ? [lead, '', '```', `npx candor incident update --incident ${id} --severity ${key}`, '```'].join('\n')
    : `${lead} change \`severity\` in \`incidents/${id}.md\` and use the template of that severity.`;
}

/** The paragraph when an alert still fires after a person closed its draft or resolved its incident. */
export function formatStillFiring({ alert, now }: AlertContext): string {
  return `${monitorName(alert)} is still sending this alert, last at ${formatShortTime(now, now)}. If customers are affected: \`npx candor incident open --source alert\`.`;
}

function formatAlertLink({ alert, isPrivate }: AlertContext): string[] {
  const url = sanitizeUrl(alert, isPrivate);
  return url === undefined ? [] : [`- [Open it in ${monitorName(alert).replace(/^A /, 'the ')}](<${url}>)`];
}

/** A monitor's name within a sentence. */
function monitorLabel(alert: Alert): string {
  return monitorName(alert).replace(/^A /, 'a ');
}
