import { parse } from 'yaml';
import { parseContent } from '../../src/content/content.ts';
import { parseIncident } from '../../src/content/parse-incident.ts';
import { createIssueForms } from '../../src/issue-forms/forms.ts';
import { readContent } from '../../src/files/read-content.ts';
import { issueBody } from '../issue-forms/issue-body.ts';
import type { Entered } from '../issue-forms/issue-body.ts';
import type { Hub } from '../github-emulator/emulator.ts';

/** A pull request of the one incident, with what it would publish, or has. */
export interface Pull {
  readonly number: number;
  readonly title: string;
  readonly draft: boolean;
  readonly merged: boolean;
  readonly branch: string;
  /** Who merged it. */
  readonly by: string | undefined;
  /** Whose review is asked for. */
  readonly asked: readonly string[];
  /** The incident's file and name. */
  readonly path: string;
  readonly id: string;
  /** The words of its updates, oldest first, and the time of the newest. */
  readonly words: readonly string[];
  readonly at: number;
}

/** The newest pull request of a branch that begins so. */
export async function pullOn(hub: Hub, branch: string): Promise<Pull> {
  const { octokit, at } = await hub.as({ login: 'amina' });
  const { data: all } = await octokit.rest.pulls.list({ ...at, state: 'all' });
  const found = all.find(({ head }) => head.ref.startsWith(branch));
  if (!found) throw new Error(`no pull request of ${branch}`);
  const { data: pull } = await octokit.rest.pulls.get({ ...at, pull_number: found.number });
  const tree = `refs/pull/${pull.number}/head`;
  const path = await hub.git('ls-tree', '-r', '--name-only', tree, '--', 'incidents/*.md', 'incidents/');
  const { value } = parseIncident({ path, text: `${await hub.git('show', `${tree}:${path}`)}\n` });
  return {
    ...{ number: pull.number, title: pull.title, draft: pull.draft === true, merged: pull.merged },
    ...{ branch: pull.head.ref, by: pull.merged_by?.login },
    asked: (pull.requested_reviewers ?? []).map(({ login }) => login),
    ...{ path, id: value!.id, at: value!.updates.at(-1)!.at },
    words: value!.updates.map(({ body }) => body.trim()),
  };
}

/** Somebody edits the incident's file in the browser: a note that only the team is to read. */
export async function noteInFile(hub: Hub, { branch, path }: Pull, by: string, note: string): Promise<void> {
  const text = await hub.git('show', `${branch}:${path}`);
  const noted = `${text.replace('internal:\n', `internal:\n  notes: ${note}\n`)}\n`;
  await hub.seed({ [path]: noted }, { branch, by, message: 'Note' });
}

const READY =
  'mutation ($id: ID!) { markPullRequestReadyForReview(input: { pullRequestId: $id }) { clientMutationId } }';

/** A person presses "Ready for review". */
export async function pressReady(hub: Hub, { number }: Pull, login: string): Promise<void> {
  const { octokit, at } = await hub.as({ login });
  const { data } = await octokit.rest.pulls.get({ ...at, pull_number: number });
  await octokit.graphql(READY, { id: data.node_id });
}

/** A person fills the form "Resolve an incident"; GitHub makes an issue of it. */
export async function fillResolve(
  hub: Hub,
  login: string,
  entered: Entered,
): Promise<{ number: number; title: string }> {
  const { octokit, at } = await hub.as({ login });
  const template = await hub.git('show', 'main:.github/ISSUE_TEMPLATE/resolve-incident.yml');
  const { title, labels } = parse(template) as { title: string; labels: string[] };
  const { siteContext } = parseContent(await readContent(await hub.clone(hub.token({ login }))));
  const [, , form] = createIssueForms(siteContext!);
  const body = issueBody(form, {
    fix: 'A rollback',
    tested: 'Yes, it was',
    verified: ['Metrics are back to normal', 'Affected workflows were tested'],
    'not-applicable': ['Does not apply: A user confirmed it, if applicable'],
    ...entered,
  });
  return (await octokit.rest.issues.create({ ...at, title, labels, body })).data;
}

export interface Issue {
  readonly number: number;
  readonly title: string;
  readonly state: string;
  readonly body: string;
  /** Oldest first. */
  readonly comments: readonly string[];
}

/** The issue of a title. */
export async function issueOf(hub: Hub, title: string): Promise<Issue> {
  const issue = (await hub.issues()).find((one) => one['title'] === title) as
    Omit<Issue, 'comments'> | undefined;
  if (!issue) throw new Error(`no issue "${title}"`);
  return { ...issue, comments: await commentsOn(hub, issue.number) };
}

async function commentsOn(hub: Hub, number: number): Promise<string[]> {
  const { octokit, at } = await hub.as({ login: 'amina' });
  const all = await octokit.paginate(octokit.rest.issues.listComments, { ...at, issue_number: number });
  return all.map(({ body = '' }) => body);
}

/**
 * All that is public on GitHub: titles, bodies, comments, notes on lines, names of branches and
 * messages of commits.
 * @param form the issue that a person has typed the cause into: its body is left out, its comments are not
 */
export async function wordsOnGithub(hub: Hub, form: number): Promise<string> {
  const { octokit, at } = await hub.as({ login: 'amina' });
  const words: unknown[] = [await hub.git('log', '--all', '--format=%an %s%n%b %D')];
  for (const { number, title, body } of await hub.issues()) {
    words.push(title, number === form ? '' : body, await commentsOn(hub, Number(number)));
  }
  for (const { number, title, body, labels } of await hub.pullRequests()) {
    const pull = { ...at, pull_number: Number(number) };
    const lines = await octokit.paginate(octokit.rest.pulls.listReviewComments, pull);
    const reviews = await octokit.paginate(octokit.rest.pulls.listReviews, pull);
    words.push(title, body, labels, await commentsOn(hub, Number(number)), lines, reviews);
  }
  return JSON.stringify(words);
}
