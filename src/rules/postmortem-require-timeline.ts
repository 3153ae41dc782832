import { formatInstant, INSTANT_PATTERN, parseInstant } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';
import { MINUTE } from '../time/duration.ts';
import { milestonesOf } from '../content/incident-milestones.ts';
import type { IncidentMilestone } from '../content/incident-milestones.ts';
import { postmortemSettingsOf } from '../content/postmortem-settings.ts';
import { findSection } from '../content/postmortem.ts';
import type { TextSpan } from '../content/source.ts';
import type { RuleViolation, PostmortemRule } from './engine/rule.ts';
import { blankOutComments } from '../text/html-comments.ts';

/** A line of the timeline that begins with a time. */
interface TimelineLine extends TextSpan {
  readonly at: Instant;
  /** The text after the time. */
  readonly rest: string;
}

/** The timeline of a postmortem matches the incident file (V8.3). */
export const postmortemRequireTimeline: PostmortemRule = {
  id: 'postmortem-require-timeline',
  clauses: ['V8.3'],
  level: 'error',
  summary: "a timeline that is out of order, or doesn't match the incident file",
  appliesTo: 'postmortem',
  *check(postmortem, { policy, incident }) {
    const settings = incident && postmortemSettingsOf(policy, incident);
    const wanted = settings?.sections.find(({ prefill }) => prefill === 'timeline');
    const section = wanted && findSection(postmortem, wanted.title);
    if (!section || !incident || blankOutComments(section.body).trim() === '') return;
    const timelineLines = parseTimelineLines(blankOutComments(section.body), section.spans.body.start);
    yield* checkOrder(timelineLines);
    for (const milestone of milestonesOf(incident))
      yield* checkMissingMilestone(milestone, timelineLines, section.spans.heading);
  },
};

function parseTimelineLines(text: string, offset: number): TimelineLine[] {
  const lines = new RegExp(`(?<![^\\n])[ \\t]*(?:[-*+][ \\t]+)?(${INSTANT_PATTERN})([^\\n]*)`, 'g');
  return [...text.matchAll(lines)].flatMap((line) => {
    const read = parseInstant(line[1]!);
    const start = offset + line.index + line[0].indexOf(line[1]!);
    return 'instant' in read
      ? [{ at: read.instant, rest: line[2]!, start, end: start + line[1]!.length }]
      : [];
  });
}

function* checkOrder(timelineLines: readonly TimelineLine[]): Iterable<RuleViolation> {
  for (const [index, line] of timelineLines.entries()) {
    const before = timelineLines[index - 1];
    if (!before || line.at >= before.at) continue;
    const message = `${formatInstant(line.at)} is listed after ${formatInstant(before.at)}.`;
    yield { at: line, message, help: 'List the events in the order in which they happened.' };
  }
}

function* checkMissingMilestone(
  { at, name, description }: IncidentMilestone,
  timelineLines: readonly TimelineLine[],
  heading: TextSpan,
): Iterable<RuleViolation> {
  if (timelineLines.some((line) => minute(line.at) === minute(at))) return;
  const written = timelineLines.find(({ rest }) =>
    rest.trim().toLowerCase().startsWith(description.toLowerCase()),
  );
  const recorded = formatInstant(at);
  if (written) {
    const message = `"${name}" is ${formatInstant(written.at)} in the timeline, but ${recorded} in the incident file.`;
    yield { at: written, message, help: 'Correct the time that is wrong.' };
    return;
  }
  const message = `The timeline has no entry for "${name}" at ${recorded}.`;
  yield { at: heading, message, help: `Add a line: - ${recorded} ${description}.` };
}

function minute(at: Instant): number {
  return Math.floor(at / MINUTE);
}
