import type { Finding } from '../content/finding.ts';
import type { Incident } from '../content/incident.ts';
import type { Instant } from '../time/instant.ts';
import { joinNames } from '../templates/template.ts';
import { plainMarkdown } from '../text/github-markdown.ts';
import { namesOf } from '../response/default-text.ts';
import type { World } from '../response/context.ts';
import type { Alert } from './alert.ts';
import type { Log } from './alert-log.ts';
import type { Meaning } from './map-to-policy.ts';
import { monitorName, shortTime, shownUrl } from './sanitize.ts';

/** What a text about an alert is made from. Nothing that the machine wrote is among it but its address and its times. */
export interface Telling {
  readonly world: World;
  readonly alert: Alert;
  readonly meaning: Meaning;
  readonly now: Instant;
  readonly isPrivate: boolean;
}

/** What stands above the words that would go out, in the draft's pull request. */
export function draftWords(
  telling: Telling,
  findings: readonly Finding[],
  byHand: readonly { readonly who: string; readonly where?: string }[],
): string {
  const { world, alert, meaning, now } = telling;
  const { severity, sure, components, unknown } = meaning;
  const since = alert.startsAt === undefined ? '' : ` since ${shortTime(alert.startsAt, now)}`;
  const faults = findings.filter(({ level }) => level === 'error');
  return [
    `**Nothing is public yet.** ${monitorName(alert)} has raised an alert${since}, and this is the draft of an incident. ` +
      'If customers notice it, mend the words where they are not true and press **Ready for review**. If not, close it.',
    '',
    `- Severity: ${severity.key.toUpperCase()} ${severity.name}${sure ? '' : ' (**a guess**: the alert names none that the policy knows)'}`,
    `${componentLine(world, components)}${unknownWords(unknown, components.length)}`,
    ...linkLine(telling),
    ...byHand.map(
      ({ who, where }) => `- To be told by a person: ${who}${where === undefined ? '' : `, in ${where}`}`,
    ),
    ...(faults.length === 0
      ? []
      : [
          '',
          'Before it can be published:',
          ...faults.map(
            ({ place, message, help }) => `- line ${place.line}: ${plainMarkdown(`${message} ${help}`)}`,
          ),
        ]),
    '',
  ].join('\n');
}

/** Which components it is about, as a line of a list. */
export function componentLine(world: World, ids: readonly string[]): string {
  return `- Component: ${ids.length === 0 ? 'none that is known' : joinNames(namesOf(world, ids))}`;
}

function unknownWords(unknown: number, known: number): string {
  if (unknown === 0 && known > 0) return '';
  if (unknown === 0) return '. **Which one is it?** The alert names none.';
  const what = unknown === 1 ? 'a service' : `${unknown} services`;
  return `. **Which one is it?** The alert names ${what} that no component stands for; \`intake.components\` in the policy can say so for the next time.`;
}

/** The comment that is kept up to date while an alert is sent again. */
export function logWords(telling: Telling, log: Log): string {
  const { world, alert, meaning, now } = telling;
  const times = log.times === 1 ? 'once' : `${log.times} times`;
  return [
    `${monitorName(alert)} has sent word of this alert ${times}: first at ${shortTime(log.first, now)}, last at ${shortTime(log.newest, now)}. ` +
      (log.status === 'firing' ? 'It is **firing**.' : 'It has **cleared**.'),
    '',
    `- Severity: ${meaning.severity.key.toUpperCase()} ${meaning.severity.name}${meaning.sure ? '' : ' (a guess)'}`,
    componentLine(world, log.components),
    ...linkLine(telling),
  ].join('\n');
}

/** What is said once when an alert has cleared: it never resolves anything by itself. */
export function clearedWords(
  { alert, now, world }: Telling,
  incident: Incident | undefined,
  isPublic: boolean,
): string {
  const at = shortTime(alert.endsAt === undefined ? now : Math.min(alert.endsAt, now), now);
  const lead = `The alert **cleared at ${at}**, says ${monitorName(alert)}.`;
  if (!incident || !isPublic) {
    return `${lead} Nothing was published. If customers noticed nothing, close this pull request; if they did, publish it, and then say that it is over.`;
  }
  const { monitoring } = world.setting.policy;
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
export function spreadWords({ world, alert }: Telling, incident: Incident, added: readonly string[]): string {
  const names = joinNames(namesOf(world, added));
  return [
    `${monitorName(alert)} now names **${names}** too, which ${incident.id} does not. If customers notice it:`,
    '',
    '```',
    `npm run incident -- update --incident ${incident.id} --affects "${added.map((id) => `${id} degraded`).join(', ')}"`,
    '```',
  ].join('\n');
}

/** What is said when an alert has become graver than its incident. */
export function graverWords({ alert, meaning }: Telling, { id }: Incident, isPublic: boolean): string {
  const { key, name } = meaning.severity;
  const lead = `${monitorName(alert)} now calls this **${key.toUpperCase()} ${name}**. If it is:`;
  return isPublic
    ? [lead, '', '```', `npm run incident -- update --incident ${id} --severity ${key}`, '```'].join('\n')
    : `${lead} change \`severity\` in \`incidents/${id}.md\`, and take the template of that severity.`;
}

/** What is said when the alert goes on although a person has settled it. */
export function stillWords({ alert, now }: Telling): string {
  return `${monitorName(alert)} still sends this alert, last at ${shortTime(now, now)}. If it is a problem after all: \`npm run incident -- open --source alert\`.`;
}

function linkLine({ alert, isPrivate }: Telling): string[] {
  const url = shownUrl(alert, isPrivate);
  return url === undefined ? [] : [`- [Open it in ${monitorName(alert).replace(/^A /, 'the ')}](<${url}>)`];
}
