import type { SiteContext } from '../content/content.ts';
import type { Incident } from '../content/incident.ts';
import type { ResponsibleParty } from '../deadlines/escalation.ts';
import { requiredApproversOf } from './plan.ts';
import { isSameLogin } from '../text/github-login.ts';
import type { PullRequestReview } from '../pull-requests/pull-request.ts';

/** A review of an incident in a pull request, with what is published of it. */
export interface PostmortemFile {
  /** From the content root. */
  readonly path: string;
  /** Absent where the file can't be read, or reviews an incident that there is none of. */
  readonly incident?: Incident;
  /** Only the boxes of action items differ from what was approved. */
  readonly onlyCheckboxesChanged: boolean;
}

/** What approvals are judged from. Logins are without their `@`. */
export interface ApprovalContext {
  /** The published setting: a pull request doesn't choose its own approvers. */
  readonly siteContext: SiteContext;
  readonly files: readonly PostmortemFile[];
  readonly author: string;
  /** Whom GitHub knows as authors of the commits. */
  readonly commitAuthors: readonly (string | undefined)[];
  readonly head: string;
  /** Each reviewer's last word. */
  readonly reviews: readonly PullRequestReview[];
}

/** Whose approval a role has, or whose it waits for. */
export interface RoleApproval {
  readonly role: ResponsibleParty;
  /** As GitHub spells them, with the `@`. */
  readonly approvedBy?: string;
}

/** An approval that counts for nothing, and why. */
export interface IgnoredApproval {
  readonly reviewer: string;
  readonly reason: string;
}

/** How the approvals of a review stand (V8.2). */
export interface ApprovalStatus {
  /** Nothing in the pull request needs any. */
  readonly needed: boolean;
  readonly roles: readonly RoleApproval[];
  readonly ignored: readonly IgnoredApproval[];
  /** Who is to be asked: whoever holds a role that lacks its approval, but the author. */
  readonly reviewersToRequest: readonly string[];
  /** Paths of reviews that can't be judged. */
  readonly unreadablePaths: readonly string[];
  readonly complete: boolean;
}

/**
 * Judges the approvals of a pull request with reviews of incidents (V8.2): each role by somebody who holds it, on the
 * head as it is, not by the author, and distinct people unless the policy lets one stand for two.
 */
export function checkApprovals(context: ApprovalContext): ApprovalStatus {
  const files = context.files.filter(({ onlyCheckboxesChanged }) => !onlyCheckboxesChanged);
  const unreadablePaths = files.filter(({ incident }) => !incident).map(({ path }) => path);
  const roles = new Map(
    files
      .flatMap(({ incident }) =>
        incident ? requiredApproversOf({ siteContext: context.siteContext, incident }) : [],
      )
      .map((role) => [role.key, role]),
  );
  const wanted = [...roles.values()];
  const { counted, uncounted } = partitionApprovals(context, wanted);
  const allowSharedApprover = context.siteContext.policy.postmortem?.['allow-shared-approver'] === true;
  const roleApprovals = assignApprovers(wanted, counted, allowSharedApprover);
  const missing = roleApprovals.filter(({ approvedBy }) => approvedBy === undefined);
  const used = new Set(roleApprovals.map(({ approvedBy }) => approvedBy));
  const requested = missing.flatMap(({ role }) => role.people);
  const ask = requested.filter(
    (person) => !isSameLogin(person, context.author) && (allowSharedApprover || !used.has(person)),
  );
  return {
    needed: files.length > 0,
    roles: roleApprovals,
    ignored: uncounted,
    reviewersToRequest: [...new Set(ask)],
    unreadablePaths,
    complete: missing.length === 0 && unreadablePaths.length === 0,
  };
}

/** The approvals that count, and why the others don't. */
function partitionApprovals(
  { reviews, head, author, commitAuthors }: ApprovalContext,
  roles: readonly ResponsibleParty[],
): { counted: string[]; uncounted: IgnoredApproval[] } {
  const counted: string[] = [];
  const uncounted: IgnoredApproval[] = [];
  for (const { reviewer, decision, commit } of reviews) {
    if (decision !== 'approved') continue;
    const wrote =
      isSameLogin(reviewer, author) ||
      commitAuthors.some((one) => one !== undefined && isSameLogin(reviewer, one));
    const holds = roles.some(({ people }) => people.some((person) => isSameLogin(person, reviewer)));
    if (wrote) uncounted.push({ reviewer: `@${reviewer}`, reason: 'wrote it' });
    else if (commit !== head)
      uncounted.push({ reviewer: `@${reviewer}`, reason: 'approved an earlier text' });
    else if (!holds) uncounted.push({ reviewer: `@${reviewer}`, reason: 'holds none of the roles' });
    else counted.push(reviewer);
  }
  return { counted, uncounted };
}

/**
 * Gives each role a person who approved and holds it, so that as many roles as possible have one: where two roles could
 * have the same person, and one of them another, both are filled.
 */
function assignApprovers(
  roles: readonly ResponsibleParty[],
  approvers: readonly string[],
  allowSharedApprover: boolean,
): RoleApproval[] {
  const holders = roles.map(({ people }) =>
    approvers.filter((login) => people.some((person) => isSameLogin(person, login))),
  );
  if (allowSharedApprover) return roles.map((role, index) => createRoleApproval(role, holders[index]![0]));
  const roleOf = new Map<string, number>();
  const assign = (role: number, tried: Set<string>): boolean => {
    for (const login of holders[role]!) {
      if (tried.has(login)) continue;
      tried.add(login);
      const other = roleOf.get(login);
      if (other !== undefined && !assign(other, tried)) continue;
      roleOf.set(login, role);
      return true;
    }
    return false;
  };
  for (const role of roles.keys()) assign(role, new Set());
  const by = new Map([...roleOf].map(([login, role]) => [role, login]));
  return roles.map((role, index) => createRoleApproval(role, by.get(index)));
}

function createRoleApproval(role: ResponsibleParty, login: string | undefined): RoleApproval {
  return { role, ...(login !== undefined && { approvedBy: `@${login}` }) };
}
