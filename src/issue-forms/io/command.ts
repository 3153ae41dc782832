import { appendFile, readFile } from 'node:fs/promises';
import { parseFormEvent } from '../event.ts';
import { handleForm } from './answer-issue.ts';
import type { FormContext } from './answer-issue.ts';
import { BOT_COMMITTER } from '../../github/credentials.ts';
import { requireVariable } from '../../github/event.ts';
import { parseContent } from '../../content/content.ts';
import type { Instant } from '../../time/instant.ts';
import { formTypeOfIssue } from '../parse-answers.ts';
import { FORM_LABELS } from '../fields.ts';
import {
  formatReply,
  isFormPublished,
  parseFormCommit,
  publishedMarkerOf,
  renderPublishedComment,
  REPLY_MARKER,
} from '../reply-comment.ts';
import type { FormCommit } from '../reply-comment.ts';
import { formatMarker } from '../../text/comment-marker.ts';
import { isDisplayable } from '../../rules/engine/lint.ts';
import { UsageError } from '../../files/command-errors.ts';
import { readContent } from '../../files/read-content.ts';
import type { GithubClient } from '../../github/client.ts';
import { upsertComment, findBotComments } from '../../github/comments.ts';
import { createRuleContext } from '../../rules/engine/context.ts';

/** A job's environment. */
type Environment = Readonly<Record<string, string | undefined>>;

/** A line for the log, without text of the form, and the exit code. */
export interface FormCommandResult {
  readonly message: string;
  readonly exitCode: number;
}

/**
 * Processes the form in the job's event, adds the reply to the job summary, and gives later steps the pull request's number.
 * @throws UsageError if the variables of a GitHub job are missing
 */
export async function handleFormEvent(context: FormContext, env: Environment): Promise<FormCommandResult> {
  const text = await readFile(requireVariable('GITHUB_EVENT_PATH', env), 'utf8');
  const submission = parseFormEvent(requireVariable('GITHUB_EVENT_NAME', env), JSON.parse(text));
  if (!submission) return { message: 'This event has no form.', exitCode: 0 };
  setCommitAuthor(submission.author);
  const response = await handleForm(context, submission);
  if (!response) return { message: 'Already processed.', exitCode: 0 };
  const { form, reply, failed, pullRequest } = response;
  const replyText = formatReply(form, reply);
  const summary = env['GITHUB_STEP_SUMMARY'];
  if (summary !== undefined && summary !== '') await appendFile(summary, replyText);
  const outputs = env['GITHUB_OUTPUT'];
  if (pullRequest !== undefined && outputs) await appendFile(outputs, `number=${pullRequest}\n`);
  const isRejected = !('issue' in submission) && reply.kind !== 'done';
  return {
    message: context.dryRun ? replyText : `${form.name}: ${reply.kind}`,
    exitCode: failed || isRejected ? 1 : 0,
  };
}

export async function runAnnouncePublished({ root, client, now }: FormContext): Promise<FormCommandResult> {
  const issues = await announcePublished(root, client, now);
  const list = issues.map((number) => `#${number}`).join(', ');
  return { message: issues.length === 0 ? 'No open form issue matches.' : `Published: ${list}`, exitCode: 0 };
}

/** The form's author becomes the commit's author; the committer is the bot. */
function setCommitAuthor(login: string): void {
  Object.assign(process.env, {
    GIT_AUTHOR_NAME: login,
    GIT_AUTHOR_EMAIL: `${login}@users.noreply.github.com`,
    ...BOT_COMMITTER,
  });
}

/**
 * Comments on each open issue of a form whose text is published, and closes it. Invalid files don't count: the site shows
 * their last valid version. Returns the numbers of these issues.
 */
async function announcePublished(root: string, client: GithubClient, now: Instant): Promise<number[]> {
  const { siteContext, incidents } = parseContent(await readContent(root));
  if (!siteContext) throw new UsageError('status.yaml is invalid. Run npx candor validate.');
  const context = createRuleContext(siteContext, incidents, now);
  const shown = incidents.filter((event) => isDisplayable(event, context));
  const { octokit, at } = client;
  const announced: number[] = [];
  for (const issue of await listOpenFormIssues(client)) {
    const formCommit = await readFormCommit(client, issue);
    const event = formCommit && shown.find((one) => isFormPublished(formCommit, one));
    if (!formCommit || !event) continue;
    const text = renderPublishedComment(formCommit, event, siteContext);
    await upsertComment(client, issue, publishedMarkerOf(formCommit), text);
    await octokit.rest.issues.update({
      ...at,
      issue_number: issue,
      state: 'closed',
      state_reason: 'completed',
    });
    announced.push(issue);
  }
  return announced;
}

async function listOpenFormIssues({ octokit, at }: GithubClient): Promise<number[]> {
  const issues = await octokit.paginate(octokit.rest.issues.listForRepo, {
    ...at,
    state: 'open',
    per_page: 100,
  });
  return issues
    .filter(({ pull_request }) => pull_request === undefined)
    .filter(({ labels, body }) => {
      const names = labels.map((label) => (typeof label === 'string' ? label : (label.name ?? '')));
      return formTypeOfIssue(names, body ?? '', FORM_LABELS) !== undefined;
    })
    .map(({ number }) => number);
}

async function readFormCommit(client: GithubClient, issue: number): Promise<FormCommit | undefined> {
  const [comment] = await findBotComments(client, issue, formatMarker(REPLY_MARKER));
  return comment && parseFormCommit(comment.body);
}
