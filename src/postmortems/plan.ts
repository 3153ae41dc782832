import { isPublic } from '../content/policy.ts';
import { postmortemSettingsOf } from '../content/postmortem-settings.ts';
import { findResponsibleParty } from '../deadlines/escalation.ts';
import type { ResponsibleParty } from '../deadlines/escalation.ts';
import { formatInstant } from '../time/instant.ts';
import type { ResponseAction } from '../response/plan.ts';
import { collectPeople } from '../response/notify.ts';
import { draftPostmortem, postmortemPath } from './draft.ts';
import { dueWindowOf } from '../deadlines/kinds.ts';
import type { PostmortemInput } from './pending.ts';

export function postmortemBranch(id: string): string {
  return `postmortem/${id}`;
}

/**
 * The roles that have to approve a postmortem, in the policy's order (V8.2). Both the holder in the incident and the
 * holders in `status.yaml` may approve, because the commander often writes the postmortem and can't approve it.
 */
export function requiredApproversOf({
  siteContext,
  incident,
}: Pick<PostmortemInput, 'siteContext' | 'incident'>): ResponsibleParty[] {
  const { policy, site } = siteContext;
  const isCustomerFacing = isPublic(policy, incident);
  const wanted = (postmortemSettingsOf(policy, incident)?.approvals ?? []).filter(
    ({ when }) => when === 'always' || isCustomerFacing,
  );
  return wanted.map(({ role }) => {
    const requested = findResponsibleParty(policy, site, role, incident);
    const holders = Object.hasOwn(site.people, role) ? site.people[role]! : [];
    return { ...requested, people: [...new Set([...requested.people, ...holders])] };
  });
}

/** The draft on a branch, its pull request and the requested reviews. The pull request contains nothing internal (V8.4). */
export function planPostmortem(input: PostmortemInput): ResponseAction[] {
  const { incident, siteContext } = input;
  const branch = postmortemBranch(incident.id);
  const approvers = requiredApproversOf(input);
  const people = collectPeople(approvers);
  const title = `${incident.id}: postmortem`;
  const due = dueWindowOf('postmortem', { ...input, policy: siteContext.policy })?.late;
  const body = [
    `The postmortem of ${incident.id}: the first half is generated, the rest has to be written.`,
    '',
    ...(due === undefined ? [] : [`It is due by ${formatInstant(due)}.`, '']),
    ...(approvers.length === 0 ? [] : ['It needs the approval of:', '']),
    ...approvers.map(({ name, people: who }) => `- ${name}${who.length === 0 ? '' : `: ${who.join(' ')}`}`),
    '',
    `<!-- candor:postmortem ${incident.id} -->`,
    '',
  ].join('\n');
  const channel = siteContext.policy.channels['internal'];
  const nameless = approvers.filter((one) => one.people.length === 0);
  return [
    {
      type: 'commit',
      branch,
      path: postmortemPath(incident.id),
      text: draftPostmortem(input),
      message: `${title}\n`,
    },
    { type: 'push', branch },
    { type: 'open-pull-request', branch, title, body: body.replace(/\n{3,}/g, '\n\n') },
    ...(people.length > 0 ? [{ type: 'request-review', branch, people } as const] : []),
    ...nameless.map(
      ({ name }) => ({ type: 'notify', recipient: name, ...(channel !== undefined && { channel }) }) as const,
    ),
  ];
}
