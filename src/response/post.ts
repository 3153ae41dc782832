import { formatInstant } from '../time/instant.ts';
import { oneOf } from '../text/did-you-mean.ts';
import { idOf, parseIncident } from '../content/parse-incident.ts';
import { KEY_PATTERN } from '../content/schema/fields.ts';
import type { Change } from './change.ts';
import { oneLine } from './file-text.ts';
import { Refused } from './refused.ts';
import type { World } from './context.ts';

/**
 * A file that was written or mended by hand, as it stands. It may not lack what is published or waiting already.
 * @throws Refused
 */
export function post(world: World, file: string, text: string): Change {
  const id = idOf(file);
  if (!KEY_PATTERN.test(id)) {
    const help =
      'Rename it, for example to 2026-11-22-checkout.md: the name is the address of the page for ever.';
    throw new Refused(`The name "${oneLine(id)}" must be lower-case letters, digits and hyphens.`, help);
  }
  const before = world.entries.find((entry) => entry.id === id);
  const path = before?.source.path ?? `incidents/${id}.md`;
  const parsed = parseIncident({ path, text }, world.setting.site.timezone);
  const after = parsed.value ?? parsed.partial;
  const have = new Set(after?.updates.map((update) => update.id));
  const lost = after ? (before?.updates ?? []).filter((update) => !have.has(update.id)) : [];
  if (lost.length > 0) {
    const times = oneOf(lost.map(({ at }) => formatInstant(at)));
    throw new Refused(
      `${file} lacks an update that somebody has written since: ${times}.`,
      `Begin again from the newest text: npm run incident -- list`,
    );
  }
  const title = after?.title ?? id;
  const last = after?.updates.at(-1);
  return {
    deed: 'post',
    id,
    path,
    text,
    subject: before && last ? `${id}: ${last.wrote} at ${formatInstant(last.at)}` : `${id}: ${title}`,
    words: last?.body ?? '',
  };
}
