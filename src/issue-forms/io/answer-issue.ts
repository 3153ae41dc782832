import { createHash } from 'node:crypto';
import type { Instant } from '../../time/instant.ts';
import { parseFormAnswers } from '../parse-answers.ts';
import type { FormSubmission } from '../event.ts';
import { FORM_LABELS } from '../fields.ts';
import type { IssueForm, FormType } from '../fields.ts';
import { toIncidentInput } from '../to-inputs.ts';
import { createIssueForms } from '../forms.ts';
import { REPLY_MARKER, renderReplyComment, parseFormCommit } from '../reply-comment.ts';
import type { FormReply, FormCommit } from '../reply-comment.ts';
import { formatMarker } from '../../text/comment-marker.ts';
import type { IncidentInput } from '../../response/inputs.ts';
import { InputError } from '../../response/input-error.ts';
import type { DescribeApproval } from '../../response/own-text.ts';
import { UsageError } from '../../files/command-errors.ts';
import { applyForm } from './run-form.ts';
import type { FormResult } from './run-form.ts';
import { findFormCommit, formTrailer } from './form-commit.ts';
import type { ReplacedBranch } from './resubmission.ts';
import { GitError } from '../../git/run.ts';
import type { GithubClient } from '../../github/client.ts';
import { upsertComment, findBotComments } from '../../github/comments.ts';
import { createPullRequestApi } from '../../github/pull-requests.ts';
import {
  openRepository,
  readIncidentContext,
  refreshRepository,
} from '../../response/io/repository-context.ts';
import type { RepositoryContext } from '../../response/io/repository-context.ts';

export interface FormContext {
  readonly root: string;
  readonly client: GithubClient;
  readonly now: Instant;
  readonly dryRun: boolean;
  /** Who has to approve a change. */
  readonly describeApproval?: DescribeApproval;
}

export interface FormResponse {
  readonly form: IssueForm;
  readonly reply: FormReply;
  /** Whether a required step failed, so that the run should fail. */
  readonly failed: boolean;
  /** The number of the pull request that is to be evaluated. */
  readonly pullRequest?: number;
}

/**
 * Applies a form and replies on its issue. Without write access, the reply only explains why. Undefined if the same
 * answers were processed before.
 */
export async function handleForm(
  context: FormContext,
  submission: FormSubmission,
): Promise<FormResponse | undefined> {
  const { repositoryContext } = await refreshRepository(await openRepository(context.root));
  const siteContext = await readIncidentContext(repositoryContext, context.now).then(
    (incidentContext) => incidentContext.siteContext,
    rethrowUnlessUsageError,
  );
  if ('message' in siteContext) return replyInvalidContent(context, submission, siteContext);
  const form = createIssueForms(siteContext).find(({ type }) => type === submission.type)!;
  const unauthorized = await findUnauthorizedUser(context, submission);
  if (unauthorized !== undefined) {
    const { email } = siteContext.site.contact;
    const reply: FormReply = {
      kind: 'no-access',
      user: unauthorized,
      ...(email !== undefined && { report: email }),
    };
    await postReply(context, submission, renderReplyComment(form, reply, undefined));
    return { form, reply, failed: false };
  }
  const previous =
    (await readPreviousCommit(context, submission)) ??
    ('issue' in submission ? await findFormCommit(repositoryContext, submission) : undefined);
  const answersHash = hashSubmission(submission);
  if (previous?.answersHash === answersHash) return undefined;
  const { result, failed } = await tryApplyForm(
    ...([context, repositoryContext, form, submission, previous] as const),
    siteContext.site.timezone,
  );
  const manualSteps = result.formCommit && !context.dryRun ? await finishPullRequest(context, result) : [];
  const reply =
    result.reply.kind === 'done'
      ? { ...result.reply, manualSteps: [...result.reply.manualSteps, ...manualSteps] }
      : result.reply;
  const incomplete =
    failed ||
    manualSteps.length > 0 ||
    (result.outcome?.manual.some(({ reason }) => reason !== undefined) ?? false);
  const commit = result.formCommit ?? previous;
  const formCommit = commit && {
    ...commit,
    answersHash: result.formCommit && !incomplete ? answersHash : '-',
  };
  await postReply(context, submission, renderReplyComment(form, reply, formCommit));
  const pullRequest = result.formCommit && result.outcome?.pullRequest?.number;
  return { form, reply, failed: incomplete, ...(pullRequest !== undefined && { pullRequest }) };
}

function rethrowUnlessUsageError(error: unknown): UsageError {
  if (error instanceof UsageError) return error;
  throw error;
}

/** Replies that the content is invalid: without a policy, there are no forms. */
async function replyInvalidContent(
  context: FormContext,
  submission: FormSubmission,
  { message }: UsageError,
): Promise<FormResponse> {
  const label = labelOfForm(submission.type);
  const form: IssueForm = {
    type: submission.type,
    file: '',
    name: label,
    description: '',
    title: '',
    issueLabel: label,
    introduction: [],
    fields: [],
  };
  const reply: FormReply = { kind: 'refused', message, help: '' };
  if ((await findUnauthorizedUser(context, submission)) === undefined)
    await postReply(
      context,
      submission,
      renderReplyComment(form, reply, await readPreviousCommit(context, submission)),
    );
  return { form, reply, failed: true };
}

/** Login of the author or editor who lacks write access. */
async function findUnauthorizedUser(
  { client }: FormContext,
  { author, editor }: FormSubmission,
): Promise<string | undefined> {
  for (const login of [author, ...(editor === undefined ? [] : [editor])]) {
    if (!(await hasWriteAccess(client, login))) return login;
  }
  return undefined;
}

async function hasWriteAccess({ octokit, at }: GithubClient, login: string): Promise<boolean> {
  try {
    const { data } = await octokit.rest.repos.getCollaboratorPermissionLevel({ ...at, username: login });
    return data.permission === 'admin' || data.permission === 'write';
  } catch (error) {
    if ((error as { status?: number }).status === 404) return false;
    throw error;
  }
}

async function readPreviousCommit(
  { client }: FormContext,
  submission: FormSubmission,
): Promise<FormCommit | undefined> {
  if (!('issue' in submission)) return undefined;
  const [comment] = await findBotComments(client, submission.issue, formatMarker(REPLY_MARKER));
  return comment && parseFormCommit(comment.body);
}

async function tryApplyForm(
  context: FormContext,
  repositoryContext: RepositoryContext,
  form: IssueForm,
  submission: FormSubmission,
  previous: FormCommit | undefined,
  zone: string,
): Promise<{ result: FormResult; failed: boolean }> {
  try {
    const request = {
      form,
      input: parseSubmission(form, submission, context.now, zone),
      author: submission.author,
      origin: formatOrigin(submission),
      ...('issue' in submission && { trailer: formTrailer(submission.issue) }),
    };
    const options = {
      pullRequests: createPullRequestApi(context.client),
      now: context.now,
      dryRun: context.dryRun,
      ...(context.describeApproval && { describeApproval: context.describeApproval }),
    };
    return {
      result: await applyForm(repositoryContext, { ...request, ...(previous && { previous }) }, options),
      failed: false,
    };
  } catch (error) {
    const isExpected =
      error instanceof InputError || error instanceof GitError || error instanceof UsageError;
    const message = isExpected ? error.message : 'Something went wrong. See the log of the run.';
    const help = error instanceof InputError || error instanceof GitError ? error.help : TERMINAL_HINT;
    if (!isExpected) process.stderr.write(`${String(error instanceof Error ? error.stack : error)}\n`);
    return { result: { reply: { kind: 'refused', message, help } }, failed: !(error instanceof InputError) };
  }
}

const TERMINAL_HINT = 'On a computer, you can use npx candor incident instead.';

/** @throws InputError if the text can't be parsed as the form */
function parseSubmission(
  form: IssueForm,
  submission: FormSubmission,
  now: Instant,
  zone: string,
): IncidentInput {
  if (!('issue' in submission)) return toIncidentInput(form, submission.answers, now, zone);
  const answers = parseFormAnswers(form, submission.body);
  if ('message' in answers) throw new InputError(answers.message, answers.help);
  return toIncidentInput(form, answers, submission.submittedAt, zone);
}

function formatOrigin(submission: FormSubmission): string {
  if (!('issue' in submission)) return `Requested by @${submission.author}.`;
  return `Requested by @${submission.author} in #${submission.issue}.\n\n${formatMarker('issue', String(submission.issue))}`;
}

/** A hash by which identical answers are recognised. */
function hashSubmission(submission: FormSubmission): string {
  const text = JSON.stringify(
    'issue' in submission ? [submission.type, submission.body.replace(/\r\n?/g, '\n')] : submission,
  );
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** Updates the pull request's text, and closes that of a text which is replaced on another branch. Returns the steps that failed, for a person to do. */
async function finishPullRequest(
  { client }: FormContext,
  { reply, outcome, pullRequestAction, replaced }: FormResult,
): Promise<string[]> {
  const { octokit, at } = client;
  const manualSteps: string[] = [];
  const attempt = async (step: string, run: () => Promise<unknown>): Promise<void> => {
    await run().catch((error: Error) => manualSteps.push(`${step} (${error.message})`));
  };
  const number = outcome?.pullRequest?.number;
  if (pullRequestAction && number !== undefined && reply.kind === 'done' && reply.isResubmission) {
    const { title, body } = pullRequestAction;
    await attempt('Update the text of the pull request.', () =>
      octokit.rest.pulls.update({ ...at, pull_number: number, title, body }),
    );
  }
  if (replaced)
    await attempt(`Close the pull request of ${replaced.branch}: its text was replaced.`, () =>
      closeReplaced(client, replaced, number),
    );
  return manualSteps;
}

/** Closes the pull request of a text that another one replaces, says why, and deletes its branch. */
async function closeReplaced(
  client: GithubClient,
  { branch, head, isOwnText }: ReplacedBranch,
  by: number | undefined,
): Promise<void> {
  const { octokit, at } = client;
  const ref = `heads/${branch}`;
  const found = await createPullRequestApi(client).findPullRequest(branch);
  if (found) {
    const next = isOwnText ? 'a text from a template' : 'a text in its own words';
    const where = by === undefined ? '' : `, which is in #${by},`;
    const body = `The issue was edited: ${next}${where} replaces this one. Nothing of this one was published.`;
    await octokit.rest.issues.createComment({ ...at, issue_number: found.number, body });
    await octokit.rest.pulls.update({ ...at, pull_number: found.number, state: 'closed' });
  }
  const { data } = await octokit.rest.git.getRef({ ...at, ref });
  if (data.object.sha === head) await octokit.rest.git.deleteRef({ ...at, ref });
}

/** Updates the reply in place, and restores the form's label if it is missing. */
async function postReply(
  { client, dryRun }: FormContext,
  submission: FormSubmission,
  comment: string,
): Promise<void> {
  if (!('issue' in submission) || dryRun) return;
  const { octokit, at } = client;
  await upsertComment(client, submission.issue, formatMarker(REPLY_MARKER), comment);
  const label = labelOfForm(submission.type);
  if (!submission.labels.includes(label))
    await octokit.rest.issues.addLabels({ ...at, issue_number: submission.issue, labels: [label] });
}

function labelOfForm(type: FormType): string {
  return FORM_LABELS[type].name;
}
