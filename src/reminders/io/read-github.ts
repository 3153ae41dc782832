import { incidentOfBranch, isUnmodified, NEXT_UPDATE_PREFIX } from '../next-update-branch.ts';
import { TRACKING_LABEL, REMINDER_MARKER, TRACKING_MARKER } from '../facts.ts';
import type { TrackingState, UpdateDraftPull, ReminderComment, TrackingIssue } from '../facts.ts';
import { parseMarkerKeys } from '../../text/comment-marker.ts';
import { incidentBranch } from '../../response/change.ts';
import { isDraftPull } from '../../github/pull-requests.ts';
import type { GithubClient } from '../../github/client.ts';
import type { LoginPredicate } from '../../github/comments.ts';
import { tryGit, runGit } from '../../git/write.ts';

/** Where incidents are followed: a repository on GitHub, and a clone of it. */
export interface Tracker {
  readonly client: GithubClient;
  /** The clone, and where the content root lies in it, with `/` at its end or empty. */
  readonly root: string;
  readonly prefix: string;
  readonly remote: string;
  /** The branch that is published. */
  readonly defaultBranch: string;
  /** For people: `https://github.com/acme/status`. */
  readonly url: string;
  /** Whose words are read as the tool's own: anybody may write a marker. */
  readonly isOwnLogin: LoginPredicate;
  /** What this process has learned: GitHub is asked again by the next one. */
  readonly declinedBranches: Set<string>;
  readonly manualBranches: Set<string>;
  readonly checkedHeads: Set<string>;
}

/** What GitHub shows. `pathOf` gives an incident's file, from the content root; `isOpen` whether it goes on. */
export async function readTrackingState(
  tracker: Tracker,
  pathOf: (incident: string) => string,
  isOpen: (incident: string) => boolean,
): Promise<TrackingState> {
  const [issues, requests, branches] = await Promise.all([
    readTrackingIssues(tracker, isOpen),
    readOpenPullRequests(tracker),
    readUpdateDraftBranches(tracker, pathOf),
  ]);
  const pendingPulls = requests.flatMap(({ branch, number, draft }) =>
    branch.startsWith(incidentBranch('')) && !draft
      ? [[branch.slice(incidentBranch('').length), number] as const]
      : [],
  );
  const updateDrafts = branches.map((branch): UpdateDraftPull => {
    const request = requests.find((one) => one.branch === branch.branch);
    return { draft: false, ...branch, ...(request && { number: request.number, draft: request.draft }) };
  });
  const { declinedBranches, manualBranches, checkedHeads } = tracker;
  return {
    issues,
    updateDrafts,
    pendingPulls: new Map(pendingPulls),
    declinedBranches,
    manualBranches,
    checkedHeads,
  };
}

async function readTrackingIssues(
  tracker: Tracker,
  isOpen: (incident: string) => boolean,
): Promise<TrackingIssue[]> {
  const { client, isOwnLogin } = tracker;
  const { octokit, at } = client;
  const listed = await octokit.paginate(octokit.rest.issues.listForRepo, {
    ...at,
    labels: TRACKING_LABEL,
    state: 'all',
    per_page: 100,
  });
  const own = listed
    .filter(({ pull_request, user }) => pull_request === undefined && isOwnLogin(user?.login ?? ''))
    .flatMap(({ number, title, body, state }) => {
      const [incident] = parseMarkerKeys(body ?? '', TRACKING_MARKER);
      return incident === undefined
        ? []
        : [{ number, incident, open: state === 'open', title, body: body ?? '' }];
    })
    .toSorted((a, b) => a.number - b.number);
  const withReminders = own.map(async (issue) => {
    const reminders =
      issue.open || isOpen(issue.incident) ? await readReminderComments(tracker, issue.number) : [];
    return { ...issue, reminders };
  });
  return Promise.all(withReminders);
}

/** What the tool has said on an issue, oldest first. */
export async function readReminderComments(
  { client, isOwnLogin }: Tracker,
  issue: number,
): Promise<ReminderComment[]> {
  const { octokit, at } = client;
  const comments = await octokit.paginate(octokit.rest.issues.listComments, {
    ...at,
    issue_number: issue,
    per_page: 100,
  });
  return comments
    .filter(({ user }) => isOwnLogin(user?.login ?? ''))
    .map(({ id, body }) => ({ comment: id, reminderIds: parseMarkerKeys(body ?? '', REMINDER_MARKER) }))
    .filter(({ reminderIds }) => reminderIds.length > 0)
    .toSorted((a, b) => a.comment - b.comment);
}

interface OpenPullRequest {
  readonly branch: string;
  readonly number: number;
  readonly draft: boolean;
}

/** The open pull requests of branches of this repository: a fork may call its branch what it likes. */
async function readOpenPullRequests({ client }: Tracker): Promise<OpenPullRequest[]> {
  const { octokit, at } = client;
  const listed = await octokit.paginate(octokit.rest.pulls.list, { ...at, state: 'open', per_page: 100 });
  const here = `${at.owner}/${at.repo}`.toLowerCase();
  return listed
    .filter(({ head }) => head.repo?.full_name.toLowerCase() === here)
    .map((pull) => ({ branch: pull.head.ref, number: pull.number, draft: isDraftPull(pull) }));
}

type UpdateDraftBranch = Omit<UpdateDraftPull, 'number' | 'draft'>;

/** The branches of ready updates, as the remote has them. */
async function readUpdateDraftBranches(
  { root, prefix, remote }: Tracker,
  pathOf: (incident: string) => string,
): Promise<UpdateDraftBranch[]> {
  const refPrefix = `refs/remotes/${remote}/`;
  await runGit(
    root,
    [
      'fetch',
      '--quiet',
      '--no-tags',
      '--prune',
      '--',
      remote,
      `+refs/heads/${NEXT_UPDATE_PREFIX}*:${refPrefix}${NEXT_UPDATE_PREFIX}*`,
    ],
    { timeout: FETCH_TIMEOUT_MS },
  );
  const listed = await runGit(root, [
    'for-each-ref',
    '--format=%(objectname) %(refname)',
    `${refPrefix}${NEXT_UPDATE_PREFIX}`,
  ]);
  const refs = listed.split('\n').filter((line) => line !== '');
  return Promise.all(
    refs.map(async (line): Promise<UpdateDraftBranch> => {
      const [head = '', ref = ''] = line.split(' ');
      const branch = ref.slice(refPrefix.length);
      const message = (await tryGit(root, ['log', '-1', '--no-show-signature', '--format=%B', head])) ?? '';
      const path = prefix + pathOf(incidentOfBranch(branch));
      const text = await tryGit(root, ['cat-file', 'blob', `${head}:${path}`]);
      return {
        branch,
        head,
        isUnmodified: isUnmodified(branch, message),
        ...(text !== undefined && { text: `${text.replace(/\r\n?/g, '\n')}\n` }),
      };
    }),
  );
}

const FETCH_TIMEOUT_MS = 20_000;
