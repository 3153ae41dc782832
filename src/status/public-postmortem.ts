import type { Instant } from '../time/instant.ts';
import type { Postmortem } from '../content/postmortem.ts';
import { PUBLIC_SUMMARY, findSection } from '../content/postmortem.ts';
import { stripComments } from './public-entry.ts';

/** The only part of a postmortem that can be published (V8.4). */
export interface PublicPostmortem {
  readonly published: Instant;
  /** The section "Public summary": Markdown without comments. */
  readonly text: string;
}

/**
 * The postmortems that are published at a time, by incident id: `publish: true`, a publication time that has passed,
 * and a summary that isn't empty.
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
