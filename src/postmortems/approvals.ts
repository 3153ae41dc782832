import type { SiteContext } from '../content/content.ts';
import type { Incident } from '../content/incident.ts';
import type { ResponsibleParty } from '../deadlines/escalation.ts';
import { requiredApproversOf } from './plan.ts';
import { isSameLogin } from '../text/github-login.ts';
import type { PullRequestReview } from '../pull-requests/pull-request.ts';

/** A postmortem in a pull request, with its incident. */
export interface PostmortemFile {
  /** Relative to the content root. */
  readonly path: string;
  /** Absent if the file can't be parsed, or refers to an incident that doesn't exist. */
  readonly incident?: Incident;
  /** Only checkboxes of action items differ from the base. */
  readonly onlyCheckboxesChanged: boolean;
}

/** Logins have no `@`. */
export interface ApprovalContext {
  /** From the default branch, so that a pull request can't choose its approvers. */
  readonly siteContext: SiteContext;
  readonly files: readonly PostmortemFile[];
  readonly author: string;
  /** GitHub accounts of the commit authors. */
  readonly commitAuthors: readonly (string | undefined)[];
  readonly head: string;
  /** The latest decision of each reviewer. */
  readonly reviews: readonly PullRequestReview[];
}

export interface RoleApproval {
  readonly role: ResponsibleParty;
  /** GitHub names with `@`. */
  readonly approvedBy?: string;
}

export interface IgnoredApproval {
  readonly reviewer: string;
  readonly reason: string;
}

/** The status of the approvals of a postmortem (V8.2). */
export interface ApprovalStatus {
  /** Whether anything in the pull request needs approval. */
  readonly needed: boolean;
  readonly roles: readonly RoleApproval[];
  readonly ignored: readonly IgnoredApproval[];
  /** The holders of roles whose approval is missing, without the author. */
  readonly reviewersToRequest: readonly string[];
  /** Paths of postmortems whose approvals can't be checked. */
  readonly unreadablePaths: readonly string[];
  readonly complete: boolean;
}

/**
 * Checks the approvals of a pull request with postmortems (V8.2): each role needs one from a holder who is not the author,
 * on the current head, and from a different person unless the policy allows shared approvers.
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

/** The approvals that count, and the reasons why others don't. */
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

/** Assigns approvers to the roles that they hold so that as many roles as possible have one (bipartite matching). */
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

/** Unchecks all action items, so that checking a box does not invalidate an approval (V8.5). */
export function uncheckActionItems(text: string): string {
  return text.replace(/^( *(?:[-*+]|\d+[.)]) +)\[[ xX]\](?= )/gm, '$1[ ]');
}
