import { hasErrors } from '../content/finding.ts';
import type { SiteContext } from '../content/content.ts';
import type { Instant } from '../time/instant.ts';
import { formatNameList } from '../templates/template.ts';
import { findResponsibleParty } from '../deadlines/escalation.ts';
import type { ResponsibleParty } from '../deadlines/escalation.ts';
import { isBot, isSameLogin } from '../text/github-login.ts';
import { proposeTemplate } from './template-fallback.ts';
import type { TemplateProposal } from './template-fallback.ts';
import type { IncidentFileChange, JoinedTree, ProposedChanges, PullRequestInfo } from './pull-request.ts';
import { updateTimestamps } from './update-timestamps.ts';
import type { TimestampUpdate } from './update-timestamps.ts';
import { approverOf, hasSeveralApprovers } from './approver.ts';
import { findCustomWording } from './custom-wording.ts';
import { findOtherPublicChanges } from './public-changes.ts';
import type { VersionPair } from './custom-wording.ts';

/** The decision about a pull request, with its reason as a sentence. */
export type MergeDecision =
  /** `timestampUpdates` are files whose timestamps must be updated before the merge. */
  | { readonly type: 'merge'; readonly reason: string; readonly timestampUpdates: readonly TimestampUpdate[] }
  | ({ readonly type: 'wait' } & MergeBlocker)
  /** No approval came in time, so the template is proposed instead (V12.1). */
  | ({ readonly type: 'propose-template'; readonly proposal: TemplateProposal } & MergeBlocker)
  /** It is never auto-merged. `missingApproval` says what its public text needs before a person may merge it. */
  | {
      readonly type: 'manual-merge';
      readonly reason: string;
      readonly missingApproval?: string;
      /** All of it was published with another pull request. */
      readonly isPublished?: true;
    };

export interface MergeBlocker {
  readonly blockedBy: 'approval' | 'changes-needed' | 'checks-failed' | 'checks-running' | 'draft';
  /** GitHub names with `@`. */
  readonly people: readonly string[];
  readonly reason: string;
  /** What needs approval, each with its file: text that matches no template, changed states and roles. */
  readonly customWording: readonly string[];
  /** When the template is proposed; absent if no template fits. */
  readonly proposeTemplateAt?: Instant;
  /** The default branch is merged into its branch first. */
  readonly joined?: JoinedTree;
}

/**
 * Decides whether a pull request is auto-merged (V5.1 to V5.3: text from a template is already approved), or what it
 * waits for. The published policy, people and components apply, not those of the pull request.
 */
export function decideMerge(pull: PullRequestInfo, proposed: ProposedChanges, now: Instant): MergeDecision {
  const { siteContext, files } = proposed;
  const review = reviewText(pull, proposed);
  const manualReason = manualMergeReason(pull, proposed);
  if (manualReason !== undefined || !review) {
    const missing = review?.missing && { missingApproval: review.missing.reason };
    const isPublished = manualReason === ALREADY_PUBLISHED && { isPublished: true as const };
    return { type: 'manual-merge', reason: manualReason ?? NO_PUBLISHING, ...missing, ...isPublished };
  }
  const { publishing, changes, customWording, approvers, missing, approval } = review;
  const proposal =
    customWording.length > 0 && !pull.draft
      ? proposeTemplate(siteContext!, proposed.content.incidents, files, changes)
      : undefined;
  const proposeTemplateAt = pull.createdAt + publishing['approval-timeout'];
  const waitFor = (
    blocker: Pick<MergeBlocker, 'blockedBy' | 'reason'>,
    people: readonly string[] = [],
  ): MergeDecision => {
    const { joined } = proposed;
    const wait = {
      ...{ ...blocker, people, customWording },
      ...(proposal && { proposeTemplateAt }),
      ...(joined && { joined }),
    };
    return proposal && now >= proposeTemplateAt
      ? { type: 'propose-template', ...wait, proposal }
      : { type: 'wait', ...wait };
  };
  if (pull.draft)
    return waitFor({ blockedBy: 'draft', reason: 'It is a draft. Mark it as ready for review.' });
  if (proposed.hasConflicts) {
    const reason = `It has conflicts with ${pull.defaultBranch}. Resolve them.`;
    return waitFor({ blockedBy: 'changes-needed', reason });
  }
  if (hasErrors(proposed.diagnostics)) {
    return waitFor(
      { blockedBy: 'changes-needed', reason: 'Validation failed. Fix the errors below.' },
      approvers,
    );
  }
  if (hasSeveralApprovers(siteContext!.policy, changes)) {
    const reason =
      'It changes a security incident and other incidents, which different people approve. Put them into pull requests of their own.';
    return waitFor({ blockedBy: 'changes-needed', reason });
  }
  if (missing) return waitFor({ blockedBy: 'approval', reason: missing.reason }, missing.people);
  if (proposed.joined) {
    const reason = `It is put after what was published meanwhile: ${pull.defaultBranch} is merged into its branch.`;
    return waitFor({ blockedBy: 'changes-needed', reason });
  }
  const [failed, running] = (['failed', 'running'] as const).map((state) =>
    pull.checks.filter((check) => check.state === state).map(({ name }) => name),
  ) as [string[], string[]];
  if (failed.length > 0)
    return waitFor({ blockedBy: 'checks-failed', reason: `Failed checks: ${failed.join(', ')}.` });
  if (running.length > 0)
    return waitFor({ blockedBy: 'checks-running', reason: `Running checks: ${running.join(', ')}.` });
  const timestampUpdates = files.flatMap(
    (file, index) => updateTimestamps(siteContext!.policy, file, changes[index]!, now) ?? [],
  );
  return { type: 'merge', reason: approval, timestampUpdates };
}

const TEMPLATE_APPROVAL = 'All text that becomes public matches approved templates.';
const NO_PUBLISHING = 'The policy has no "publishing" section, so it must be merged manually.';

/** What the changed text needs, whatever else the pull request changes. */
interface TextReview {
  readonly publishing: NonNullable<SiteContext['policy']['publishing']>;
  readonly changes: readonly VersionPair[];
  readonly customWording: readonly string[];
  readonly approvers: readonly string[];
  /** Why it may be published, as a sentence. */
  readonly approval: string;
  /** What is still missing, and whose decision that is. */
  readonly missing?: { readonly reason: string; readonly people: readonly string[] };
}

/** Undefined if the published policy says nothing about publishing. */
function reviewText(pull: PullRequestInfo, proposed: ProposedChanges): TextReview | undefined {
  const { siteContext, files } = proposed;
  const publishing = siteContext?.policy.publishing;
  if (!publishing) return undefined;
  const changes = files.map((file) => findVersions(file, proposed));
  const customWording = [
    ...changes.flatMap((change, index) =>
      [...findCustomWording(siteContext, change), ...findNewAssignments(siteContext, change)].map(
        (what) => `${files[index]!.path}: ${what}`,
      ),
    ),
    ...findOtherPublicChanges(siteContext, proposed),
  ];
  const approver = approverOf(siteContext.policy, changes) ?? publishing.approver;
  const approvers = eligibleApprovers(siteContext, approver);
  const review = { publishing, changes, customWording, approvers, approval: TEMPLATE_APPROVAL };
  const objecting = pull.reviews.filter(
    ({ decision, isCollaborator }) => decision === 'changes-requested' && isCollaborator,
  );
  if (objecting.length > 0) {
    const people = objecting.map(({ reviewer }) => `@${reviewer}`);
    return { ...review, missing: { reason: `${formatNameList(people)} requested changes.`, people } };
  }
  if (customWording.length === 0) return review;
  const approval = findApproval(pull, proposed, approvers);
  if (approval !== undefined) return { ...review, approval };
  const { name } = findResponsibleParty(siteContext.policy, siteContext.site, approver);
  const reason =
    approvers.length === 0
      ? `It needs approval by the ${name.toLowerCase()}, but status.yaml assigns no one to ${approver}.`
      : `It needs approval by the ${name.toLowerCase()}.`;
  return { ...review, missing: { reason, people: approvers } };
}

const ALREADY_PUBLISHED = 'All of it was published with another pull request.';

/** Why the pull request is never auto-merged; undefined if it can be. */
function manualMergeReason(
  pull: PullRequestInfo,
  { siteContext, files, otherPaths, joined }: ProposedChanges,
): string | undefined {
  if (!pull.open) return 'It is closed.';
  if (!pull.isSameRepository) return 'It comes from a fork, so it must be merged manually.';
  if (pull.base !== pull.defaultBranch)
    return `Its base branch is not ${pull.defaultBranch}, so it must be merged manually.`;
  const rights = otherPaths.filter(decidesWhoPublishes);
  if (rights.length > 0)
    return `It changes who may publish what (${formatPaths(rights)}), so it needs approval by ${siteContext?.policy.owner ?? 'the owner of the policy'} and must be merged manually.`;
  if (otherPaths.length > 0)
    return `It changes files other than incidents (${formatPaths(otherPaths)}), so it must be merged manually.`;
  if (files.length === 0 && joined) return ALREADY_PUBLISHED;
  if (files.length === 0) return 'It changes no incident.';
  if (!siteContext)
    return 'The published status.yaml or its policy is invalid, so it must be merged manually.';
  return undefined;
}

/** `status.yaml`, and what is in `policies/` and `words/`. */
function decidesWhoPublishes(path: string): boolean {
  const [folder, name] = path.split('/').slice(-2);
  return (
    (name ?? folder) === 'status.yaml' || (name !== undefined && ['policies', 'words'].includes(folder!))
  );
}

function formatPaths(paths: readonly string[]): string {
  return `${paths.slice(0, 3).join(', ')}${paths.length > 3 ? ` and ${paths.length - 3} more` : ''}`;
}

/** Both versions; one that is invalid, or hidden by a file with the same name, is left out. */
function findVersions({ path }: IncidentFileChange, { published, content }: ProposedChanges): VersionPair {
  const [before, after] = [published, content].map(({ incidents }) =>
    incidents.find(({ source }) => source.path === path),
  );
  return { ...(before && { before }), ...(after && { after }) };
}

/**
 * Changes of the commander or the roles of an incident that need approval: a new person is named who does not have the
 * role in the published `status.yaml`.
 */
function findNewAssignments({ policy, site }: SiteContext, { before, after }: VersionPair): string[] {
  if (before?.kind !== 'incident' || after?.kind !== 'incident') return [];
  const roles = [
    ...Object.keys({ ...before.internal.roles, ...after.internal.roles }),
    ...(policy.required.commander === undefined ? [] : [policy.required.commander]),
  ];
  return [...new Set(roles)].flatMap((role) => {
    const holders = findResponsibleParty(policy, site, role).people;
    const [old, now] = [before, after].map((incident) =>
      findResponsibleParty(policy, site, role, incident),
    ) as [ResponsibleParty, ResponsibleParty];
    return now.people
      .filter((person) => ![...holders, ...old.people].some((known) => isSameLogin(known, person)))
      .map(
        (person) =>
          `${person} is named ${now.name.toLowerCase()}, but does not have this role in status.yaml`,
      );
  });
}

/**
 * GitHub names of the approvers, with `@`: the people of the role in the default branch's `status.yaml`. An incident's
 * commander or roles don't count, because anyone with write access can set them.
 */
function eligibleApprovers({ policy, site }: SiteContext, approver: string): string[] {
  const { people } = findResponsibleParty(policy, site, approver);
  return [...new Set(people)].filter((person) => !person.includes('/'));
}

/** Who approved the custom wording, as a sentence; undefined if no one did yet. */
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
    return `Written by ${formatNameList([...new Set(writers.map((login) => `@${login}`))])}, who can approve it.`;
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
