import { statesAfterUpdates, findEndingUpdate } from '../content/incident.ts';
import { formatInstant } from '../time/instant.ts';
import { formatNameList } from '../templates/template.ts';
import { formatClockTime, formatShortDuration } from '../deadlines/report/format.ts';
import { formatMetCount } from '../compliance/report/format.ts';
import { dueWindowOf } from '../deadlines/kinds.ts';
import { describeImpact } from '../compliance/impact-text.ts';
import type { ResolvedIncident } from '../compliance/resolved-incident.ts';
import { formatCount } from '../text/count.ts';

/** Half a page for stakeholders (U4.3), in Markdown. */
export function renderExecutiveSummary(input: ResolvedIncident): string {
  const { incident, siteContext, compliance, resolved, timeline, now } = input;
  const { policy, site } = siteContext;
  const zone = site.timezone;
  const names = Object.keys(allAffectedStates(input)).map(
    (id) => siteContext.components.find((component) => component.id === id)?.name ?? id,
  );
  const { cause, fix } = incident.internal;
  const postmortemDue = dueWindowOf('postmortem', { ...input, policy });
  const first = compliance.measures.find(({ kind }) => kind === 'first-update');
  const open = input.evidence.postmortems?.get(incident.id)?.actionItems?.filter(({ done }) => !done) ?? [];
  const audience = policy.summary?.audience;
  return [
    `# ${incident.title}`,
    '',
    `${compliance.severity?.name ?? incident.severity} incident${audience === undefined ? '' : `, summary for ${audience.toLowerCase()}`}; resolved at ${formatClockTime(resolved, now, zone)} (${zone}).`,
    '',
    '## What happened',
    '',
    names.length === 0
      ? 'No component was affected.'
      : `${formatNameList(names)} ${names.length === 1 ? 'was' : 'were'} affected. ${describeImpact(input).split('\n')[0]}`,
    '',
    ...describeImpact(input).split('\n').slice(2),
    '',
    '## What was done',
    '',
    ...(cause === undefined ? [] : [`Cause: ${cause}`, '']),
    fix === undefined
      ? 'Service was restored.'
      : `Service was restored by a ${fix === 'other' ? 'fix' : fix}${timeline.fixed ? ` at ${formatInstant(timeline.fixed.at)}` : ''}, and monitored until it was resolved.`,
    '',
    '## How customers were kept informed',
    '',
    [
      ...(first?.took === undefined ? [] : [`First update after ${formatShortDuration(first.took)}.`]),
      `${formatCount(timeline.customerUpdates.length, 'public update')}.`,
      ...(compliance.longestGap
        ? [`Longest time without an update: ${formatShortDuration(compliance.longestGap.length)}.`]
        : []),
      `${formatMetCount(compliance.measures)} requirements of the SOP were met.`,
    ].join(' '),
    '',
    '## What comes next',
    '',
    ...(open.length > 0
      ? open.map(
          ({ description, due }) =>
            `- ${description}${due === undefined ? '' : `, by ${formatInstant(due).slice(0, 10)}`}`,
        )
      : [
          postmortemDue
            ? `The postmortem is due by ${formatInstant(postmortemDue.late)}; its action items follow.`
            : 'Nothing is open.',
        ]),
    '',
  ]
    .join('\n')
    .replace(/\n{3,}/g, '\n\n');
}

function allAffectedStates({ incident }: ResolvedIncident): Readonly<Record<string, string>> {
  const states = statesAfterUpdates(incident);
  const ending = findEndingUpdate(incident);
  return Object.assign(
    {},
    incident.components,
    ...states.filter((_, index) => incident.updates[index] !== ending),
  );
}
