import type { GithubClient } from '../../github/client.ts';
import { formatMarker } from '../../text/comment-marker.ts';
import { planWaitingIssues } from '../waiting-text.ts';
import type { WaitingMessages } from '../waiting-text.ts';

const LABEL = 'notifications';

/** Reports messages that wait for a person: at most one open issue of each kind, to which later runs add comments. */
export async function reportWaitingMessages(
  { octokit, at }: GithubClient,
  waiting: WaitingMessages,
  print: (text: string) => void,
): Promise<void> {
  const issues = planWaitingIssues(waiting);
  if (issues.length === 0) return;
  const listed = await octokit.rest.issues.listForRepo({
    ...at,
    state: 'open',
    labels: LABEL,
    per_page: 100,
  });
  for (const { kind, title, text, isNews } of issues) {
    const marker = formatMarker(kind);
    const open = listed.data.find(({ body }) => body?.includes(marker));
    if (open && isNews)
      await octokit.rest.issues.createComment({ ...at, issue_number: open.number, body: text });
    const body = `${text}\n\nClose this issue when nothing waits.\n\n${marker}`;
    const { html_url } =
      open ?? (await octokit.rest.issues.create({ ...at, title, body, labels: [LABEL] })).data;
    print(`See ${html_url}`);
  }
}
