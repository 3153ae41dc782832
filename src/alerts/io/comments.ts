import { isRobot } from '../../text/github-login.ts';
import { markerOf, markersIn } from '../../text/comment-marker.ts';
import type { Comment } from '../decide.ts';
import { logKey, readLog } from '../alert-log.ts';
import type { Log } from '../alert-log.ts';
import type { Client } from '../../github/client.ts';
import { keepNote, notesWith } from '../../github/comments.ts';
import type { IsOwn } from '../../github/comments.ts';

/** The tool speaks as a robot, or as whoever opened the pull request with the same token. */
function ownOn(author: string): IsOwn {
  return (login) => isRobot(login) || (author !== '' && login === author);
}

/** What was remembered of an alert at a pull request. */
export async function readNote(
  client: Client,
  { number, author }: { readonly number: number; readonly author: string },
  mark: string,
): Promise<Log | undefined> {
  const [note] = await notesWith(client, number, markerOf('alert-log', mark), ownOn(author));
  return note && readLog(markersIn(note.body, 'alert-state')[0]);
}

/** Writes a comment of a decision, or brings it up to date; what is said once is left as it stands. */
export async function writeComment(client: Client, comment: Comment): Promise<void> {
  const { pull, kind, key, body, author, log } = comment;
  const marker = markerOf(kind, key);
  const state = log ? [markerOf('alert-state', logKey(log))] : [];
  const text = `${body}\n\n${[marker, ...state].join('\n')}\n`;
  if (kind === 'alert-log') return keepNote(client, pull, marker, text, ownOn(author));
  const said = await notesWith(client, pull, marker, ownOn(author));
  if (said.length > 0) return;
  await client.octokit.rest.issues.createComment({ ...client.at, issue_number: pull, body: text });
}
