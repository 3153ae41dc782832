import { formatInstant } from '../time/instant.ts';
import { formatAlternatives } from '../text/did-you-mean.ts';
import { idFromPath, parseIncident } from '../content/parse-incident.ts';
import { KEY_PATTERN } from '../content/schema/fields.ts';
import type { IncidentChange } from './change.ts';
import { collapseWhitespace } from './file-text.ts';
import { InputError } from './input-error.ts';
import type { IncidentContext } from './context.ts';

/**
 * Publishes a file that was written or edited by hand, unchanged.
 * @throws InputError if its name is invalid, or if it lacks an update that is published or pending
 */
export function publishFile(incidentContext: IncidentContext, file: string, text: string): IncidentChange {
  const id = idFromPath(file);
  if (!KEY_PATTERN.test(id)) {
    const help =
      'Rename it, for example to 2026-11-22-checkout.md: the name is the permanent address of the page.';
    throw new InputError(
      `Invalid file name "${collapseWhitespace(id)}": expected lower-case letters, digits and hyphens.`,
      help,
    );
  }
  const before = incidentContext.entries.find((event) => event.id === id);
  const path = before?.source.path ?? `incidents/${id}.md`;
  const parsed = parseIncident({ path, text }, incidentContext.siteContext.site.timezone);
  const after = parsed.value ?? parsed.partial;
  const updateIds = new Set(after?.updates.map((update) => update.id));
  const missing = after ? (before?.updates ?? []).filter((update) => !updateIds.has(update.id)) : [];
  if (missing.length > 0) {
    const times = formatAlternatives(missing.map(({ at }) => formatInstant(at)));
    throw new InputError(
      `${file} lacks an update that was added meanwhile: ${times}.`,
      `Start again from the newest version: npx candor incident list`,
    );
  }
  const title = after?.title ?? id;
  const last = after?.updates.at(-1);
  return {
    kind: 'publish',
    id,
    path,
    text,
    subject: before && last ? `${id}: ${last.writtenPhase} at ${formatInstant(last.at)}` : `${id}: ${title}`,
    publicText: last?.body ?? '',
  };
}
