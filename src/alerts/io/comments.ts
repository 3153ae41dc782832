import { isBot } from '../../text/github-login.ts';
import { formatMarker, parseMarkerKeys } from '../../text/comment-marker.ts';
import type { AlertComment } from '../decide.ts';
import { serializeAlertLog, parseAlertLog } from '../alert-log.ts';
import type { AlertLog } from '../alert-log.ts';
import type { GithubClient } from '../../github/client.ts';
import { upsertComment, findBotComments } from '../../github/comments.ts';
import type { LoginPredicate } from '../../github/comments.ts';

/** The tool speaks as a robot, or as whoever opened the pull request with the same token. */
function createOwnPredicate(author: string): LoginPredicate {
  return (login) => isBot(login) || (author !== '' && login === author);
}

/** What was remembered of an alert at a pull request. */
export async function readAlertLog(
  client: GithubClient,
  { number, author }: { readonly number: number; readonly author: string },
  fingerprint: string,
): Promise<AlertLog | undefined> {
  const [comment] = await findBotComments(
    client,
    number,
    formatMarker('alert-log', fingerprint),
    createOwnPredicate(author),
  );
  return comment && parseAlertLog(parseMarkerKeys(comment.body, 'alert-state')[0]);
}

/** Writes a comment of a decision, or brings it up to date; what is said once is left as it stands. */
export async function upsertAlertComment(client: GithubClient, comment: AlertComment): Promise<void> {
  const { pull, kind, key, body, author, log } = comment;
  const marker = formatMarker(kind, key);
  const state = log ? [formatMarker('alert-state', serializeAlertLog(log))] : [];
  const text = `${body}\n\n${[marker, ...state].join('\n')}\n`;
  if (kind === 'alert-log') return upsertComment(client, pull, marker, text, createOwnPredicate(author));
  const existing = await findBotComments(client, pull, marker, createOwnPredicate(author));
  if (existing.length > 0) return;
  await client.octokit.rest.issues.createComment({ ...client.at, issue_number: pull, body: text });
}
