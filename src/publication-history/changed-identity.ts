import { createParseError } from '../content/parse-errors.ts';
import type { Diagnostic } from '../content/finding.ts';
import { parseSite } from '../content/site.ts';
import { identityOf } from '../content/site-identity.ts';
import type { SourceFile } from '../content/source.ts';
import { parseYamlFile } from '../content/format-changes.ts';

/**
 * Reports a change of `status.yaml` that gives everything published another id in feeds, calendar and API (V6.4).
 * @param published the ids of incidents that exist before and after the change; without any, subscribers notice nothing
 */
export function checkChangedIdentity(
  before: SourceFile | undefined,
  after: SourceFile | undefined,
  published: readonly string[],
): Diagnostic[] {
  if (!before || !after || published.length === 0) return [];
  const [old, now] = [parseSite(before).value, parseSite(after).value];
  if (!old || !now || identityOf(old).prefix === identityOf(now).prefix) return [];
  const yaml = parseYamlFile(after);
  const span = yaml.locate([now.id === undefined ? 'url' : 'id']);
  const kept = old.id ?? old.url;
  const changed = now.id === undefined ? `The address was ${old.url}` : `The site's identity was ${kept}`;
  const message = `${changed}; this change gives every published update another id.`;
  const help = `Feed readers would show all updates again as new, calendars would list each maintenance twice, and programs would lose the components they watch. Keep the old ids: write id: ${kept} in status.yaml.`;
  const line = now.id === undefined ? `${after.text.slice(span.start, span.end)}\nid: ${kept}` : kept;
  return [
    {
      ...createParseError(after, span, message, help, { ...span, text: line }),
      rule: 'require-stable-permalink',
      clause: 'V6.4',
    },
  ];
}
