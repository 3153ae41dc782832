import { formatInstant, INSTANT_PATTERN, parseInstant } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';
import { MINUTE } from '../time/duration.ts';
import { milestonesOf } from '../content/incident-milestones.ts';
import type { IncidentMilestone } from '../content/incident-milestones.ts';
import { findSection } from '../content/postmortem.ts';
import type { TextSpan } from '../content/source.ts';
import type { RuleViolation, PostmortemRule } from './engine/rule.ts';
import { blankOutComments } from './detectors/strip-comments.ts';

/** A line of the timeline that begins with a time. */
interface TimelineLine extends TextSpan {
  readonly at: Instant;
  /** What stands behind the time. */
  readonly rest: string;
}

/** The timeline of a review agrees with what the incident's file says (V8.3). */
export const postmortemRequireTimeline: PostmortemRule = {
  id: 'postmortem-require-timeline',
  clauses: ['V8.3'],
  level: 'error',
  summary: "a timeline that is out of order, or doesn't agree with the incident's record",
  appliesTo: 'postmortem',
  *check(postmortem, { policy, incident }) {
    const asked = policy.postmortem?.sections.find(({ prefill }) => prefill === 'timeline');
    const section = asked && findSection(postmortem, asked.title);
    if (!section || !incident || blankOutComments(section.body).trim() === '') return;
    const timelineLines = parseTimelineLines(blankOutComments(section.body), section.spans.body.start);
    yield* checkOrder(timelineLines);
    for (const moment of milestonesOf(incident))
      yield* checkMissingMilestone(moment, timelineLines, section.spans.heading);
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
    const message = `${formatInstant(line.at)} stands after ${formatInstant(before.at)}.`;
    yield { at: line, message, help: 'Tell it in the order in which it happened.' };
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
  const right = formatInstant(at);
  if (written) {
    const message = `The timeline says ${formatInstant(written.at)} for "${name}"; the incident says ${right}.`;
    yield { at: written, message, help: 'Mend whichever is wrong.' };
    return;
  }
  const message = `The timeline lacks "${name}", at ${right}.`;
  yield { at: heading, message, help: `Add a line: - ${right} ${description}.` };
}

function minute(at: Instant): number {
  return Math.floor(at / MINUTE);
}
