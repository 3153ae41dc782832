import type { SiteContext } from '../content/content.ts';
import type { Incident } from '../content/incident.ts';
import { formatDuration } from '../time/duration.ts';
import { formatMarker } from '../text/comment-marker.ts';
import { maxTimestampAge } from './next-update-branch.ts';
import { trackingIssueOf } from './facts.ts';
import type { TrackingContext } from './facts.ts';
import { escapeMarkdown, sanitizeTitle } from '../text/github-markdown.ts';

/** The title of a ready update's pull request; it stays, while the time that is written in it moves on. */
export function formatUpdateDraftTitle({ site }: SiteContext, { id }: Incident): string {
  return sanitizeTitle(`${id}: tell customers that there is nothing new (${site.name})`);
}

/** The body of a ready update's pull request: what customers would read, and how one tap publishes it. */
export function renderUpdateDraftBody(
  context: TrackingContext,
  incident: Incident,
  publicText: string,
): string {
  const issue = trackingIssueOf(context, incident.id);
  return [
    'Press **Ready for review** and customers read next:',
    '',
    `> ${escapeMarkdown(publicText)}`,
    '',
    `${formatPublishingHint(context.siteContext)} Its time is written anew every ${formatDuration(maxTimestampAge(context.siteContext.policy))} until then. If there is something new to say, say that instead; this goes by itself when customers have heard it.`,
    '',
    ...(issue ? [`Asked for by #${issue.number}.`, ''] : []),
    `Incident: ${escapeMarkdown(incident.title)}`,
    '',
    formatMarker('incident', incident.id),
    '',
  ].join('\n');
}

/** What marking it as ready does: the policy says whether the template is the approval. */
function formatPublishingHint({ policy }: SiteContext): string {
  return policy.publishing
    ? "These are the SOP's own words, so nobody has to approve them: once this is no draft and its check is green, it merges by itself."
    : "These are the SOP's own words. Nothing merges by itself here: merge it once its check is green.";
}
