import { itemsTitle, parseContent } from '../../content/content.ts';
import type { Setting } from '../../content/content.ts';
import type { Entry, Incident } from '../../content/incident.ts';
import { parsePostmortem } from '../../content/parse-postmortem.ts';
import { judgeApprovals } from '../approvals.ts';
import type { Approvals, ReviewedFile } from '../approvals.ts';
import { APPROVALS_MARKER, drawApprovals } from '../approvals-comment.ts';
import type { PullFacts } from '../../pull-requests/pull-request.ts';
import { withoutBoxes } from '../unchecked.ts';
import { settled } from '../../deadlines/io/require-setting.ts';
import { readContent } from '../../files/read-content.ts';
import { gitText } from '../../git/run.ts';
import { commitOf, findRepository } from '../../git/repository.ts';
import { runGit } from '../../git/write.ts';
import type { Client } from '../../github/client.ts';
import { keepNote, notesWith } from '../../github/comments.ts';
import { readPullFacts } from '../../pull-requests/io/read-pull-request.ts';

/** What approvals are judged with. */
export interface Approving {
  readonly client: Client;
  /** What is published: its policy and its people decide. */
  readonly root: string;
  /** A clone of the repository that the pull request is in: the same, or the private one of the reviews. */
  readonly reviews: string;
  /** What lets git in: `gitCredentials`. */
  readonly env: Readonly<Record<string, string>>;
}

/** How long the network may take, in milliseconds. */
const FETCHING = 60_000;

/**
 * Judges the approvals of a pull request (V8.2).
 * @throws GitError, RequestError
 */
export async function readApprovals(
  { client, root, reviews, env }: Approving,
  number: number,
): Promise<{ approvals: Approvals; pull: PullFacts }> {
  const pull = await readPullFacts(client, number);
  const specs = [
    `+refs/heads/${pull.base}:refs/remotes/origin/${pull.base}`,
    `+refs/pull/${number}/head:refs/candor/approvals/${number}`,
  ];
  await runGit(reviews, ['fetch', '--quiet', '--no-tags', '--', 'origin', ...specs], {
    env,
    timeout: FETCHING,
  });
  const content = parseContent(await readContent(root));
  const setting = settled(content);
  const files = await changedReviews(reviews, pull, setting, content.entries);
  const { author, writers, head, reviews: words } = pull;
  return { approvals: judgeApprovals({ setting, files, author, writers, head, reviews: words }), pull };
}

async function changedReviews(
  root: string,
  { head, base }: PullFacts,
  setting: Setting,
  entries: readonly Entry[],
): Promise<ReviewedFile[]> {
  const { root: folder, prefix } = await findRepository(root);
  const [tip, top] = await Promise.all([
    commitOf(folder, `refs/remotes/origin/${base}`),
    commitOf(folder, head),
  ]);
  const from = (await gitText(folder, ['merge-base', tip, top])).trim();
  const args = ['diff', '--name-only', '--no-renames', '--no-relative', '--no-ext-diff', '-z', from, top];
  const changed = (await gitText(folder, args)).split('\0');
  const paths = changed.filter((path) => path.startsWith(`${prefix}postmortems/`) && path.endsWith('.md'));
  return Promise.all(
    paths.map(async (path) => {
      const [before, after] = await Promise.all([textAt(folder, from, path), textAt(folder, top, path)]);
      const source = { path: path.slice(prefix.length), text: after ?? before ?? '' };
      const { value } = parsePostmortem(source, setting.site.timezone, itemsTitle(setting.policy));
      const incident = entries.find(
        (entry): entry is Incident => entry.kind === 'incident' && entry.id === value?.incident,
      );
      const onlyBoxes =
        before !== undefined && after !== undefined && withoutBoxes(before) === withoutBoxes(after);
      return { path: source.path, onlyBoxes, ...(incident && { incident }) };
    }),
  );
}

async function textAt(folder: string, commit: string, path: string): Promise<string | undefined> {
  return gitText(folder, ['cat-file', 'blob', `${commit}:${path}`]).then(
    (text) => text.replace(/\r\n?/g, '\n'),
    () => undefined,
  );
}

/** Says on the pull request whose approval it lacks, and asks them; once each, and nothing where nothing is needed. */
export async function askForApprovals(
  client: Client,
  { number, asked }: PullFacts,
  approvals: Approvals,
): Promise<void> {
  const standing = await notesWith(client, number, APPROVALS_MARKER);
  if (!approvals.needed && standing.length === 0) return;
  await keepNote(client, number, APPROVALS_MARKER, drawApprovals(approvals));
  const people = approvals.ask.map((person) => person.slice(1)).filter((login) => !asked.includes(login));
  const { octokit, at } = client;
  // One at a time: GitHub refuses all of them where one can't be asked.
  for (const login of people) {
    const team = login.includes('/') ? { team_reviewers: [login.split('/')[1]!] } : { reviewers: [login] };
    await octokit.rest.pulls.requestReviewers({ ...at, pull_number: number, ...team }).catch(() => undefined);
  }
}
