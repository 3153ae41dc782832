import type { Setting } from '../content/content.ts';
import type { Incident } from '../content/incident.ts';
import type { Asked } from '../deadlines/escalation.ts';
import { approversOf } from './plan.ts';
import { sameLogin } from '../text/github-login.ts';
import type { Review } from '../pull-requests/pull-request.ts';

/** A review of an incident in a pull request, with what is published of it. */
export interface ReviewedFile {
  /** From the content root. */
  readonly path: string;
  /** Absent where the file can't be read, or reviews an incident that there is none of. */
  readonly incident?: Incident;
  /** Only the boxes of action items differ from what was approved. */
  readonly onlyBoxes: boolean;
}

/** What approvals are judged from. Logins are without their `@`. */
export interface ApprovalFacts {
  /** The published setting: a pull request doesn't choose its own approvers. */
  readonly setting: Setting;
  readonly files: readonly ReviewedFile[];
  readonly author: string;
  /** Whom GitHub knows as authors of the commits. */
  readonly writers: readonly (string | undefined)[];
  readonly head: string;
  /** Each reviewer's last word. */
  readonly reviews: readonly Review[];
}

/** Whose approval a role has, or whose it waits for. */
export interface RoleApproval {
  readonly role: Asked;
  /** As GitHub spells them, with the `@`. */
  readonly by?: string;
}

/** An approval that counts for nothing, and why. */
export interface Uncounted {
  readonly by: string;
  readonly why: string;
}

/** How the approvals of a review stand (V8.2). */
export interface Approvals {
  /** Nothing in the pull request needs any. */
  readonly needed: boolean;
  readonly roles: readonly RoleApproval[];
  readonly uncounted: readonly Uncounted[];
  /** Who is to be asked: whoever holds a role that lacks its approval, but the author. */
  readonly ask: readonly string[];
  /** Paths of reviews that can't be judged. */
  readonly unread: readonly string[];
  readonly complete: boolean;
}

/**
 * Judges the approvals of a pull request with reviews of incidents (V8.2): each role by somebody who holds it, on the
 * head as it is, not by the author, and distinct people unless the policy lets one stand for two.
 */
export function judgeApprovals(facts: ApprovalFacts): Approvals {
  const files = facts.files.filter(({ onlyBoxes }) => !onlyBoxes);
  const unread = files.filter(({ incident }) => !incident).map(({ path }) => path);
  const roles = new Map(
    files
      .flatMap(({ incident }) => (incident ? approversOf({ setting: facts.setting, incident }) : []))
      .map((role) => [role.key, role]),
  );
  const wanted = [...roles.values()];
  const { counted, uncounted } = sift(facts, wanted);
  const twice = facts.setting.policy.postmortem?.['two-roles-in-one'] === true;
  const filled = fill(wanted, counted, twice);
  const missing = filled.filter(({ by }) => by === undefined);
  const used = new Set(filled.map(({ by }) => by));
  const asked = missing.flatMap(({ role }) => role.people);
  const ask = asked.filter((person) => !sameLogin(person, facts.author) && (twice || !used.has(person)));
  return {
    needed: files.length > 0,
    roles: filled,
    uncounted,
    ask: [...new Set(ask)],
    unread,
    complete: missing.length === 0 && unread.length === 0,
  };
}

/** The approvals that count, and why the others don't. */
function sift(
  { reviews, head, author, writers }: ApprovalFacts,
  roles: readonly Asked[],
): { counted: string[]; uncounted: Uncounted[] } {
  const counted: string[] = [];
  const uncounted: Uncounted[] = [];
  for (const { by, word, commit } of reviews) {
    if (word !== 'approves') continue;
    const wrote = sameLogin(by, author) || writers.some((one) => one !== undefined && sameLogin(by, one));
    const holds = roles.some(({ people }) => people.some((person) => sameLogin(person, by)));
    if (wrote) uncounted.push({ by: `@${by}`, why: 'wrote it' });
    else if (commit !== head) uncounted.push({ by: `@${by}`, why: 'approved an earlier text' });
    else if (!holds) uncounted.push({ by: `@${by}`, why: 'holds none of the roles' });
    else counted.push(by);
  }
  return { counted, uncounted };
}

/**
 * Gives each role a person who approved and holds it, so that as many roles as possible have one: where two roles could
 * have the same person, and one of them another, both are filled.
 */
function fill(roles: readonly Asked[], approvers: readonly string[], twice: boolean): RoleApproval[] {
  const holders = roles.map(({ people }) =>
    approvers.filter((login) => people.some((person) => sameLogin(person, login))),
  );
  if (twice) return roles.map((role, index) => named(role, holders[index]![0]));
  const roleOf = new Map<string, number>();
  const place = (role: number, tried: Set<string>): boolean => {
    for (const login of holders[role]!) {
      if (tried.has(login)) continue;
      tried.add(login);
      const other = roleOf.get(login);
      if (other !== undefined && !place(other, tried)) continue;
      roleOf.set(login, role);
      return true;
    }
    return false;
  };
  for (const role of roles.keys()) place(role, new Set());
  const by = new Map([...roleOf].map(([login, role]) => [role, login]));
  return roles.map((role, index) => named(role, by.get(index)));
}

function named(role: Asked, login: string | undefined): RoleApproval {
  return { role, ...(login !== undefined && { by: `@${login}` }) };
}
