import { stringify } from 'yaml';
import { describeImpact } from '../compliance/impact-text.ts';
import type { ComplianceMeasurement } from '../compliance/measure.ts';
import { renderEventComplianceMarkdown } from '../compliance/report/markdown.ts';
import { milestonesOf } from '../content/incident-milestones.ts';
import { postmortemSettingsOf } from '../content/postmortem-settings.ts';
import type { SectionPrefill } from '../content/schema/policy-postmortem.ts';
import { dueWindowOf } from '../deadlines/kinds.ts';
import { formatShortDuration } from '../deadlines/report/format.ts';
import { replaceComments } from '../text/html-comments.ts';
import { formatInstant } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';
import type { PostmortemInput } from './pending.ts';
import { formatCount } from '../text/count.ts';

/** Relative to the content root. */
export function postmortemPath(id: string): string {
  return `postmortems/${id}.md`;
}

/** The text that each section begins with, from the incident and git. People write the rest. */
const PREFILLS: Readonly<Record<SectionPrefill, (input: PostmortemInput) => string>> = {
  timeline: fillTimeline,
  impact: describeImpact,
  response: fillResponse,
  cause: ({ incident }) => incident.internal.cause ?? '',
  fix: fillFix,
  items: () => '',
};

/** Writing advice that is shown after the SOP's own question. */
const HINTS: Readonly<Partial<Record<SectionPrefill, string>>> = {
  timeline: 'Add events that were not recorded at the time',
  cause: 'Ask why until the answer is a system, not a person',
  response: 'The first half is generated; add what went well, what did not, and where you were lucky',
  items: 'One per line: - [ ] WHAT (owner: @name, due: 2026-12-05, preventive)',
};

/**
 * The first half of a postmortem (V8.1, V8.3, U3.6): the policy's sections, each with the SOP's question as a comment that
 * its writer deletes, filled from the updates, git, the internal times and the compliance measurements.
 */
export function draftPostmortem(input: PostmortemInput): string {
  const { siteContext, incident, compliance } = input;
  const postmortem = postmortemSettingsOf(siteContext.policy, incident);
  const due = dueWindowOf('postmortem', { ...input, policy: siteContext.policy })?.late;
  const frontMatter = {
    incident: incident.id,
    ...(compliance.severity && { severity: compliance.severity.key }),
    ...(incident.internal.commander !== undefined && { commander: incident.internal.commander }),
    ...(due !== undefined && { due: formatInstant(due) }),
    publish: false,
  };
  const sections = (postmortem?.sections ?? []).map(({ title, question, prefill }) => {
    const reminder = [question, prefill && HINTS[prefill]].filter((one) => one !== undefined).join('. ');
    const text = prefill ? PREFILLS[prefill](input).trim() : '';
    return [
      `## ${title}`,
      `<!-- ${escapeComment(reminder === '' ? 'Write this section' : reminder)} -->`,
      text,
    ]
      .filter((part) => part !== '')
      .join('\n\n');
  });
  const runbooks = postmortem?.runbooks === true ? '# runbooks: updated, or not-needed?\n' : '';
  const head = `---\n${stringify(frontMatter, { lineWidth: 0 })}${runbooks}---\n`;
  return `${head}\n${sections.join('\n\n')}\n`;
}

function fillFix({ incident, timeline }: PostmortemInput): string {
  const { fix } = incident.internal;
  const at = timeline.fixed === undefined ? '' : `, in production at ${formatInstant(timeline.fixed.at)}`;
  if (fix === undefined || fix === 'other') return timeline.fixed ? `A fix${at}.` : '';
  return `A ${fix}${at}.`;
}

function escapeComment(text: string): string {
  return text.replace(/--+>?/g, '-');
}

interface TimelineLine {
  readonly at: Instant;
  readonly text: string;
}

const MAX_QUOTE_LENGTH = 160;

/** The milestones and updates in order, with the publication time from git where it differs (V8.3). */
function fillTimeline({ incident, timeline }: PostmortemInput): string {
  const milestones: TimelineLine[] = milestonesOf(incident).map(({ at, description }) => ({
    at,
    text: description,
  }));
  const updates: TimelineLine[] = timeline.customerUpdates.map(({ update, readableAt, timeSource }) => {
    const late = timeSource === 'git' && Math.abs(readableAt - update.at) >= 60_000;
    const when = late
      ? `, on the page ${formatShortDuration(Math.abs(readableAt - update.at))} ${readableAt > update.at ? 'later' : 'earlier'}`
      : '';
    return { at: update.at, text: `Customers read (${update.writtenPhase}${when}): “${quote(update.body)}”` };
  });
  // An update's line also covers a milestone at the same time.
  const updateTimes = new Set(updates.map(({ at }) => at));
  const others = milestones.filter(({ at }) => !updateTimes.has(at));
  return [...others, ...updates]
    .toSorted((a, b) => a.at - b.at)
    .map(({ at, text }) => `- ${formatInstant(at)} ${text}`)
    .join('\n');
}

/** The beginning of an update on one line, without comments. */
function quote(body: string): string {
  const line = replaceComments(body, () => ' ', 'closed')
    .replace(/\s+/g, ' ')
    .trim();
  return line.length > MAX_QUOTE_LENGTH ? `${line.slice(0, MAX_QUOTE_LENGTH)}…` : line;
}

/** Compliance with the SOP, in sentences and as a table. */
function fillResponse({ compliance, siteContext, now }: PostmortemInput): string {
  const first = compliance.measures.find(({ kind }) => kind === 'first-update');
  const updates = compliance.measures.filter(({ kind }) => kind === 'first-update' || kind === 'next-update');
  const late = updates.filter(({ status }) => status === 'late' || status === 'missed').length;
  const silence = compliance.longestGap;
  const sentences = [
    ...(first?.took === undefined ? [] : [`The first update came after ${formatExactDuration(first)}.`]),
    ...(silence ? [`The longest time without an update was ${formatShortDuration(silence.length)}.`] : []),
    ...(updates.length === 0
      ? []
      : [`${late} of ${formatCount(updates.length, 'update')} ${late === 1 ? 'was' : 'were'} late.`]),
  ];
  return [
    sentences.join(' '),
    '',
    renderEventComplianceMarkdown(
      { ...compliance, measures: compliance.measures.filter(isResponseMeasure) },
      siteContext,
      now,
    ),
  ]
    .join('\n')
    .trim();
}

/** The postmortem and the summary come after the response. */
function isResponseMeasure({ kind }: ComplianceMeasurement): boolean {
  return kind !== 'postmortem' && kind !== 'summary';
}

/** With seconds if it is under an hour: `3 min 40 s`. */
function formatExactDuration({ took = 0 }: ComplianceMeasurement): string {
  const seconds = Math.floor((took % 60_000) / 1000);
  const short = formatShortDuration(took);
  return took < 3_600_000 && took >= 60_000 && seconds > 0 ? `${short} ${seconds} s` : short;
}
