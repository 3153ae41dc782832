import { addDays } from '../time/date-arithmetic.ts';
import { endingUpdate } from '../content/incident.ts';
import { itemsTitle } from '../content/content.ts';
import { findSeverity } from '../content/policy.ts';
import { sectionTitled } from '../content/postmortem.ts';
import type { Postmortem, WrittenItem } from '../content/postmortem.ts';
import type { Complaint, PostmortemContext, PostmortemRule } from './engine/rule.ts';

const EXAMPLE = '- [ ] Alert on the length of the queue (owner: @tunde, due: 2026-12-05, preventive)';
const PERSON = /^@[A-Za-z0-9][A-Za-z0-9-]*(?:\/[\w.-]+)?$/;

/** Each action item has an owner, a date and a state; the worst incidents have one that prevents (V8.5). */
export const actionItems: PostmortemRule = {
  id: 'action-items',
  clauses: ['V8.5', 'U3.6'],
  level: 'error',
  summary:
    'an action item without an owner, a date or a state; no preventive one where the policy asks for it',
  judges: 'postmortem',
  *check(postmortem, context) {
    const wanted = context.policy.postmortem?.['action-items'];
    if (!wanted) return;
    for (const item of postmortem.items) {
      if (item.state === undefined) {
        const message = `"${short(item)}" has no state.`;
        yield { at: item.spans.item, message, help: 'Begin it with "- [ ]", or "- [x]" when it is done.' };
      }
      if (wanted.owner) yield* ownerOf(item);
      if (wanted.deadline) yield* dateOf(item, context);
    }
    yield* preventive(postmortem, context);
  },
};

function* ownerOf(item: WrittenItem): Iterable<Complaint> {
  if (item.owner !== undefined && PERSON.test(item.owner)) return;
  const message =
    item.owner === undefined
      ? `"${short(item)}" has no owner.`
      : `The owner "${item.owner}" is nobody whom GitHub knows.`;
  yield { at: item.spans.owner ?? item.spans.item, message, help: `Write it as in ${EXAMPLE}.` };
}

function* dateOf(item: WrittenItem, { incident }: PostmortemContext): Iterable<Complaint> {
  const { dueDay, due, spans } = item;
  const ended = incident && endingUpdate(incident)?.at;
  const earliest = ended === undefined ? undefined : addDays(new Date(ended).toISOString().slice(0, 10), -1);
  if (dueDay !== undefined && (earliest === undefined || dueDay >= earliest)) return;
  const message =
    due === undefined
      ? `"${short(item)}" has no deadline.`
      : dueDay === undefined
        ? `The deadline "${due}" is no date.`
        : `The deadline ${dueDay} was over before the incident was.`;
  yield { at: spans.due ?? spans.item, message, help: 'Write a date, such as due: 2026-12-05.' };
}

function* preventive(postmortem: Postmortem, { policy, incident }: PostmortemContext): Iterable<Complaint> {
  const { 'preventive-for': asked = [] } = policy.postmortem?.['action-items'] ?? {};
  const severities = [
    postmortem.severity,
    incident?.severity,
    ...(incident?.updates ?? []).map((one) => one.severity),
  ];
  const keys = severities.flatMap((name) =>
    name === undefined ? [] : (findSeverity(policy, name)?.key ?? []),
  );
  const worst = asked.find((key) => keys.includes(key));
  if (worst === undefined || postmortem.items.some((item) => item.preventive)) return;
  const section = sectionTitled(postmortem, itemsTitle(policy) ?? '');
  yield {
    at: section?.spans.heading ?? { field: ['incident'], part: 'key' },
    message: `No action item keeps it from happening again; ${worst} asks for one at least.`,
    help: `Add one, marked as preventive: ${EXAMPLE}.`,
    clause: 'V8.5',
  };
}

function short({ what }: WrittenItem): string {
  return what.length > 60 ? `${what.slice(0, 60)}…` : what;
}
