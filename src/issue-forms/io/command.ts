import { appendFile, readFile } from 'node:fs/promises';
import { filledIn } from '../event.ts';
import { sayReply } from '../reply-comment.ts';
import { answerForm } from './answer-issue.ts';
import type { Place } from './answer-issue.ts';
import { announceLive } from './announce-published.ts';
import { ROBOT_COMMITS } from '../../github/credentials.ts';
import { neededVariable } from '../../github/event.ts';

/** A job's environment. */
type Environment = Readonly<Record<string, string | undefined>>;

/** What a command came to: a line for the log, in the tool's own words, and the exit code. */
export interface Ended {
  readonly line: string;
  readonly code: number;
}

/**
 * Answers the form in the event that started the job, and puts the answer into the job's summary.
 * @throws UsageError outside of a job
 */
export async function answerEvent(place: Place, env: Environment): Promise<Ended> {
  const text = await readFile(neededVariable('GITHUB_EVENT_PATH', env), 'utf8');
  const filled = filledIn(neededVariable('GITHUB_EVENT_NAME', env), JSON.parse(text));
  if (!filled) return { line: 'There is no form in this event.', code: 0 };
  commitAs(filled.by);
  const answered = await answerForm(place, filled);
  if (!answered) return { line: 'The same was answered before.', code: 0 };
  const { form, reply, failed } = answered;
  const words = sayReply(form, reply);
  const summary = env['GITHUB_STEP_SUMMARY'];
  if (summary !== undefined && summary !== '') await appendFile(summary, words);
  const refused = !('issue' in filled) && reply.kind !== 'done';
  return { line: place.dryRun ? words : `${form.name}: ${reply.kind}`, code: failed || refused ? 1 : 0 };
}

/** Says on the forms' issues what is live. */
export async function sayLive({ root, client, now }: Place): Promise<Ended> {
  const issues = await announceLive(root, client, now);
  const list = issues.map((number) => `#${number}`).join(', ');
  return { line: issues.length === 0 ? 'No form waits for this.' : `Live: ${list}`, code: 0 };
}

/** The commit is by the person who asked for it, and made by the robot. */
function commitAs(login: string): void {
  Object.assign(process.env, {
    GIT_AUTHOR_NAME: login,
    GIT_AUTHOR_EMAIL: `${login}@users.noreply.github.com`,
    ...ROBOT_COMMITS,
  });
}
