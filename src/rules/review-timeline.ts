import { formatInstant, INSTANT_PATTERN, readInstant } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';
import { MINUTE } from '../time/duration.ts';
import { momentsOf } from '../content/incident-milestones.ts';
import type { Moment } from '../content/incident-milestones.ts';
import { sectionTitled } from '../content/postmortem.ts';
import type { Span } from '../content/source.ts';
import type { Complaint, PostmortemRule } from './engine/rule.ts';
import { withoutComments } from './detectors/strip-comments.ts';

/** A line of the timeline that begins with a time. */
interface Told extends Span {
  readonly at: Instant;
  /** What stands behind the time. */
  readonly rest: string;
}

/** The timeline of a review agrees with what the incident's file says (V8.3). */
export const reviewTimeline: PostmortemRule = {
  id: 'review-timeline',
  clauses: ['V8.3'],
  level: 'error',
  summary: "a timeline that is out of order, or doesn't agree with the incident's record",
  judges: 'postmortem',
  *check(postmortem, { policy, incident }) {
    const asked = policy.postmortem?.sections.find(({ fill }) => fill === 'timeline');
    const section = asked && sectionTitled(postmortem, asked.title);
    if (!section || !incident || withoutComments(section.body).trim() === '') return;
    const told = toldIn(withoutComments(section.body), section.spans.body.start);
    yield* outOfOrder(told);
    for (const moment of momentsOf(incident)) yield* missing(moment, told, section.spans.heading);
  },
};

function toldIn(text: string, offset: number): Told[] {
  const lines = new RegExp(`(?<![^\\n])[ \\t]*(?:[-*+][ \\t]+)?(${INSTANT_PATTERN})([^\\n]*)`, 'g');
  return [...text.matchAll(lines)].flatMap((line) => {
    const read = readInstant(line[1]!);
    const start = offset + line.index + line[0].indexOf(line[1]!);
    return 'instant' in read
      ? [{ at: read.instant, rest: line[2]!, start, end: start + line[1]!.length }]
      : [];
  });
}

function* outOfOrder(told: readonly Told[]): Iterable<Complaint> {
  for (const [index, line] of told.entries()) {
    const before = told[index - 1];
    if (!before || line.at >= before.at) continue;
    const message = `${formatInstant(line.at)} stands after ${formatInstant(before.at)}.`;
    yield { at: line, message, help: 'Tell it in the order in which it happened.' };
  }
}

function* missing({ at, word, what }: Moment, told: readonly Told[], heading: Span): Iterable<Complaint> {
  if (told.some((line) => minute(line.at) === minute(at))) return;
  const written = told.find(({ rest }) => rest.trim().toLowerCase().startsWith(what.toLowerCase()));
  const right = formatInstant(at);
  if (written) {
    const message = `The timeline says ${formatInstant(written.at)} for "${word}"; the incident says ${right}.`;
    yield { at: written, message, help: 'Mend whichever is wrong.' };
    return;
  }
  const message = `The timeline lacks "${word}", at ${right}.`;
  yield { at: heading, message, help: `Add a line: - ${right} ${what}.` };
}

function minute(at: Instant): number {
  return Math.floor(at / MINUTE);
}
