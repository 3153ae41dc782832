import { statesAfterUpdate, findEndingUpdate } from '../content/incident.ts';
import { formatInstant } from '../time/instant.ts';
import { formatNameList } from '../templates/template.ts';
import { formatClockTime, formatShortDuration } from '../deadlines/report/words.ts';
import { formatMetCount } from '../compliance/report/words.ts';
import { fillImpact } from './fill-impact.ts';
import { documentDueWindow } from './pending.ts';
import type { PostmortemInput } from './pending.ts';

/** Half a page for those who answer for the company (U4.3), in Markdown, from the same facts as the review. */
export function renderExecutiveSummary(input: PostmortemInput): string {
  const { incident, siteContext, compliance, resolved, timeline, now } = input;
  const { policy, site } = siteContext;
  const zone = site.timezone;
  const names = Object.keys(allAffectedStates(input)).map(
    (id) => siteContext.components.find((component) => component.id === id)?.name ?? id,
  );
  const { cause, fix } = incident.internal;
  const review = documentDueWindow('postmortem', siteContext, timeline);
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
      : `${formatNameList(names)} ${names.length === 1 ? 'was' : 'were'} affected. ${fillImpact(input).split('\n')[0]}`,
    '',
    ...fillImpact(input).split('\n').slice(2),
    '',
    '## What was done',
    '',
    ...(cause === undefined ? [] : [`Cause: ${cause}`, '']),
    fix === undefined
      ? 'Service was restored.'
      : `Service was restored by a ${fix === 'other' ? 'fix' : fix}${timeline.fixed ? ` at ${formatInstant(timeline.fixed.at)}` : ''}, and watched until it was called resolved.`,
    '',
    '## How customers were kept informed',
    '',
    [
      ...(first?.took === undefined ? [] : [`First update after ${formatShortDuration(first.took)}.`]),
      `${timeline.customerUpdates.length} public updates in all.`,
      ...(compliance.longestSilence
        ? [`Longest silence ${formatShortDuration(compliance.longestSilence.length)}.`]
        : []),
      `The SOP was kept in ${formatMetCount(compliance.measures)} points.`,
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
          review
            ? `The review is due by ${formatInstant(review.late)}; its action items follow.`
            : 'Nothing is open.',
        ]),
    '',
  ]
    .join('\n')
    .replace(/\n{3,}/g, '\n\n');
}

function allAffectedStates({ incident }: PostmortemInput): Readonly<Record<string, string>> {
  const states = incident.updates.map((_, index) => statesAfterUpdate(incident, index));
  const ending = findEndingUpdate(incident);
  return Object.assign(
    {},
    incident.components,
    ...states.filter((_, index) => incident.updates[index] !== ending),
  );
}
