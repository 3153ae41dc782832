import { incidentOf, isUntouched, NEXT } from '../next-update-branch.ts';
import { LABEL, SAID, TRACKING } from '../facts.ts';
import type { GithubView, ReadyRequest, Said, TrackingIssue } from '../facts.ts';
import { markersIn } from '../../text/comment-marker.ts';
import { branchOf } from '../../response/change.ts';
import { isDraft } from '../../github/pull-requests.ts';
import type { Client } from '../../github/client.ts';
import type { IsOwn } from '../../github/comments.ts';
import { askGit, runGit } from '../../git/write.ts';

/** Where incidents are followed: a repository on GitHub, and a clone of it. */
export interface Tracker {
  readonly client: Client;
  /** The clone, and where the content root lies in it, with `/` at its end or empty. */
  readonly root: string;
  readonly prefix: string;
  readonly remote: string;
  /** The branch that is published. */
  readonly base: string;
  /** For people: `https://github.com/acme/status`. */
  readonly url: string;
  /** Whose words are read as the tool's own: anybody may write a marker. */
  readonly isOwn: IsOwn;
  /** What this process has learned: GitHub is asked again by the next one. */
  readonly declined: Set<string>;
  readonly byHand: Set<string>;
  readonly checked: Set<string>;
}

/** What GitHub shows. `pathOf` gives an incident's file, from the content root; `isOpen` whether it goes on. */
export async function readView(
  tracker: Tracker,
  pathOf: (incident: string) => string,
  isOpen: (incident: string) => boolean,
): Promise<GithubView> {
  const [issues, requests, branches] = await Promise.all([
    readIssues(tracker, isOpen),
    readRequests(tracker),
    readBranches(tracker, pathOf),
  ]);
  const waiting = requests.flatMap(({ branch, number, draft }) =>
    branch.startsWith(branchOf('')) && !draft ? [[branch.slice(branchOf('').length), number] as const] : [],
  );
  const ready = branches.map((branch): ReadyRequest => {
    const request = requests.find((one) => one.branch === branch.branch);
    return { draft: false, ...branch, ...(request && { number: request.number, draft: request.draft }) };
  });
  const { declined, byHand, checked } = tracker;
  return { issues, ready, waiting: new Map(waiting), declined, byHand, checked };
}

async function readIssues(tracker: Tracker, isOpen: (incident: string) => boolean): Promise<TrackingIssue[]> {
  const { client, isOwn } = tracker;
  const { octokit, at } = client;
  const listed = await octokit.paginate(octokit.rest.issues.listForRepo, {
    ...at,
    labels: LABEL,
    state: 'all',
    per_page: 100,
  });
  const own = listed
    .filter(({ pull_request, user }) => pull_request === undefined && isOwn(user?.login ?? ''))
    .flatMap(({ number, title, body, state }) => {
      const [incident] = markersIn(body ?? '', TRACKING);
      return incident === undefined
        ? []
        : [{ number, incident, open: state === 'open', title, body: body ?? '' }];
    })
    .toSorted((a, b) => a.number - b.number);
  const spoken = own.map(async (issue) => {
    const said = issue.open || isOpen(issue.incident) ? await readSaid(tracker, issue.number) : [];
    return { ...issue, said };
  });
  return Promise.all(spoken);
}

/** What the tool has said on an issue, oldest first. */
export async function readSaid({ client, isOwn }: Tracker, issue: number): Promise<Said[]> {
  const { octokit, at } = client;
  const comments = await octokit.paginate(octokit.rest.issues.listComments, {
    ...at,
    issue_number: issue,
    per_page: 100,
  });
  return comments
    .filter(({ user }) => isOwn(user?.login ?? ''))
    .map(({ id, body }) => ({ comment: id, boundaries: markersIn(body ?? '', SAID) }))
    .filter(({ boundaries }) => boundaries.length > 0)
    .toSorted((a, b) => a.comment - b.comment);
}

interface Request {
  readonly branch: string;
  readonly number: number;
  readonly draft: boolean;
}

/** The open pull requests of branches of this repository: a fork may call its branch what it likes. */
async function readRequests({ client }: Tracker): Promise<Request[]> {
  const { octokit, at } = client;
  const listed = await octokit.paginate(octokit.rest.pulls.list, { ...at, state: 'open', per_page: 100 });
  const here = `${at.owner}/${at.repo}`.toLowerCase();
  return listed
    .filter(({ head }) => head.repo?.full_name.toLowerCase() === here)
    .map((pull) => ({ branch: pull.head.ref, number: pull.number, draft: isDraft(pull) }));
}

type Branch = Omit<ReadyRequest, 'number' | 'draft'>;

/** The branches of ready updates, as the remote has them. */
async function readBranches(
  { root, prefix, remote }: Tracker,
  pathOf: (incident: string) => string,
): Promise<Branch[]> {
  const place = `refs/remotes/${remote}/`;
  await runGit(
    root,
    ['fetch', '--quiet', '--no-tags', '--prune', '--', remote, `+refs/heads/${NEXT}*:${place}${NEXT}*`],
    { timeout: FETCHING },
  );
  const listed = await runGit(root, ['for-each-ref', '--format=%(objectname) %(refname)', `${place}${NEXT}`]);
  const refs = listed.split('\n').filter((line) => line !== '');
  return Promise.all(
    refs.map(async (line): Promise<Branch> => {
      const [head = '', ref = ''] = line.split(' ');
      const branch = ref.slice(place.length);
      const message = (await askGit(root, ['log', '-1', '--no-show-signature', '--format=%B', head])) ?? '';
      const path = prefix + pathOf(incidentOf(branch));
      const text = await askGit(root, ['cat-file', 'blob', `${head}:${path}`]);
      return {
        branch,
        head,
        untouched: isUntouched(branch, message),
        ...(text !== undefined && { text: `${text.replace(/\r\n?/g, '\n')}\n` }),
      };
    }),
  );
}

const FETCHING = 20_000;
