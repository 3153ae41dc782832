import { hasErrors } from '../content/finding.ts';
import type { IncidentOrMaintenance } from '../content/incident.ts';
import type { Instant } from '../time/instant.ts';
import { formatNameList } from '../templates/template.ts';
import { findResponsibleParty } from '../deadlines/escalation.ts';
import { parseIncident } from '../content/parse-incident.ts';
import { isBot, isSameLogin } from '../text/github-login.ts';
import { proposeTemplate } from './template-fallback.ts';
import type { TemplateProposal } from './template-fallback.ts';
import type { IncidentFileChange, ProposedChanges, PullRequestInfo } from './pull-request.ts';
import { updateTimestamps } from './update-timestamps.ts';
import type { TimestampUpdate } from './update-timestamps.ts';
import { findCustomWording } from './custom-wording.ts';
import type { VersionPair } from './custom-wording.ts';

/** What becomes of a pull request, and why, in sentences for people. */
export type MergeDecision =
  /** It goes out. `stamps` are files whose times have to be true first. */
  | { readonly type: 'merge'; readonly reason: string; readonly timestampUpdates: readonly TimestampUpdate[] }
  | ({ readonly type: 'wait' } & MergeBlocker)
  /** Nobody answered in time: the template is offered to go out instead (V12.1). */
  | ({ readonly type: 'propose-template'; readonly proposal: TemplateProposal } & MergeBlocker)
  /** A person merges it, or nobody. */
  | { readonly type: 'manual-merge'; readonly reason: string };

export interface MergeBlocker {
  readonly blockedBy: 'approval' | 'changes-needed' | 'checks-failed' | 'checks-running' | 'draft';
  /** As GitHub spells them, with their `@`. */
  readonly people: readonly string[];
  readonly reason: string;
  /** What is in words of its own, by file. */
  readonly customWording: readonly string[];
  /** When the template is offered; absent where there is nothing to offer. */
  readonly proposeTemplateAt?: Instant;
}

/**
 * Whether a pull request goes out by itself (V5.1 to V5.3: the template is the approval), and if not, what it waits for.
 * What is published judges: its policy, its people, its components.
 */
export function decideMerge(pull: PullRequestInfo, proposed: ProposedChanges, now: Instant): MergeDecision {
  const { siteContext, files } = proposed;
  const manualReason = manualMergeReason(pull, proposed);
  if (manualReason !== undefined) return { type: 'manual-merge', reason: manualReason };
  const publishing = siteContext!.policy.publishing!;
  const changes = files.map((file) => parseVersions(file, siteContext!.site.timezone));
  const customWording = changes.flatMap((change, index) =>
    findCustomWording(siteContext!, change).map((what) => `${files[index]!.path}: ${what}`),
  );
  const approvers = eligibleApprovers(proposed, changes);
  const proposal =
    customWording.length > 0 && !pull.draft
      ? proposeTemplate(siteContext!, proposed.content.incidents, files, changes)
      : undefined;
  const proposeTemplateAt = pull.createdAt + publishing['approval-timeout'];
  const waitFor = (
    blocker: Pick<MergeBlocker, 'blockedBy' | 'reason'>,
    people: readonly string[] = [],
  ): MergeDecision => {
    const wait = { ...blocker, people, customWording, ...(proposal && { proposeTemplateAt }) };
    return proposal && now >= proposeTemplateAt
      ? { type: 'propose-template', ...wait, proposal }
      : { type: 'wait', ...wait };
  };
  if (pull.draft)
    return waitFor({ blockedBy: 'draft', reason: 'It is a draft: a person marks it as ready.' });
  if (proposed.hasConflicts) {
    const reason = `Its lines were changed on ${pull.defaultBranch} too: a person puts the two together.`;
    return waitFor({ blockedBy: 'changes-needed', reason });
  }
  if (hasErrors(proposed.diagnostics)) {
    return waitFor(
      { blockedBy: 'changes-needed', reason: 'The validator refuses it; what to mend is named below.' },
      approvers,
    );
  }
  const objecting = pull.reviews.filter(
    ({ decision, isCollaborator }) => decision === 'changes-requested' && isCollaborator,
  );
  if (objecting.length > 0) {
    const names = objecting.map(({ reviewer }) => `@${reviewer}`);
    return waitFor({ blockedBy: 'approval', reason: `${formatNameList(names)} asked for changes.` }, names);
  }
  const approval = customWording.length === 0 ? TEMPLATE_APPROVAL : findApproval(pull, proposed, approvers);
  if (approval === undefined) {
    const { name } = findResponsibleParty(siteContext!.policy, siteContext!.site, publishing.approver);
    const reason =
      approvers.length === 0
        ? `It is in words of its own, which wait for the ${name.toLowerCase()}; status.yaml names nobody as ${publishing.approver}.`
        : `It is in words of its own, which wait for an approval by the ${name.toLowerCase()}.`;
    return waitFor({ blockedBy: 'approval', reason }, approvers);
  }
  const [failed, running] = (['failed', 'running'] as const).map((state) =>
    pull.checks.filter((check) => check.state === state).map(({ name }) => name),
  ) as [string[], string[]];
  if (failed.length > 0)
    return waitFor({ blockedBy: 'checks-failed', reason: `These checks failed: ${failed.join(', ')}.` });
  if (running.length > 0)
    return waitFor({ blockedBy: 'checks-running', reason: `These checks still run: ${running.join(', ')}.` });
  const timestampUpdates = files.flatMap(
    (file, index) => updateTimestamps(siteContext!.policy, file, changes[index]!, now) ?? [],
  );
  return { type: 'merge', reason: approval, timestampUpdates };
}

const TEMPLATE_APPROVAL = 'The template is the approval.';

/** Why no tool may merge it, whatever it says. */
function manualMergeReason(
  pull: PullRequestInfo,
  { siteContext, files, otherPaths }: ProposedChanges,
): string | undefined {
  if (!pull.open) return 'It is closed.';
  if (!pull.isSameRepository) return 'It comes from a fork: a person merges it.';
  if (pull.base !== pull.defaultBranch)
    return `It goes into another branch than ${pull.defaultBranch}: a person merges it.`;
  if (otherPaths.length > 0) {
    const more = otherPaths.length > 3 ? ` and ${otherPaths.length - 3} more` : '';
    return `It touches more than incidents, ${otherPaths.slice(0, 3).join(', ')}${more}: a person merges it.`;
  }
  if (files.length === 0) return 'It touches no incident.';
  if (!siteContext) return 'The published status.yaml or its policy can not be read: a person merges it.';
  if (!siteContext.policy.publishing)
    return 'The policy does not say what merges by itself: a person merges it.';
  return undefined;
}

/** A file before and after; what can't be read as a whole is no entry. */
function parseVersions({ before, after }: IncidentFileChange, zone: string): VersionPair {
  const [old, now] = [before, after].map((source) => source && parseIncident(source, zone).value);
  return { ...(old && { before: old }), ...(now && { after: now }) };
}

/** Who may approve, with their `@`: those whom what is published names, never those whom the pull request names. */
function eligibleApprovers({ siteContext }: ProposedChanges, changes: readonly VersionPair[]): string[] {
  const { policy, site } = siteContext!;
  const role = policy.publishing!.approver;
  const before = changes.flatMap(({ before: event }): IncidentOrMaintenance[] => (event ? [event] : []));
  const named = before.flatMap((event) =>
    event.kind === 'incident' ? findResponsibleParty(policy, site, role, event).people : [],
  );
  const people = [...named, ...findResponsibleParty(policy, site, role).people];
  return [...new Set(people)].filter((person) => !person.includes('/'));
}

/** Who answers for words of one's own; undefined as long as nobody does. */
function findApproval(
  pull: PullRequestInfo,
  proposed: ProposedChanges,
  approvers: readonly string[],
): string | undefined {
  const isHolder = (login: string): boolean => approvers.some((person) => isSameLogin(person, login));
  const person = isBot(pull.author) ? [] : [pull.author];
  const writers = [...person, ...pull.commitAuthors];
  const alone = proposed.siteContext!.policy.publishing!['self-approval'];
  if (alone && writers.length > 0 && writers.every((login) => login !== undefined && isHolder(login))) {
    return `Written by ${formatNameList([...new Set(writers.map((login) => `@${login}`))])}, who answers for what customers read.`;
  }
  const same = [pull.head, ...proposed.equivalentCommits];
  const approving = pull.reviews.find(
    ({ reviewer, decision, commit }) =>
      decision === 'approved' &&
      isHolder(reviewer) &&
      same.includes(commit) &&
      (alone || !writers.some((login) => login !== undefined && isSameLogin(login, reviewer))),
  );
  return approving && `Approved by @${approving.reviewer}.`;
}
