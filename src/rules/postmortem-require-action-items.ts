import { addDays } from '../time/calendar.ts';
import { findEndingUpdate } from '../content/incident.ts';
import { actionItemsTitle } from '../content/content.ts';
import { findSeverity } from '../content/policy.ts';
import { findSection } from '../content/postmortem.ts';
import type { Postmortem, PostmortemActionItem } from '../content/postmortem.ts';
import type { RuleViolation, PostmortemContext, PostmortemRule } from './engine/rule.ts';

const EXAMPLE = '- [ ] Alert on the length of the queue (owner: @tunde, due: 2026-12-05, preventive)';
const PERSON = /^@[A-Za-z0-9][A-Za-z0-9-]*(?:\/[\w.-]+)?$/;

/** Each action item has an owner, a date and a state; severe incidents need a preventive one (V8.5). */
export const postmortemRequireActionItems: PostmortemRule = {
  id: 'postmortem-require-action-items',
  clauses: ['V8.5', 'U3.6'],
  level: 'error',
  summary:
    'an action item without an owner, a date or a state; no preventive one where the policy requires it',
  appliesTo: 'postmortem',
  *check(postmortem, context) {
    const required = context.policy.postmortem?.['action-items'];
    if (!required) return;
    for (const item of postmortem.actionItems) {
      if (item.state === undefined) {
        const message = `"${short(item)}" has no state.`;
        yield { at: item.spans.item, message, help: 'Begin it with "- [ ]", or "- [x]" when it is done.' };
      }
      if (required.owner) yield* checkOwner(item);
      if (required.deadline) yield* checkDueDate(item, context);
    }
    yield* checkPreventive(postmortem, context);
  },
};

function* checkOwner(item: PostmortemActionItem): Iterable<RuleViolation> {
  if (item.owner !== undefined && PERSON.test(item.owner)) return;
  const message =
    item.owner === undefined
      ? `"${short(item)}" has no owner.`
      : `The owner "${item.owner}" is not a GitHub user or team.`;
  yield { at: item.spans.owner ?? item.spans.item, message, help: `Write it like this: ${EXAMPLE}` };
}

function* checkDueDate(item: PostmortemActionItem, { incident }: PostmortemContext): Iterable<RuleViolation> {
  const { dueDay, due, spans } = item;
  const ended = incident && findEndingUpdate(incident)?.at;
  const earliest = ended === undefined ? undefined : addDays(new Date(ended).toISOString().slice(0, 10), -1);
  if (dueDay !== undefined && (earliest === undefined || dueDay >= earliest)) return;
  const message =
    due === undefined
      ? `"${short(item)}" has no deadline.`
      : dueDay === undefined
        ? `The deadline "${due}" is not a date.`
        : `The deadline ${dueDay} is before the end of the incident.`;
  yield { at: spans.due ?? spans.item, message, help: 'Write a date, such as due: 2026-12-05.' };
}

function* checkPreventive(
  postmortem: Postmortem,
  { policy, incident }: PostmortemContext,
): Iterable<RuleViolation> {
  const { 'preventive-for': severe = [] } = policy.postmortem?.['action-items'] ?? {};
  const severities = [
    postmortem.severity,
    incident?.severity,
    ...(incident?.updates ?? []).map((one) => one.severity),
  ];
  const keys = severities.flatMap((name) =>
    name === undefined ? [] : (findSeverity(policy, name)?.key ?? []),
  );
  const worst = severe.find((key) => keys.includes(key));
  if (worst === undefined || postmortem.actionItems.some((item) => item.preventive)) return;
  const section = findSection(postmortem, actionItemsTitle(policy) ?? '');
  yield {
    at: section?.spans.heading ?? { field: ['incident'], part: 'key' },
    message: `No action item is marked as preventive; ${worst} requires at least one.`,
    help: `Add one like this: ${EXAMPLE}`,
    clause: 'V8.5',
  };
}

function short({ description }: PostmortemActionItem): string {
  return description.length > 60 ? `${description.slice(0, 60)}…` : description;
}
