import { parseMarkerKeys } from '../../text/comment-marker.ts';
import type { AlertPullRequest } from '../match.ts';
import { incidentBranch } from '../../response/change.ts';
import type { GithubClient } from '../../github/client.ts';

/** How many pull requests are looked through, the last changed first. Each note on one changes it. */
const MAX_PAGES = 3;

/** The pull requests of incidents, open or closed. One from a fork is nobody's word on what an alert belongs to. */
export async function listIncidentPulls({ octokit, at }: GithubClient): Promise<AlertPullRequest[]> {
  const pulls: AlertPullRequest[] = [];
  const query = { ...at, state: 'all', sort: 'updated', direction: 'desc', per_page: 100 } as const;
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const { data } = await octokit.rest.pulls.list({ ...query, page });
    for (const one of data) {
      const own = one.head.repo?.full_name.toLowerCase() === `${at.owner}/${at.repo}`.toLowerCase();
      if (!own || !one.head.ref.startsWith(incidentBranch(''))) continue;
      pulls.push({
        number: one.number,
        open: one.state === 'open',
        merged: Boolean(one.merged_at),
        branch: one.head.ref,
        createdAt: Date.parse(one.created_at),
        ...(one.closed_at && { closedAt: Date.parse(one.closed_at) }),
        author: one.user?.login ?? '',
        alertFingerprints: parseMarkerKeys(one.body ?? '', 'alert'),
      });
    }
    if (data.length < query.per_page) break;
  }
  return pulls;
}
