import type { Diagnostic } from '../content/finding.ts';
import type { Incident } from '../content/incident.ts';
import type { Instant } from '../time/instant.ts';
import { formatNameList } from '../templates/template.ts';
import { escapeMarkdown } from '../text/github-markdown.ts';
import { componentDisplayNames } from '../response/default-text.ts';
import type { IncidentContext } from '../response/context.ts';
import type { Alert } from './alert.ts';
import type { AlertLog } from './alert-log.ts';
import type { PolicyMapping } from './map-to-policy.ts';
import { monitorName, formatShortTime, sanitizeUrl } from './sanitize.ts';

/** What a text about an alert is made from. Nothing that the machine wrote is among it but its address and its times. */
export interface AlertContext {
  readonly incidentContext: IncidentContext;
  readonly alert: Alert;
  readonly mapping: PolicyMapping;
  readonly now: Instant;
  readonly isPrivate: boolean;
}

/** What stands above the words that would go out, in the draft's pull request. */
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
    `**Nothing is public yet.** ${monitorName(alert)} has raised an alert${since}, and this is the draft of an incident. ` +
      'If customers notice it, mend the words where they are not true and press **Ready for review**. If not, close it.',
    '',
    `- Severity: ${severity.key.toUpperCase()} ${severity.name}${isSeverityKnown ? '' : ' (**a guess**: the alert names none that the policy knows)'}`,
    `${formatComponentLine(incidentContext, components)}${formatUnknownComponents(unknownCount, components.length)}`,
    ...formatAlertLink(context),
    ...manualSteps.map(
      ({ recipient, channel }) =>
        `- To be told by a person: ${recipient}${channel === undefined ? '' : `, in ${channel}`}`,
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

/** Which components it is about, as a line of a list. */
export function formatComponentLine(incidentContext: IncidentContext, ids: readonly string[]): string {
  return `- Component: ${ids.length === 0 ? 'none that is known' : formatNameList(componentDisplayNames(incidentContext, ids))}`;
}

function formatUnknownComponents(unknown: number, known: number): string {
  if (unknown === 0 && known > 0) return '';
  if (unknown === 0) return '. **Which one is it?** The alert names none.';
  const what = unknown === 1 ? 'a service' : `${unknown} services`;
  return `. **Which one is it?** The alert names ${what} that no component stands for; \`alerts.components\` in the policy can say so for the next time.`;
}

/** The comment that is kept up to date while an alert is sent again. */
export function renderAlertLog(context: AlertContext, log: AlertLog): string {
  const { incidentContext, alert, mapping, now } = context;
  const times = log.times === 1 ? 'once' : `${log.times} times`;
  return [
    `${monitorName(alert)} has sent word of this alert ${times}: first at ${formatShortTime(log.first, now)}, last at ${formatShortTime(log.newest, now)}. ` +
      (log.status === 'firing' ? 'It is **firing**.' : 'It has **cleared**.'),
    '',
    `- Severity: ${mapping.severity.key.toUpperCase()} ${mapping.severity.name}${mapping.isSeverityKnown ? '' : ' (a guess)'}`,
    formatComponentLine(incidentContext, log.components),
    ...formatAlertLink(context),
  ].join('\n');
}

/** What is said once when an alert has cleared: it never resolves anything by itself. */
export function renderClearedComment(
  { alert, now, incidentContext }: AlertContext,
  incident: Incident | undefined,
  isPublic: boolean,
): string {
  const at = formatShortTime(alert.endsAt === undefined ? now : Math.min(alert.endsAt, now), now);
  const lead = `The alert **cleared at ${at}**, says ${monitorName(alert)}.`;
  if (!incident || !isPublic) {
    return `${lead} Nothing was published. If customers noticed nothing, close this pull request; if they did, publish it, and then say that it is over.`;
  }
  const { monitoring } = incidentContext.siteContext.policy;
  const watched =
    monitoring === undefined ? '' : `, once it was watched for ${Math.round(monitoring / 60_000)} minutes`;
  return [
    `${lead} Customers still read that it is open: nothing was resolved by that. To tell them:`,
    '',
    '```',
    `npm run incident -- update --incident ${incident.id} --phase monitoring`,
    `npm run incident -- resolve --incident ${incident.id}`,
    '```',
    '',
    `The second one ends it${watched}.`,
  ].join('\n');
}

/** What is said when an alert names components that the public incident does not. */
export function renderMoreComponentsComment(
  { incidentContext, alert }: AlertContext,
  incident: Incident,
  added: readonly string[],
): string {
  const names = formatNameList(componentDisplayNames(incidentContext, added));
  return [
    `${monitorName(alert)} now names **${names}** too, which ${incident.id} does not. If customers notice it:`,
    '',
    '```',
    `npm run incident -- update --incident ${incident.id} --affects "${added.map((id) => `${id} degraded`).join(', ')}"`,
    '```',
  ].join('\n');
}

/** What is said when an alert has become graver than its incident. */
export function renderMoreSevereComment(
  { alert, mapping }: AlertContext,
  { id }: Incident,
  isPublic: boolean,
): string {
  const { key, name } = mapping.severity;
  const lead = `${monitorName(alert)} now calls this **${key.toUpperCase()} ${name}**. If it is:`;
  return isPublic
    ? [lead, '', '```', `npm run incident -- update --incident ${id} --severity ${key}`, '```'].join('\n')
    : `${lead} change \`severity\` in \`incidents/${id}.md\`, and take the template of that severity.`;
}

/** What is said when the alert goes on although a person has settled it. */
export function formatStillFiring({ alert, now }: AlertContext): string {
  return `${monitorName(alert)} still sends this alert, last at ${formatShortTime(now, now)}. If it is a problem after all: \`npm run incident -- open --source alert\`.`;
}

function formatAlertLink({ alert, isPrivate }: AlertContext): string[] {
  const url = sanitizeUrl(alert, isPrivate);
  return url === undefined ? [] : [`- [Open it in ${monitorName(alert).replace(/^A /, 'the ')}](<${url}>)`];
}
