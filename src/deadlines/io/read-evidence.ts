import { join } from 'node:path';
import type { ContentSources, Setting } from '../../content/content.ts';
import type { Entry } from '../../content/incident.ts';
import type { Instant } from '../../time/instant.ts';
import { idOf } from '../../content/parse-incident.ts';
import type { Facts } from '../evidence.ts';
import { postmortemFacts } from '../postmortem-facts.ts';
import { sayUnknown } from '../../publication-history/unknown-notes.ts';
import { publishedTimes } from '../../publication-history/published-times.ts';
import { reviewRoot } from '../../files/read-content.ts';
import { gitFolder } from '../../git/git-dir.ts';
import { readHistory } from '../../publication-history/io/read-history.ts';
import { readPostmortemTimes } from '../../publication-history/io/postmortem-times.ts';

/** What git and the other files know of a content root, and what they can't tell, in sentences. */
export interface RecordFacts {
  readonly facts: Facts;
  readonly notes: readonly string[];
}

/** Reads the facts for a record: when each update and each postmortem reached the published line. */
export async function readFacts(
  root: string,
  sources: ContentSources,
  setting: Setting,
  entries: readonly Entry[],
  now: Instant,
): Promise<RecordFacts> {
  const { policy } = setting;
  const folder = await gitFolder(root);
  const read = await readHistory(root, folder === undefined ? {} : { cacheDir: join(folder, 'candor') });
  if ('unknown' in read) {
    return {
      facts: { postmortems: postmortemFacts(sources.postmortems, setting) },
      notes: [`${read.unknown.message} ${read.unknown.help}`.trim()],
    };
  }
  const { history, shallow } = read;
  const published = publishedTimes(history, entries, policy, now);
  const witnessed = new Set([...published.keys()].map((key) => key.slice(0, key.indexOf('/'))));
  const merged =
    sources.postmortems.length === 0
      ? new Map<string, Instant>()
      : await readPostmortemTimes(reviewRoot(root, sources.site));
  // Where git can't tell when an incident was published, its postmortem came the same way.
  const postmortems = postmortemFacts(sources.postmortems, setting, (path) =>
    witnessed.has(idOf(path)) ? merged.get(path) : undefined,
  );
  return { facts: { published, postmortems }, notes: sayUnknown(history, entries, policy, { now, shallow }) };
}
