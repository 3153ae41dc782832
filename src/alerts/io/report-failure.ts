import { formatMarker } from '../../text/comment-marker.ts';
import type { Alert } from '../alert.ts';
import { ALERT_LABELS } from '../decide.ts';
import { monitorName, sanitizeUrl } from '../sanitize.ts';
import { escapeMarkdown } from '../../text/github-markdown.ts';
import type { GithubClient } from '../../github/client.ts';

/**
 * Opens an issue about an alert that failed to become a draft, because a failed workflow run is easily overlooked. There is
 * one open issue per alert at most. Returns the issue's URL.
 */
export async function reportFailedAlert(
  { octokit, at }: GithubClient,
  alert: Alert,
  fingerprint: string,
  { isPrivate, reason, run }: { readonly isPrivate: boolean; readonly reason: string; readonly run?: string },
): Promise<string> {
  const marker = formatMarker('alert-failed', fingerprint);
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
    `${monitorName(alert)} sent an alert, and opening a draft incident failed: ${escapeMarkdown(reason)}`,
    ...(run === undefined ? [] : ['', `See [the log of the run](<${run}>).`]),
    '',
    'If customers are affected: `npx candor incident open --source alert`.',
    ...(url === undefined ? [] : ['', `[Open the alert](<${url}>)`]),
    '',
    marker,
  ].join('\n');
  const created = await octokit.rest.issues.create({
    ...at,
    title: 'Failed to create a draft incident from an alert',
    body,
    labels: [ALERT_LABELS.alert, ALERT_LABELS.triage],
  });
  return created.data.html_url;
}
