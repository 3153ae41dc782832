import type { Content, SiteContext } from '../content/content.ts';
import { idFromPath } from '../content/parse-incident.ts';
import { toPublicEvent } from '../status/public-entry.ts';
import type { PublicEvent } from '../status/public-entry.ts';
import { publicPostmortemsOf } from '../status/public-postmortem.ts';
import type { PublicPostmortem } from '../status/public-postmortem.ts';
import type { ProposedChanges } from './pull-request.ts';

/**
 * Reasons beyond the text of the changed files why the merge needs approval: another incident would look different or
 * disappear, or a postmortem would become public with its incident (V8.4).
 */
export function findOtherPublicChanges(
  siteContext: SiteContext,
  { published, content, files }: Pick<ProposedChanges, 'published' | 'content' | 'files'>,
): string[] {
  const [before, after] = [
    collectPublicEvents(siteContext, published),
    collectPublicEvents(siteContext, content),
  ];
  const changedPaths = new Set(files.map(({ path }) => path));
  const paths = [...new Set([...before.keys(), ...after.keys()])];
  return paths.flatMap((path) => {
    const [old, now] = [before.get(path), after.get(path)];
    if (!changedPaths.has(path) && !isSame(old?.event, now?.event))
      return [`${path}: customers would see it changed, although this pull request does not change the file`];
    return now?.postmortem && !isSame(old?.postmortem, now.postmortem)
      ? [`postmortems/${idFromPath(path)}.md: its public summary becomes public`]
      : [];
  });
}

interface PublicPart {
  readonly event: PublicEvent;
  readonly postmortem?: PublicPostmortem;
}

/** By path. Postmortems count as soon as their publication is scheduled. */
function collectPublicEvents(
  siteContext: SiteContext,
  { incidents, postmortems }: Pick<Content, 'incidents' | 'postmortems'>,
): ReadonlyMap<string, PublicPart> {
  const summaries = publicPostmortemsOf(postmortems, Infinity);
  return new Map(
    incidents.flatMap((incident): [string, PublicPart][] => {
      const event = toPublicEvent(siteContext, incident);
      const postmortem = incident.kind === 'incident' ? summaries.get(incident.id) : undefined;
      return event ? [[incident.source.path, { event, ...(postmortem && { postmortem }) }]] : [];
    }),
  );
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
