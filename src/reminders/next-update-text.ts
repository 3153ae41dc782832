import type { Setting } from '../content/content.ts';
import type { Incident } from '../content/incident.ts';
import { sayDuration } from '../time/duration.ts';
import { markerOf } from '../text/comment-marker.ts';
import { freshFor } from './next-update-branch.ts';
import { issueOf } from './facts.ts';
import type { TrackingFacts } from './facts.ts';
import { plainMarkdown, plainTitle } from '../text/github-markdown.ts';

/** The title of a ready update's pull request; it stays, while the time that is written in it moves on. */
export function readyTitle({ site }: Setting, { id }: Incident): string {
  return plainTitle(`${id}: tell customers that there is nothing new (${site.name})`);
}

/** The body of a ready update's pull request: what customers would read, and how one tap publishes it. */
export function readyBody(facts: TrackingFacts, incident: Incident, words: string): string {
  const issue = issueOf(facts, incident.id);
  return [
    'Press **Ready for review** and customers read next:',
    '',
    `> ${plainMarkdown(words)}`,
    '',
    `${publishing(facts.setting)} Its time is written anew every ${sayDuration(freshFor(facts.setting.policy))} until then. If there is something new to say, say that instead; this goes by itself when customers have heard it.`,
    '',
    ...(issue ? [`Asked for by #${issue.number}.`, ''] : []),
    `Incident: ${plainMarkdown(incident.title)}`,
    '',
    markerOf('incident', incident.id),
    '',
  ].join('\n');
}

/** What marking it as ready does: the policy says whether the template is the approval. */
function publishing({ policy }: Setting): string {
  return policy.publishing
    ? "These are the SOP's own words, so nobody has to approve them: once this is no draft and its check is green, it merges by itself."
    : "These are the SOP's own words. Nothing merges by itself here: merge it once its check is green.";
}
