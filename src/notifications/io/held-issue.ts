import { openGithubClient } from '../../github/client.ts';
import { readGithubToken } from '../../github/credentials.ts';
import { formatMarker } from '../../text/comment-marker.ts';
import { formatCount } from '../../text/count.ts';
import { CUSTOMER_MESSAGE_CAP } from '../plan.ts';
import type { PlannedDelivery } from '../plan.ts';

const MARKER = 'held-messages';
const LABEL = 'notifications';

/** Opens an issue about messages that wait for a person; there is one open issue at most. */
export async function reportHeldMessages(
  repository: string,
  held: readonly PlannedDelivery[],
  print: (text: string) => void,
): Promise<void> {
  const { octokit, at } = await openGithubClient(readGithubToken(), repository);
  const marker = formatMarker(MARKER);
  const { data } = await octokit.rest.issues.listForRepo({
    ...at,
    state: 'open',
    labels: LABEL,
    per_page: 100,
  });
  const open = data.find(({ body }) => body?.includes(marker));
  if (open) return print(`See ${open.html_url}`);
  const incidents = new Set(held.map(({ event }) => event.subject?.id ?? event.key));
  const body = [
    `A run would have sent ${formatCount(held.length, 'message')} to customers, about ${formatCount(incidents.size, 'incident')}; more than ${CUSTOMER_MESSAGE_CAP} at once look like a mistake, such as an import or a changed clock. **None was sent.**`,
    '',
    'See what they say: `npx candor notify --dry-run`. Send them: `npx candor notify --release all`. If they are a mistake, do nothing: they expire after two hours.',
    '',
    marker,
  ].join('\n');
  const title = `${held.length} messages to customers wait for a person`;
  const created = await octokit.rest.issues.create({ ...at, title, body, labels: [LABEL] });
  print(`See ${created.data.html_url}`);
}
