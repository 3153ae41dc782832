import { appendFile, readFile } from 'node:fs/promises';
import { parseFormEvent } from '../event.ts';
import { formatReply } from '../reply-comment.ts';
import { handleForm } from './answer-issue.ts';
import type { FormContext } from './answer-issue.ts';
import { announcePublished } from './announce-published.ts';
import { BOT_COMMITTER } from '../../github/credentials.ts';
import { requireVariable } from '../../github/event.ts';

/** A job's environment. */
type Environment = Readonly<Record<string, string | undefined>>;

/** What a command came to: a line for the log, in the tool's own words, and the exit code. */
export interface FormCommandResult {
  readonly message: string;
  readonly exitCode: number;
}

/**
 * Answers the form in the event that started the job, and puts the answer into the job's summary.
 * @throws UsageError outside of a job
 */
export async function handleFormEvent(context: FormContext, env: Environment): Promise<FormCommandResult> {
  const text = await readFile(requireVariable('GITHUB_EVENT_PATH', env), 'utf8');
  const submission = parseFormEvent(requireVariable('GITHUB_EVENT_NAME', env), JSON.parse(text));
  if (!submission) return { message: 'There is no form in this event.', exitCode: 0 };
  setCommitAuthor(submission.author);
  const answered = await handleForm(context, submission);
  if (!answered) return { message: 'The same was answered before.', exitCode: 0 };
  const { form, reply, failed } = answered;
  const replyText = formatReply(form, reply);
  const summary = env['GITHUB_STEP_SUMMARY'];
  if (summary !== undefined && summary !== '') await appendFile(summary, replyText);
  const refused = !('issue' in submission) && reply.kind !== 'done';
  return {
    message: context.dryRun ? replyText : `${form.name}: ${reply.kind}`,
    exitCode: failed || refused ? 1 : 0,
  };
}

/** Says on the forms' issues what is live. */
export async function runAnnouncePublished({ root, client, now }: FormContext): Promise<FormCommandResult> {
  const issues = await announcePublished(root, client, now);
  const list = issues.map((number) => `#${number}`).join(', ');
  return { message: issues.length === 0 ? 'No form waits for this.' : `Live: ${list}`, exitCode: 0 };
}

/** The commit is by the person who asked for it, and made by the robot. */
function setCommitAuthor(login: string): void {
  Object.assign(process.env, {
    GIT_AUTHOR_NAME: login,
    GIT_AUTHOR_EMAIL: `${login}@users.noreply.github.com`,
    ...BOT_COMMITTER,
  });
}
