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
  | { readonly is: 'merge'; readonly reason: string; readonly timestampUpdates: readonly TimestampUpdate[] }
  | ({ readonly is: 'wait' } & MergeBlocker)
  /** Nobody answered in time: the template is offered to go out instead (V12.1). */
  | ({ readonly is: 'offer'; readonly proposal: TemplateProposal } & MergeBlocker)
  /** A person merges it, or nobody. */
  | { readonly is: 'not-ours'; readonly reason: string };

export interface MergeBlocker {
  readonly blockedBy: 'approval' | 'mending' | 'checks' | 'checks-running' | 'a-person';
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
  const { setting, files } = proposed;
  const leave = manualMergeReason(pull, proposed);
  if (leave !== undefined) return { is: 'not-ours', reason: leave };
  const publishing = setting!.policy.publishing!;
  const changes = files.map((file) => parseVersions(file, setting!.site.timezone));
  const free = changes.flatMap((change, index) =>
    findCustomWording(setting!, change).map((what) => `${files[index]!.path}: ${what}`),
  );
  const whom = eligibleApprovers(proposed, changes);
  const offers =
    free.length > 0 && !pull.draft ? proposeTemplate(setting!, proposed.content.incidents, files, changes) : undefined;
  const until = pull.createdAt + publishing.answer;
  const waiting = (why: Pick<MergeBlocker, 'for' | 'why'>, people: readonly string[] = []): MergeDecision => {
    const wait = { ...why, whom: people, free, ...(offers && { until }) };
    return offers && now >= until ? { is: 'offer', ...wait, proposal: offers } : { is: 'wait', ...wait };
  };
  if (pull.draft) return waiting({ blockedBy: 'a-person', reason: 'It is a draft: a person marks it as ready.' });
  if (proposed.hasConflicts) {
    const why = `Its lines were changed on ${pull.defaultBranch} too: a person puts the two together.`;
    return waiting({ blockedBy: 'mending', reason: why });
  }
  if (hasErrors(proposed.findings)) {
    return waiting({ blockedBy: 'mending', reason: 'The validator refuses it; what to mend is named below.' }, whom);
  }
  const objecting = pull.reviews.filter(({ decision, isCollaborator }) => decision === 'wants-changes' && isCollaborator);
  if (objecting.length > 0) {
    const names = objecting.map(({ reviewer }) => `@${reviewer}`);
    return waiting({ blockedBy: 'approval', reason: `${formatNameList(names)} asked for changes.` }, names);
  }
  const approval = free.length === 0 ? TEMPLATE_APPROVAL : findApproval(pull, proposed, whom);
  if (approval === undefined) {
    const { name } = findResponsibleParty(setting!.policy, setting!.site, publishing.approver);
    const why =
      whom.length === 0
        ? `It is in words of its own, which wait for the ${name.toLowerCase()}; status.yaml names nobody as ${publishing.approver}.`
        : `It is in words of its own, which wait for an approval by the ${name.toLowerCase()}.`;
    return waiting({ blockedBy: 'approval', reason: why }, whom);
  }
  const [failed, running] = (['failed', 'running'] as const).map((state) =>
    pull.checks.filter((check) => check.state === state).map(({ name }) => name),
  ) as [string[], string[]];
  if (failed.length > 0) return waiting({ blockedBy: 'checks', reason: `These checks failed: ${failed.join(', ')}.` });
  if (running.length > 0)
    return waiting({ blockedBy: 'checks-running', reason: `These checks still run: ${running.join(', ')}.` });
  const stamps = files.flatMap((file, index) => updateTimestamps(setting!.policy, file, changes[index]!, now) ?? []);
  return { is: 'merge', reason: approval, timestampUpdates: stamps };
}

const TEMPLATE_APPROVAL = 'The template is the approval.';

/** Why no tool may merge it, whatever it says. */
function manualMergeReason(pull: PullRequestInfo, { setting, files, otherPaths }: ProposedChanges): string | undefined {
  if (!pull.open) return 'It is closed.';
  if (!pull.isSameRepository) return 'It comes from a fork: a person merges it.';
  if (pull.base !== pull.defaultBranch)
    return `It goes into another branch than ${pull.defaultBranch}: a person merges it.`;
  if (otherPaths.length > 0) {
    const more = otherPaths.length > 3 ? ` and ${otherPaths.length - 3} more` : '';
    return `It touches more than incidents, ${otherPaths.slice(0, 3).join(', ')}${more}: a person merges it.`;
  }
  if (files.length === 0) return 'It touches no incident.';
  if (!setting) return 'The published status.yaml or its policy can not be read: a person merges it.';
  if (!setting.policy.publishing) return 'The policy does not say what merges by itself: a person merges it.';
  return undefined;
}

/** A file before and after; what can't be read as a whole is no entry. */
function parseVersions({ before, after }: IncidentFileChange, zone: string): VersionPair {
  const [old, now] = [before, after].map((source) => source && parseIncident(source, zone).value);
  return { ...(old && { before: old }), ...(now && { after: now }) };
}

/** Who may approve, with their `@`: those whom what is published names, never those whom the pull request names. */
function eligibleApprovers({ setting }: ProposedChanges, changes: readonly VersionPair[]): string[] {
  const { policy, site } = setting!;
  const role = policy.publishing!.approver;
  const before = changes.flatMap(({ before: entry }): IncidentOrMaintenance[] => (entry ? [entry] : []));
  const named = before.flatMap((entry) =>
    entry.kind === 'incident' ? findResponsibleParty(policy, site, role, entry).people : [],
  );
  const people = [...named, ...findResponsibleParty(policy, site, role).people];
  return [...new Set(people)].filter((person) => !person.includes('/'));
}

/** Who answers for words of one's own; undefined as long as nobody does. */
function findApproval(pull: PullRequestInfo, proposed: ProposedChanges, whom: readonly string[]): string | undefined {
  const isHolder = (login: string): boolean => whom.some((person) => isSameLogin(person, login));
  const person = isBot(pull.author) ? [] : [pull.author];
  const writers = [...person, ...pull.commitAuthors];
  const alone = proposed.setting!.policy.publishing!['own-words'];
  if (alone && writers.length > 0 && writers.every((login) => login !== undefined && isHolder(login))) {
    return `Written by ${formatNameList([...new Set(writers.map((login) => `@${login}`))])}, who answers for what customers read.`;
  }
  const same = [pull.head, ...proposed.equivalentCommits];
  const approving = pull.reviews.find(
    ({ reviewer, decision, commit }) =>
      decision === 'approves' &&
      isHolder(reviewer) &&
      same.includes(commit) &&
      (alone || !writers.some((login) => login !== undefined && isSameLogin(login, reviewer))),
  );
  return approving && `Approved by @${approving.reviewer}.`;
}
