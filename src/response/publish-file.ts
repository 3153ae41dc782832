import { formatInstant } from '../time/instant.ts';
import { formatAlternatives } from '../text/did-you-mean.ts';
import { idFromPath, parseIncident } from '../content/parse-incident.ts';
import { KEY_PATTERN } from '../content/schema/fields.ts';
import type { IncidentChange } from './change.ts';
import { collapseWhitespace } from './file-text.ts';
import { InputError } from './input-error.ts';
import type { IncidentContext } from './context.ts';

/**
 * A file that was written or mended by hand, as it stands. It may not lack what is published or waiting already.
 * @throws Refused
 */
export function publishFile(incidentContext: IncidentContext, file: string, text: string): IncidentChange {
  const id = idFromPath(file);
  if (!KEY_PATTERN.test(id)) {
    const help =
      'Rename it, for example to 2026-11-22-checkout.md: the name is the permanent address of the page.';
    throw new InputError(
      `The name "${collapseWhitespace(id)}" must be lower-case letters, digits and hyphens.`,
      help,
    );
  }
  const before = incidentContext.entries.find((event) => event.id === id);
  const path = before?.source.path ?? `incidents/${id}.md`;
  const parsed = parseIncident({ path, text }, incidentContext.siteContext.site.timezone);
  const after = parsed.value ?? parsed.partial;
  const have = new Set(after?.updates.map((update) => update.id));
  const lost = after ? (before?.updates ?? []).filter((update) => !have.has(update.id)) : [];
  if (lost.length > 0) {
    const times = formatAlternatives(lost.map(({ at }) => formatInstant(at)));
    throw new InputError(
      `${file} lacks an update that somebody has written since: ${times}.`,
      `Begin again from the newest text: npm run incident -- list`,
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
