import { join } from 'node:path';
import type { ContentSources, Setting } from '../core/content.ts';
import type { Entry } from '../core/incident.ts';
import type { Instant } from '../core/instant.ts';
import { idOf } from '../core/parse-incident.ts';
import type { Facts, PostmortemFact } from '../deadlines/facts.ts';
import { sayUnknown } from '../witness/notes.ts';
import { publishedTimes } from '../witness/published-times.ts';
import { gitFolder } from './git-folder.ts';
import { readHistory } from './git-history.ts';
import { readPostmortemTimes } from './postmortem-times.ts';

/** What git and the other files know of a content root, and what they can't tell, in sentences. */
export interface RecordFacts {
  readonly facts: Facts;
  readonly notes: readonly string[];
}

/** Reads the facts for a record: when each update and each postmortem reached the published line. */
export async function readFacts(
  root: string,
  sources: ContentSources,
  { policy }: Setting,
  entries: readonly Entry[],
  now: Instant,
): Promise<RecordFacts> {
  const folder = await gitFolder(root);
  const read = await readHistory(root, folder === undefined ? {} : { cacheDir: join(folder, 'candor') });
  const ids = sources.postmortems.map(({ path }) => ({ path, id: idOf(path) }));
  if ('unknown' in read) {
    const postmortems = new Map(ids.map(({ id }) => [id, {}]));
    return { facts: { postmortems }, notes: [`${read.unknown.message} ${read.unknown.help}`.trim()] };
  }
  const { history, shallow } = read;
  const published = publishedTimes(history, entries, policy, now);
  const witnessed = new Set([...published.keys()].map((key) => key.slice(0, key.indexOf('/'))));
  const merged = ids.length === 0 ? new Map<string, Instant>() : await readPostmortemTimes(root);
  const postmortems = new Map(
    // Where git can't tell when an incident was published, its postmortem came the same way.
    ids.map(({ path, id }): [string, PostmortemFact] => {
      const at = witnessed.has(id) ? merged.get(path) : undefined;
      return [id, at === undefined ? {} : { merged: at }];
    }),
  );
  return { facts: { published, postmortems }, notes: sayUnknown(history, entries, policy, { now, shallow }) };
}
