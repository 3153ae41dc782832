import { isBot } from '../text/github-login.ts';
import type { GithubClient } from './client.ts';

/** A bot comment on an issue or a pull request. */
export interface BotComment {
  readonly id: number;
  readonly body: string;
  readonly url: string;
}

/** Whose comments count as the bot's own; anyone can write a marker. */
export type LoginPredicate = (login: string) => boolean;

/** The bot's comments with a marker on an issue or a pull request, oldest first. */
export async function findBotComments(
  { octokit, at }: GithubClient,
  issue: number,
  marker: string,
  isOwn: LoginPredicate = isBot,
): Promise<BotComment[]> {
  const comments = await octokit.paginate(octokit.rest.issues.listComments, {
    ...at,
    issue_number: issue,
    per_page: 100,
  });
  return comments
    .filter(({ body, user }) => body?.includes(marker) && isOwn(user?.login ?? ''))
    .map(({ id, body = '', html_url }) => ({ id, body, url: html_url }));
}

/**
 * Creates the comment with a marker, or edits it if its text differs. The body contains the marker.
 */
export async function upsertComment(
  client: GithubClient,
  issue: number,
  marker: string,
  body: string,
  isOwn: LoginPredicate = isBot,
): Promise<void> {
  const { octokit, at } = client;
  const [comment] = await findBotComments(client, issue, marker, isOwn);
  if (!comment) await octokit.rest.issues.createComment({ ...at, issue_number: issue, body });
  else if (comment.body !== body)
    await octokit.rest.issues.updateComment({ ...at, comment_id: comment.id, body });
}
