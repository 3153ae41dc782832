import { parseContent } from '../content/content.ts';
import type { Content, ContentSources } from '../content/content.ts';
import type { Incident } from '../content/incident.ts';
import type { Instant } from '../time/instant.ts';
import type { PromisedUpdate } from '../status/entry.ts';
import { withRecordedDays } from '../status/recorded-days.ts';
import { buildStatusView } from '../status/status-view.ts';
import type { StatusView } from '../status/status-view.ts';
import { NO_EVIDENCE } from '../deadlines/evidence.ts';
import { findPromisedUpdate } from '../deadlines/promised-update.ts';
import { parseWithRecord } from '../files/parsed-record.ts';
import type { RunRecordOptions } from '../files/run-record.ts';
import { openCleanRecord } from '../rules/io/clean-record.ts';
import type { CleanRecord } from '../rules/io/clean-record.ts';
import { readContent } from '../files/read-content.ts';
import { createTimeLimit } from '../files/time-limit.ts';
import { readFirstCommitTimes } from '../git/component-days.ts';
import { publicComplianceOf } from '../compliance/public-compliance.ts';
import { listPublicPictures } from './pictures.ts';
import { restorePictures } from './fallback/restore-pictures.ts';
import { restoreContent } from './fallback/restore-content.ts';
import type { VanishedIncident } from './fallback/vanished.ts';

/** A content root, read once, so that the validated content is the content that is shown. */
export interface LoadedStatus {
  readonly sources: ContentSources;
  /** As written, with all findings; not what is shown where a file is invalid. */
  readonly content: Content;
  /** Undefined if the site or its policy is invalid, and no valid version of them is known. */
  readonly view?: StatusView;
  /** Open incidents that this view lacks although customers saw them: it must not be published. */
  readonly vanished: readonly VanishedIncident[];
  /** The files that all rules passed in an earlier run. */
  readonly clean?: CleanRecord;
  /** Why the logo can't be drawn, in a part of a sentence; the page shows its last valid version, if there is one. */
  readonly logoError?: string;
}

/**
 * Reads a content root and builds its view. An invalid file is replaced by its last valid version (V6.4).
 * @param records where to keep what is known of unchanged files from run to run; without it, every file is parsed and checked
 * @throws if the root can't be read
 */
export async function loadStatus(
  root: string,
  now: Instant,
  records?: RunRecordOptions,
): Promise<LoadedStatus> {
  const sources = await readContent(root);
  const runPerFile = createTimeLimit();
  const content = records
    ? await parseWithRecord(root, sources, runPerFile, records)
    : parseContent(sources, runPerFile);
  const clean = records && (await openCleanRecord(root, sources, records));
  const shown = await restoreContent(root, sources, content, now, runPerFile, clean?.files);
  const read = { sources, content, ...(clean && { clean }) };
  if (!shown) return { ...read, vanished: [] };
  const { valid, restored, missing, parts, postmortems, evidence, vanished } = shown;
  const events = [...valid, ...restored.map(({ entry }) => entry)];
  const siteContext = withRecordedDays(shown.siteContext, events, await readFirstCommitTimes(root), now);
  const promisedUpdateOf = (incident: Incident): PromisedUpdate | undefined =>
    findPromisedUpdate(siteContext, NO_EVIDENCE, incident);
  const texts = buildStatusView({
    siteContext,
    incidents: valid,
    restoredIncidents: restored,
    missing,
    restoredParts: parts,
    postmortems,
    promisedUpdateOf,
    // The figures of `npx candor compliance`, from the same files and the same history.
    compliance: publicComplianceOf(siteContext, events, evidence, now),
    now,
  });
  const pictures = await restorePictures(root, listPublicPictures(texts));
  const view: StatusView = pictures.size === 0 ? texts : { ...texts, pictures };
  const { logoError } = shown;
  return { ...read, view, vanished, ...(logoError !== undefined && { logoError }) };
}
