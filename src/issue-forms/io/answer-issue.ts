import { createHash } from 'node:crypto';
import type { Instant } from '../../time/instant.ts';
import { parseFormAnswers } from '../parse-answers.ts';
import type { FormAnswers } from '../parse-answers.ts';
import type { FormSubmission } from '../event.ts';
import { FORM_LABELS } from '../fields.ts';
import type { IssueForm, FormType } from '../fields.ts';
import { toIncidentInput } from '../to-inputs.ts';
import { createIssueForms } from '../forms.ts';
import { REPLY_MARKER, renderReplyComment, parseFormCommit } from '../reply-comment.ts';
import type { FormReply, FormCommit } from '../reply-comment.ts';
import { formatMarker, parseMarkerKeys } from '../../text/comment-marker.ts';
import { incidentBranch } from '../../response/change.ts';
import type { IncidentInput } from '../../response/inputs.ts';
import { InputError } from '../../response/refused.ts';
import { UsageError } from '../../files/command-errors.ts';
import { applyForm } from './run-form.ts';
import type { FormResult } from './run-form.ts';
import { hasWriteAccess } from './permissions.ts';
import { GitError } from '../../git/run.ts';
import type { GithubClient } from '../../github/client.ts';
import { upsertComment, findBotComments } from '../../github/comments.ts';
import { dispatchChecks } from '../../github/dispatch-checks.ts';
import { createPullRequestApi } from '../../github/pull-requests.ts';
import { openRepository, readIncidentContext, refreshRepository } from '../../response/io/repository-context.ts';
import type { RepositoryContext } from '../../response/io/repository-context.ts';

/** Where a form is answered, and when. */
export interface FormContext {
  readonly root: string;
  readonly client: GithubClient;
  readonly now: Instant;
  readonly dryRun: boolean;
  /** The workflow that checks a branch: what the plain token pushes starts nothing by itself. */
  readonly checkWorkflow?: string;
}

/** A form's answer, as it was given. */
export interface FormResponse {
  readonly form: IssueForm;
  readonly reply: FormReply;
  /** Something could not be done that has to be: the run is red. */
  readonly failed: boolean;
}

/** Answers a form: whoever may, has it done; else it is said why not. Undefined where the same was answered before. */
export async function handleForm(place: FormContext, filled: FormSubmission): Promise<FormResponse | undefined> {
  const { desk } = await refreshRepository(await openRepository(place.root));
  const setting = await readIncidentContext(desk).then((world) => world.setting, rethrowUnlessUsageError);
  if ('message' in setting) return replyInvalidContent(place, filled, setting);
  const form = createIssueForms(setting).find(({ type }) => type === filled.type)!;
  const stranger = await findUnauthorizedUser(place, filled);
  if (stranger !== undefined) {
    const { email } = setting.site.contact;
    const reply: FormReply = { kind: 'no-access', who: stranger, ...(email !== undefined && { report: email }) };
    await postReply(place, filled, renderReplyComment(form, reply, undefined));
    return { form, reply, failed: false };
  }
  const before = await readPreviousCommit(place, filled);
  const answers = hashSubmission(filled);
  if (before?.answersHash === answers) return undefined;
  const { became, failed } = await tryApplyForm(place, desk, form, filled, before);
  const left = became.formCommit && !place.dryRun ? await finishPullRequest(place, became) : [];
  const reply =
    became.reply.kind === 'done' ? { ...became.reply, left: [...became.reply.manualSteps, ...left] } : became.reply;
  const red =
    failed || left.length > 0 || (became.outcome?.manual.some(({ why }) => why !== undefined) ?? false);
  const whole = became.formCommit ?? before;
  const written = whole && { ...whole, answers: became.formCommit && !red ? answers : '-' };
  await postReply(place, filled, renderReplyComment(form, reply, written));
  return { form, reply, failed: red };
}

function rethrowUnlessUsageError(error: unknown): UsageError {
  if (error instanceof UsageError) return error;
  throw error;
}

/** Without a policy there are no questions and no words; whoever waits for an answer is told so. */
async function replyInvalidContent(place: FormContext, filled: FormSubmission, { message }: UsageError): Promise<FormResponse> {
  const { name: tag } = FORM_LABELS[filled.type];
  const form: IssueForm = {
    type: filled.type,
    file: '',
    name: tag,
    description: '',
    title: '',
    issueLabel: tag,
    introduction: [],
    fields: [],
  };
  const reply: FormReply = { kind: 'refused', message, help: '' };
  if ((await findUnauthorizedUser(place, filled)) === undefined)
    await postReply(place, filled, renderReplyComment(form, reply, await readPreviousCommit(place, filled)));
  return { form, reply, failed: true };
}

/** Whose hand in the form may not write here: its author, or whoever edited it. */
async function findUnauthorizedUser({ client }: FormContext, { author, editor }: FormSubmission): Promise<string | undefined> {
  for (const login of [author, ...(editor === undefined ? [] : [editor])]) {
    if (!(await hasWriteAccess(client, login))) return login;
  }
  return undefined;
}

async function readPreviousCommit({ client }: FormContext, filled: FormSubmission): Promise<FormCommit | undefined> {
  if (!('issue' in filled)) return undefined;
  const [note] = await findBotComments(client, filled.issue, formatMarker(REPLY_MARKER));
  return note && parseFormCommit(parseMarkerKeys(note.body, 'wrote'));
}

async function tryApplyForm(
  place: FormContext,
  desk: RepositoryContext,
  form: IssueForm,
  filled: FormSubmission,
  before: FormCommit | undefined,
): Promise<{ became: FormResult; failed: boolean }> {
  try {
    const asked = { form, given: parseSubmission(form, filled, place.now), by: filled.author, origin: formatOrigin(filled) };
    const means = { forge: createPullRequestApi(place.client), now: place.now, dryRun: place.dryRun };
    return {
      became: await applyForm(desk, { ...asked, ...(before && { previous: before }) }, means),
      failed: false,
    };
  } catch (error) {
    const known = error instanceof InputError || error instanceof GitError || error instanceof UsageError;
    const message = known ? error.message : 'Something went wrong; the log of the run says what.';
    const help = error instanceof InputError || error instanceof GitError ? error.help : TERMINAL_HINT;
    if (!known) process.stderr.write(`${String(error instanceof Error ? error.stack : error)}\n`);
    return { became: { reply: { kind: 'refused', message, help } }, failed: !(error instanceof InputError) };
  }
}

const TERMINAL_HINT = 'On a computer, npm run incident does the same.';

/** @throws Refused where the text is not that of the form */
function parseSubmission(form: IssueForm, filled: FormSubmission, now: Instant): IncidentInput {
  if (!('issue' in filled)) return toIncidentInput(form, filled.answers, now);
  const read: FormAnswers | { message: string; help: string } = parseFormAnswers(form, filled.body);
  if ('message' in read) throw new InputError(read.message, read.help);
  return toIncidentInput(form, read, filled.submittedAt);
}

function formatOrigin(filled: FormSubmission): string {
  if (!('issue' in filled)) return `Asked for by @${filled.author}.`;
  return `Asked for by @${filled.author} in #${filled.issue}.\n\n${formatMarker('issue', String(filled.issue))}`;
}

/** What tells the same answers from others. */
function hashSubmission(filled: FormSubmission): string {
  const text = JSON.stringify(
    'issue' in filled ? [filled.type, filled.body.replace(/\r\n?/g, '\n')] : filled,
  );
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** What a push with the plain token doesn't start or change by itself; what failed comes back as words. */
async function finishPullRequest(
  { client, checkWorkflow }: FormContext,
  { reply, outcome, pullRequestAction, formCommit }: FormResult,
): Promise<string[]> {
  const { octokit, at } = client;
  const left: string[] = [];
  const attempt = async (what: string, deed: () => Promise<unknown>): Promise<void> => {
    await deed().catch((error: Error) => left.push(`${what} (${error.message})`));
  };
  const number = outcome?.pullRequest?.number;
  if (pullRequestAction && number !== undefined && reply.kind === 'done' && reply.isResubmission) {
    const { title, body } = pullRequestAction;
    await attempt('Put the changed words into the text of the pull request.', () =>
      octokit.rest.pulls.update({ ...at, pull_number: number, title, body }),
    );
  }
  if (checkWorkflow !== undefined && formCommit) {
    await attempt(`Start the check of the pull request: Actions, ${checkWorkflow}, Run workflow.`, () =>
      dispatchChecks(client, incidentBranch(formCommit.id)),
    );
  }
  return left;
}

/** Keeps the one comment up to date, and gives the issue the label that it may have lost on the way. */
async function postReply({ client, dryRun }: FormContext, filled: FormSubmission, comment: string): Promise<void> {
  if (!('issue' in filled) || dryRun) return;
  const { octokit, at } = client;
  await upsertComment(client, filled.issue, formatMarker(REPLY_MARKER), comment);
  const tag = labelOfForm(filled.type);
  if (!filled.labels.includes(tag))
    await octokit.rest.issues.addLabels({ ...at, issue_number: filled.issue, labels: [tag] });
}

function labelOfForm(deed: FormType): string {
  return FORM_LABELS[deed].name;
}
