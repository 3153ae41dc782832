import { formatMarker } from '../../text/comment-marker.ts';
import type { Alert } from '../alert.ts';
import { ALERT_LABELS } from '../decide.ts';
import { monitorName, sanitizeUrl } from '../sanitize.ts';
import { escapeMarkdown } from '../../text/github-markdown.ts';
import type { GithubClient } from '../../github/client.ts';

/**
 * Says on an issue that an alert could not be made a draft: once for each alert, while that issue is open. It may not
 * be lost, and nobody looks at a run that has failed. Gives the issue's address.
 */
export async function reportFailedAlert(
  { octokit, at }: GithubClient,
  alert: Alert,
  fingerprint: string,
  { isPrivate, reason, run }: { readonly isPrivate: boolean; readonly reason: string; readonly run?: string },
): Promise<string> {
  const marker = formatMarker('alert-lost', fingerprint);
  const { data } = await octokit.rest.issues.listForRepo({
    ...at,
    state: 'open',
    labels: ALERT_LABELS.triage,
    per_page: 100,
  });
  const open = data.find(({ body }) => body?.includes(marker));
  if (open) return open.html_url;
  const url = sanitizeUrl(alert, isPrivate);
  const body = [
    `${monitorName(alert)} has raised an alert, and no draft could be made of it: ${escapeMarkdown(reason)}`,
    ...(run === undefined ? [] : ['', `[The run](<${run}>) says more.`]),
    '',
    'If customers notice it: `npm run incident -- open --source alert`.',
    ...(url === undefined ? [] : ['', `[Open the alert](<${url}>)`]),
    '',
    marker,
  ].join('\n');
  const made = await octokit.rest.issues.create({
    ...at,
    title: 'An alert could not be made a draft',
    body,
    labels: [ALERT_LABELS.alert, ALERT_LABELS.triage],
  });
  return made.data.html_url;
}
