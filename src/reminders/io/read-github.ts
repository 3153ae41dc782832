import { resolve } from 'node:path';
import { incidentOfBranch, isUnmodified, NEXT_UPDATE_PREFIX } from '../next-update-branch.ts';
import { TRACKING_LABEL, REMINDER_MARKER, TRACKING_MARKER } from '../facts.ts';
import type { TrackingState, UpdateDraftPull, ReminderComment, TrackingIssue } from '../facts.ts';
import { parseMarkerKeys } from '../../text/comment-marker.ts';
import { idOfIncidentBranch, isOwnTextBranch } from '../../response/change.ts';
import { isDraftPull } from '../../github/pull-requests.ts';
import type { GithubClient } from '../../github/client.ts';
import type { LoginPredicate } from '../../github/comments.ts';
import { tryGit, runGit } from '../../git/write.ts';
import { fetchDespiteStaleLock } from './stale-lock.ts';

/** A repository on GitHub and a clone of it. */
export interface Tracker {
  readonly client: GithubClient;
  /** The clone; `prefix` is the content root in it, either empty or ending in `/`. */
  readonly root: string;
  readonly prefix: string;
  readonly remote: string;
  readonly defaultBranch: string;
  /** The web address: `https://github.com/acme/status`. */
  readonly url: string;
  /** Whose comments count as the bot's own; anyone can write a marker. It rejects while GitHub doesn't answer. */
  readonly findOwnLogin: () => Promise<LoginPredicate>;
  /** Known to this process only; the next one reads GitHub again. */
  readonly declinedBranches: Set<string>;
  readonly manualBranches: Set<string>;
  readonly checkedHeads: Set<string>;
}

/**
 * Reads what GitHub has. Only the list of issues is indispensable; whatever else can't be read now is unknown, and is
 * reported to `onUnknown`.
 * @param pathOf the path of an incident's file, relative to the content root
 * @throws Error if the issues can't be listed, or if it is unknown which of them are the bot's own
 */
export async function readTrackingState(
  tracker: Tracker,
  pathOf: (incident: string) => string,
  isOpen: (incident: string) => boolean,
  onUnknown: (what: string, error: unknown) => void,
): Promise<TrackingState> {
  const orUnknown = <T>(what: string, answer: Promise<T>): Promise<T | undefined> =>
    answer.catch((error: unknown) => {
      onUnknown(what, error);
      return undefined;
    });
  const [issues, known, isPrivate] = await Promise.all([
    readTrackingIssues(tracker, isOpen, orUnknown),
    orUnknown(
      'read the pull requests with the next update',
      Promise.all([readOpenPullRequests(tracker), readUpdateDraftBranches(tracker, pathOf)]),
    ),
    orUnknown('read whether the repository is private', readVisibility(tracker)),
  ]);
  const [requests, branches] = known ?? [[], []];
  // Of two, the one that goes out first is named.
  const pendingPulls = requests
    .toSorted((a, b) => Number(isOwnTextBranch(b.branch)) - Number(isOwnTextBranch(a.branch)))
    .flatMap(({ branch, number, draft }) => {
      const incident = draft ? undefined : idOfIncidentBranch(branch);
      return incident === undefined ? [] : [[incident, number] as const];
    });
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
    arePullsKnown: known !== undefined,
    isPrivate,
  };
}

/** Whether only members can read the repository. */
/** Whether the repository is private. */
export async function readVisibility({ client }: Tracker): Promise<boolean> {
  const { octokit, at } = client;
  return (await octokit.rest.repos.get({ ...at })).data.private;
}

async function readTrackingIssues(
  tracker: Tracker,
  isOpen: (incident: string) => boolean,
  orUnknown: <T>(what: string, answer: Promise<T>) => Promise<T | undefined>,
): Promise<TrackingIssue[]> {
  const { octokit, at } = tracker.client;
  const isOwnLogin = await tracker.findOwnLogin();
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
      issue.open || isOpen(issue.incident)
        ? await orUnknown(
            `read the comments of #${issue.number}`,
            readReminderComments(tracker, issue.number),
          )
        : [];
    return { ...issue, reminders };
  });
  return Promise.all(withReminders);
}

/** The bot's reminders on an issue, oldest first. */
export async function readReminderComments(
  { client, findOwnLogin }: Tracker,
  issue: number,
): Promise<ReminderComment[]> {
  const { octokit, at } = client;
  const isOwnLogin = await findOwnLogin();
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

/** Open pull requests from this repository. Forks are left out, because they can use any branch name. */
async function readOpenPullRequests({ client }: Tracker): Promise<OpenPullRequest[]> {
  const { octokit, at } = client;
  const listed = await octokit.paginate(octokit.rest.pulls.list, { ...at, state: 'open', per_page: 100 });
  const here = `${at.owner}/${at.repo}`.toLowerCase();
  return listed
    .filter(({ head }) => head.repo?.full_name.toLowerCase() === here)
    .map((pull) => ({ branch: pull.head.ref, number: pull.number, draft: isDraftPull(pull) }));
}

type UpdateDraftBranch = Omit<UpdateDraftPull, 'number' | 'draft'>;

async function readUpdateDraftBranches(
  { root, prefix, remote }: Tracker,
  pathOf: (incident: string) => string,
): Promise<UpdateDraftBranch[]> {
  const refPrefix = `refs/remotes/${remote}/`;
  const refsFolder = resolve(root, (await runGit(root, ['rev-parse', '--git-path', refPrefix])).trim());
  await fetchDespiteStaleLock(refsFolder, async () => {
    const refspec = `+refs/heads/${NEXT_UPDATE_PREFIX}*:${refPrefix}${NEXT_UPDATE_PREFIX}*`;
    await runGit(root, ['fetch', '--quiet', '--no-tags', '--prune', '--', remote, refspec], {
      timeout: FETCH_TIMEOUT_MS,
    });
  });
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
