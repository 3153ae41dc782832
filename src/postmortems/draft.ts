import { stringify } from 'yaml';
import { formatInstant } from '../time/instant.ts';
import type { SectionPrefill } from '../content/schema/policy.ts';
import { fillImpact } from './fill-impact.ts';
import { fillResponse } from './fill-response.ts';
import { fillTimeline } from './fill-timeline.ts';
import { documentDueWindow } from './pending.ts';
import type { PostmortemInput } from './pending.ts';

/** The path of an incident's review, from the content root. */
export function postmortemPath(id: string): string {
  return `postmortems/${id}.md`;
}

/** What each section begins with, as far as the incident tells. What only people know is left to them. */
const PREFILLS: Readonly<Record<SectionPrefill, (input: PostmortemInput) => string>> = {
  timeline: fillTimeline,
  impact: fillImpact,
  response: fillResponse,
  cause: ({ incident }) => incident.internal.cause ?? '',
  fix: fillFix,
  items: () => '',
};

/** What helps to write each kind of section, beside the SOP's own question. */
const HINTS: Readonly<Partial<Record<SectionPrefill, string>>> = {
  timeline: 'Add what nobody wrote down at the time',
  cause: 'Ask why until the answer is a system, not a person',
  response: 'The first half is from the record; say what went well, what did not, and where it was luck',
  items: 'One a line: - [ ] WHAT (owner: @name, due: 2026-12-05, preventive)',
};

/**
 * The first half of a review (V8.1, V8.3, U3.6): the policy's sections, filled from the updates, from git's facts, from
 * the internal times and from the record, each with the SOP's own reminder, which is to be gone at the end.
 */
export function draftPostmortem(input: PostmortemInput): string {
  const { siteContext, incident, compliance, timeline } = input;
  const { postmortem } = siteContext.policy;
  const due = documentDueWindow('postmortem', siteContext, timeline)?.late;
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
