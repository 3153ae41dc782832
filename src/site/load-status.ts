import { parseContent } from '../content/content.ts';
import type { Content, ContentSources, Setting } from '../content/content.ts';
import type { Entry, Incident } from '../content/incident.ts';
import type { Instant } from '../time/instant.ts';
import { idOf, parseIncident } from '../content/parse-incident.ts';
import type { Source } from '../content/source.ts';
import type { Promised } from '../status/entry.ts';
import type { PublicRecord } from '../status/service-commitments.ts';
import { viewOf } from '../status/status-view.ts';
import type { Quarantined, StatusView } from '../status/status-view.ts';
import { NO_FACTS } from '../deadlines/evidence.ts';
import { promisedUpdate } from '../deadlines/promised-update.ts';
import { readContent } from '../files/read-content.ts';
import { readLastGood } from '../git/last-valid-version.ts';
import { readFacts } from '../deadlines/io/read-evidence.ts';
import { publicRecord } from '../compliance/public-compliance.ts';
import { recordOf } from '../compliance/compliance.ts';
import { isShowable } from '../rules/engine/lint.ts';
import type { RuleContext } from '../rules/engine/rule.ts';
import { contextOf } from '../rules/engine/context.ts';

/** A content root, read once: what the validator judges and what the site shows are the same. */
export interface Collected {
  readonly sources: ContentSources;
  readonly content: Content;
  /** Absent where the site or its policy can't be read. */
  readonly view?: StatusView;
}

/** How many histories are read from git at the same time. */
const AT_ONCE = 4;

/** Reads a content root and works out its view; files that can't be shown give way to their last good version. */
export async function collect(root: string, now: Instant): Promise<Collected> {
  const sources = await readContent(root);
  const content = parseContent(sources);
  const { setting, entries, broken, postmortems } = content;
  if (!setting) return { sources, content };
  const context = contextOf(setting, entries, now);
  const good: Entry[] = [];
  const bad: Source[] = [...broken];
  for (const entry of entries) {
    if (isShowable(entry, context)) good.push(entry);
    else bad.push(entry.source);
  }
  const quarantined = await quarantine(root, setting, context, bad, good);
  const record = await readRecord(root, sources, setting, entries, now);
  const promised = (incident: Incident): Promised | undefined => promisedUpdate(setting, NO_FACTS, incident);
  return {
    sources,
    content,
    view: viewOf({ setting, entries: good, quarantined, postmortems, promised, record, now }),
  };
}

/** How the promise was kept: the figures of `npm run record`, worked out from the same files and the same history. */
async function readRecord(
  root: string,
  sources: ContentSources,
  setting: Setting,
  entries: readonly Entry[],
  now: Instant,
): Promise<PublicRecord> {
  const { facts } = await readFacts(root, sources, setting, entries, now);
  return publicRecord(recordOf(setting, entries, facts, now));
}

async function quarantine(
  root: string,
  setting: Setting,
  context: RuleContext,
  bad: readonly Source[],
  good: readonly Entry[],
): Promise<Quarantined[]> {
  const taken = new Set(good.map(({ id }) => id));
  const accept = (source: Source): Entry | undefined => {
    const { value } = parseIncident(source, setting.site.timezone);
    return value && isShowable(value, context) ? value : undefined;
  };
  const quarantined: Quarantined[] = [];
  const queue = bad.filter(({ path }) => !taken.has(idOf(path)));
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let at = next++; at < queue.length; at = next++) {
      const { path } = queue[at]!;
      const found = await readLastGood(root, path, accept);
      quarantined[at] = { id: idOf(path), ...(found && { lastGood: { entry: found.value, at: found.at } }) };
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return quarantined;
}
