import { parseContent } from '../content/content.ts';
import type { Content } from '../content/content.ts';
import type { Diagnostic } from '../content/finding.ts';
import { FOLLOW_UP_PERIOD, parseActiveContent } from '../deadlines/active-content.ts';
import { deadlinesOf } from '../deadlines/all-deadlines.ts';
import type { Deadline } from '../deadlines/deadline.ts';
import { requireSiteContext } from '../deadlines/io/require-site-context.ts';
import { readContent } from '../files/read-content.ts';
import { createTimeLimit } from '../files/time-limit.ts';
import { validateContent } from '../rules/engine/validate-content.ts';
import { loadStatus } from '../site/load-status.ts';
import type { StatusView } from '../status/status-view.ts';

/**
 * The incidents, components, site and policy of a content root, as values; what can't be parsed is in `diagnostics`.
 * @param root a folder with `status.yaml`, `components/` and `incidents/`
 * @throws if the folder can't be read
 */
export async function parse(root: string): Promise<Content> {
  return parseContent(await readContent(root), createTimeLimit());
}

/**
 * What `candor validate` finds, without git history: each finding with its place and the text to write instead.
 * @throws if the folder can't be read
 */
export async function validate(root: string, now: Date): Promise<readonly Diagnostic[]> {
  return validateContent(await parse(root), now.getTime(), undefined, createTimeLimit());
}

/**
 * What the SOP requires now and next, most urgent first, as `candor deadlines --all` lists it.
 * @throws if the folder, the site or its policy can't be read
 */
export async function deadlines(root: string, now: Date): Promise<readonly Deadline[]> {
  const endedAfter = now.getTime() - FOLLOW_UP_PERIOD;
  const content = parseActiveContent(await readContent(root), endedAfter, createTimeLimit());
  const siteContext = requireSiteContext(content);
  return deadlinesOf(siteContext, content.incidents, content.evidence, now.getTime(), { endedAfter });
}

/**
 * What the public sees: the data of the page, the feeds and the API. A file with errors is in it in its last valid version.
 * Undefined if the site or its policy is invalid.
 * @throws if the folder can't be read
 */
export async function statusView(root: string, now: Date): Promise<StatusView | undefined> {
  return (await loadStatus(root, now.getTime())).view;
}
