import type { Instant } from '../time/instant.ts';
import type { Postmortem } from '../content/postmortem.ts';
import { PUBLIC_SUMMARY, findSection } from '../content/postmortem.ts';
import { stripComments } from './public-entry.ts';

/** All that the public ever gets to know of a review, and only where it says so itself (V8.4). */
export interface PublicPostmortem {
  readonly published: Instant;
  /** Its section "Public summary": Markdown without comments. */
  readonly text: string;
}

/**
 * The reviews that are published at a time, by the incident's id: `publish: true`, a time of publication that has come,
 * and a summary that says something. The type that is given back has nothing else of them.
 */
export function publicPostmortemsOf(
  postmortems: readonly Postmortem[],
  now: Instant,
): ReadonlyMap<string, PublicPostmortem> {
  const published = postmortems.flatMap((postmortem): [string, PublicPostmortem][] => {
    const { publish, published: at, incident } = postmortem;
    const text = stripComments(findSection(postmortem, PUBLIC_SUMMARY)?.body ?? '').trim();
    return publish && at !== undefined && at <= now && text !== ''
      ? [[incident, { published: at, text }]]
      : [];
  });
  return new Map(published);
}
