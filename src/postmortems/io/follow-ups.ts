import { isRobot } from '../../text/github-login.ts';
import { parseContent } from '../../content/content.ts';
import { planPapers } from '../plan-follow-ups.ts';
import type { PaperAction } from '../plan-follow-ups.ts';
import { markersIn } from '../../text/comment-marker.ts';
import { CHASED_FOR } from '../../deadlines/active-content.ts';
import { deadlinesOf } from '../../deadlines/all-deadlines.ts';
import { policyChanges } from '../../deadlines/policy-changes.ts';
import type { Instant } from '../../time/instant.ts';
import { settled } from '../../deadlines/io/require-setting.ts';
import { readContent, reviewRoot } from '../../files/read-content.ts';
import { GitError } from '../../git/run.ts';
import type { Client } from '../../github/client.ts';
import { findDesk } from '../../response/io/repository-context.ts';
import { readPolicyVersions } from '../../deadlines/io/policy-versions.ts';
import { readFacts } from '../../deadlines/io/read-evidence.ts';
import type { PaperIssue, PaperKind, PapersFacts } from '../follow-ups.ts';

/** By this label the issues of papers are listed. */
const LABEL = 'incident-papers';

/** Everything that papers are chased by, but what GitHub shows. */
export type PapersKnown = Omit<PapersFacts, 'issues' | 'secluded' | 'kinds'>;

/**
 * Which papers a repository on GitHub sees to: all of them, or, where the reviews are kept apart, the SOP's own review
 * with the incidents, and action items with the reviews.
 * @param repository `owner/name`
 */
export async function papersOf(root: string, repository: string): Promise<readonly PaperKind[]> {
  const apart = reviewRoot(root, (await readContent(root)).site);
  if (apart === root) return ['action-item', 'sop-review'];
  const there = await findDesk(apart).catch(ifNone);
  return there?.outside.github?.repository === repository ? ['action-item'] : ['sop-review'];
}

function ifNone(error: unknown): undefined {
  if (error instanceof GitError || (error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
  throw error;
}

/** Reads what papers the SOP waits for. */
export async function readPapers(root: string, now: Instant): Promise<PapersKnown> {
  const sources = await readContent(root);
  const content = parseContent(sources);
  const setting = settled(content);
  const [{ facts: known }, versions] = await Promise.all([
    readFacts(root, sources, setting, content.entries, now),
    readPolicyVersions(root, setting.policy),
  ]);
  const facts = { ...known, changed: policyChanges(versions) };
  const { entries } = content;
  const deadlines = deadlinesOf(setting, entries, facts, now, { endedAfter: now - CHASED_FOR });
  return { setting, entries, facts, deadlines, now };
}

/** Plans what GitHub should show of papers, in the repository that the reviews live in. @throws RequestError */
export async function planPapersOn(
  { octokit, at }: Client,
  known: PapersKnown,
  kinds: readonly PaperKind[],
): Promise<PaperAction[]> {
  const [{ data: repository }, listed] = await Promise.all([
    octokit.rest.repos.get({ ...at }),
    octokit.paginate(octokit.rest.issues.listForRepo, { ...at, labels: LABEL, state: 'all', per_page: 100 }),
  ]);
  const issues = listed
    .filter(({ pull_request, user }) => pull_request === undefined && isRobot(user?.login ?? ''))
    .flatMap(({ number, title, body, state }): PaperIssue[] => {
      const [marker] = (['action-item', 'sop-review'] as const).flatMap((kind) =>
        markersIn(body ?? '', kind).map((key) => ({ kind, key })),
      );
      return marker ? [{ number, ...marker, open: state === 'open', title, body: body ?? '' }] : [];
    });
  return planPapers({ ...known, issues, kinds, secluded: repository.private });
}

/** Does one of the actions. People who can't be assigned are asked in words all the same. @throws RequestError */
export async function performPaper({ octokit, at }: Client, action: PaperAction): Promise<void> {
  const { issues } = octokit.rest;
  if (action.do === 'refresh-paper') {
    const { issue: issue_number, title, body } = action;
    await issues.update({ ...at, issue_number, title, body });
  } else if (action.do === 'close-paper') {
    const { issue: issue_number, body } = action;
    await issues.createComment({ ...at, issue_number, body });
    await issues.update({ ...at, issue_number, state: 'closed', state_reason: 'completed' });
  } else {
    const { title, body, people } = action;
    const { data } = await issues.create({ ...at, title, body, labels: [LABEL] });
    const assignees = people.filter((person) => !person.includes('/')).map((person) => person.slice(1));
    if (assignees.length > 0)
      await issues.addAssignees({ ...at, issue_number: data.number, assignees }).catch(() => undefined);
  }
}

/** The incidents whose review is owed, soonest first. */
export function owedReviews({ deadlines }: PapersKnown): string[] {
  return deadlines.flatMap(({ kind, incident }) =>
    kind === 'postmortem' && incident !== undefined ? [incident] : [],
  );
}
