import { parseContent } from '../../content/content.ts';
import type { Instant } from '../../time/instant.ts';
import { formTypeOfIssue } from '../parse-answers.ts';
import { FORM_LABELS } from '../fields.ts';
import { isFormPublished, renderPublishedComment, REPLY_MARKER, parseFormCommit } from '../reply-comment.ts';
import type { FormCommit } from '../reply-comment.ts';
import { formatMarker, parseMarkerKeys } from '../../text/comment-marker.ts';
import { isDisplayable } from '../../rules/engine/lint.ts';
import { UsageError } from '../../files/command-errors.ts';
import { readContent } from '../../files/read-content.ts';
import type { GithubClient } from '../../github/client.ts';
import { upsertComment, findBotComments } from '../../github/comments.ts';
import { createRuleContext } from '../../rules/engine/context.ts';

/**
 * Says on each open issue of a form that what it wrote is live, with its address, and closes it. What is live is what
 * the content root holds and the site can show: of other files it shows an older version. Gives the numbers of these issues.
 */
export async function announcePublished(root: string, client: GithubClient, now: Instant): Promise<number[]> {
  const { siteContext, incidents } = parseContent(await readContent(root));
  if (!siteContext) throw new UsageError('status.yaml can not be read. See npm run validate.');
  const context = createRuleContext(siteContext, incidents, now);
  const shown = incidents.filter((event) => isDisplayable(event, context));
  const { octokit, at } = client;
  const announced: number[] = [];
  for (const issue of await listOpenFormIssues(client)) {
    const formCommit = await readFormCommit(client, issue);
    const event = formCommit && shown.find((one) => isFormPublished(formCommit, one));
    if (!formCommit || !event) continue;
    const marker = formatMarker('live', `${formCommit.id} ${formCommit.at}`);
    await upsertComment(client, issue, marker, renderPublishedComment(formCommit, event, siteContext));
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
  return comment && parseFormCommit(parseMarkerKeys(comment.body, 'wrote'));
}
