import { parseContent } from '../content/content.ts';
import type { Content, ContentSources, SiteContext } from '../content/content.ts';
import type { IncidentOrMaintenance, Incident } from '../content/incident.ts';
import type { Instant } from '../time/instant.ts';
import { idFromPath, parseIncident } from '../content/parse-incident.ts';
import type { SourceFile } from '../content/source.ts';
import type { PromisedUpdate } from '../status/entry.ts';
import type { PublicCompliance } from '../status/service-commitments.ts';
import { buildStatusView } from '../status/status-view.ts';
import type { InvalidIncident, StatusView } from '../status/status-view.ts';
import { NO_EVIDENCE } from '../deadlines/evidence.ts';
import { findPromisedUpdate } from '../deadlines/promised-update.ts';
import { readContent } from '../files/read-content.ts';
import { readLastValidVersion } from '../git/last-valid-version.ts';
import { readEvidence } from '../deadlines/io/read-evidence.ts';
import { toPublicCompliance } from '../compliance/public-compliance.ts';
import { buildComplianceReport } from '../compliance/compliance.ts';
import { isDisplayable } from '../rules/engine/lint.ts';
import type { RuleContext } from '../rules/engine/rule.ts';
import { createRuleContext } from '../rules/engine/context.ts';

/** A content root, read once, so that the validated content is the content that is shown. */
export interface LoadedStatus {
  readonly sources: ContentSources;
  readonly content: Content;
  /** Undefined if the site or its policy is invalid. */
  readonly view?: StatusView;
}

/** Concurrent git processes. */
const MAX_CONCURRENT_READS = 4;

/** Reads a content root and builds its view. Invalid files are replaced by their last valid version. */
export async function loadStatus(root: string, now: Instant): Promise<LoadedStatus> {
  const sources = await readContent(root);
  const content = parseContent(sources);
  const { siteContext, incidents, invalidSources, postmortems } = content;
  if (!siteContext) return { sources, content };
  const context = createRuleContext(siteContext, incidents, now);
  const valid: IncidentOrMaintenance[] = [];
  const invalid: SourceFile[] = [...invalidSources];
  for (const event of incidents) {
    if (isDisplayable(event, context)) valid.push(event);
    else invalid.push(event.source);
  }
  const invalidIncidents = await findFallbackVersions(root, siteContext, context, invalid, valid);
  const compliance = await readCompliance(root, sources, siteContext, incidents, now);
  const promisedUpdateOf = (incident: Incident): PromisedUpdate | undefined =>
    findPromisedUpdate(siteContext, NO_EVIDENCE, incident);
  return {
    sources,
    content,
    view: buildStatusView({
      siteContext,
      incidents: valid,
      invalidIncidents,
      postmortems,
      promisedUpdateOf,
      compliance,
      now,
    }),
  };
}

/** The figures of `npm run compliance`, from the same files and the same history. */
async function readCompliance(
  root: string,
  sources: ContentSources,
  siteContext: SiteContext,
  events: readonly IncidentOrMaintenance[],
  now: Instant,
): Promise<PublicCompliance> {
  const { evidence } = await readEvidence(root, sources, siteContext, events, now);
  return toPublicCompliance(buildComplianceReport(siteContext, events, evidence, now));
}

async function findFallbackVersions(
  root: string,
  siteContext: SiteContext,
  context: RuleContext,
  invalid: readonly SourceFile[],
  valid: readonly IncidentOrMaintenance[],
): Promise<InvalidIncident[]> {
  const validIds = new Set(valid.map(({ id }) => id));
  const accept = (source: SourceFile): IncidentOrMaintenance | undefined => {
    const { value } = parseIncident(source, siteContext.site.timezone);
    return value && isDisplayable(value, context) ? value : undefined;
  };
  const invalidIncidents: InvalidIncident[] = [];
  const queue = invalid.filter(({ path }) => !validIds.has(idFromPath(path)));
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let at = next++; at < queue.length; at = next++) {
      const { path } = queue[at]!;
      const found = await readLastValidVersion(root, path, accept);
      invalidIncidents[at] = {
        id: idFromPath(path),
        ...(found && { lastValid: { entry: found.value, at: found.at } }),
      };
    }
  };
  await Promise.all(Array.from({ length: MAX_CONCURRENT_READS }, worker));
  return invalidIncidents;
}
