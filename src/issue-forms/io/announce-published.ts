import { parseContent } from '../../content/content.ts';
import type { Instant } from '../../time/instant.ts';
import { deedOfIssue } from '../parse-answers.ts';
import { FORM_TAGS } from '../fields.ts';
import { holds, liveComment, REPLY, writtenIn } from '../reply-comment.ts';
import type { Written } from '../reply-comment.ts';
import { markerOf, markersIn } from '../../text/comment-marker.ts';
import { isShowable } from '../../rules/engine/lint.ts';
import { UsageError } from '../../files/command-errors.ts';
import { readContent } from '../../files/read-content.ts';
import type { Client } from '../../github/client.ts';
import { keepNote, notesWith } from '../../github/comments.ts';
import { contextOf } from '../../rules/engine/context.ts';

/**
 * Says on each open issue of a form that what it wrote is live, with its address, and closes it. What is live is what
 * the content root holds and the site can show: of other files it shows an older version. Gives the numbers of these issues.
 */
export async function announceLive(root: string, client: Client, now: Instant): Promise<number[]> {
  const { setting, entries } = parseContent(await readContent(root));
  if (!setting) throw new UsageError('status.yaml can not be read. See npm run validate.');
  const context = contextOf(setting, entries, now);
  const shown = entries.filter((entry) => isShowable(entry, context));
  const { octokit, at } = client;
  const announced: number[] = [];
  for (const issue of await openForms(client)) {
    const written = await writtenOn(client, issue);
    const entry = written && shown.find((one) => holds(written, one));
    if (!written || !entry) continue;
    const marker = markerOf('live', `${written.id} ${written.at}`);
    await keepNote(client, issue, marker, liveComment(written, entry, setting));
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

async function openForms({ octokit, at }: Client): Promise<number[]> {
  const issues = await octokit.paginate(octokit.rest.issues.listForRepo, {
    ...at,
    state: 'open',
    per_page: 100,
  });
  return issues
    .filter(({ pull_request }) => pull_request === undefined)
    .filter(({ labels, body }) => {
      const names = labels.map((label) => (typeof label === 'string' ? label : (label.name ?? '')));
      return deedOfIssue(names, body ?? '', FORM_TAGS) !== undefined;
    })
    .map(({ number }) => number);
}

async function writtenOn(client: Client, issue: number): Promise<Written | undefined> {
  const [note] = await notesWith(client, issue, markerOf(REPLY));
  return note && writtenIn(markersIn(note.body, 'wrote'));
}
