import type { SiteContext } from '../content/content.ts';
import { parseFrontMatter } from '../content/front-matter.ts';
import type { IncidentUpdate, StatusEvent } from '../content/incident.ts';
import { toPublicEvent } from '../status/public-entry.ts';

/** What customers see of the front matter. */
const PUBLIC_FIELDS = [
  ...([
    'title',
    'severity',
    'components',
    'started',
    'detected',
    'ended',
    'customerFacing',
    'drill',
  ] as const),
  ...(['starts', 'ends', 'notice'] as const),
];

/** What customers see of the published part must be unchanged; only internal fields may change. */
export function checkPublishedPart(
  siteContext: SiteContext,
  before: StatusEvent,
  after: StatusEvent,
): string[] {
  const valueOf = (event: StatusEvent, key: string): string | undefined =>
    JSON.stringify((event as unknown as Readonly<Record<string, unknown>>)[key]);
  const changedFields = PUBLIC_FIELDS.filter((key) => valueOf(before, key) !== valueOf(after, key));
  const [old, now] = [markdownBodyOf(before), markdownBodyOf(after)];
  const reading = ({ updates }: StatusEvent): string =>
    JSON.stringify(updates.slice(0, before.updates.length).map(publicFieldsOf));
  const isTextUnchanged =
    now.startsWith(old) &&
    /^\s*(?:\n## |$)/.test(now.slice(old.length)) &&
    reading(before) === reading(after);
  const reasons = [
    ...changedFields.map((key) => `"${key === 'customerFacing' ? 'customer-facing' : key}" changed`),
    ...(isTextUnchanged ? [] : ['published text changed']),
  ];
  const publishedPart = { ...after, updates: after.updates.slice(0, before.updates.length) };
  const isSameInPublic =
    JSON.stringify(toPublicEvent(siteContext, before)) ===
    JSON.stringify(toPublicEvent(siteContext, publishedPart));
  return reasons.length > 0 || isSameInPublic ? reasons : ['published facts changed'];
}

function publicFieldsOf(update: IncidentUpdate): unknown {
  const { id, writtenPhase, corrected, affects, severity, nextUpdate, body } = update;
  return [id, writtenPhase, corrected, affects, severity, nextUpdate, body];
}

function markdownBodyOf({ source }: StatusEvent): string {
  const front = parseFrontMatter(source);
  return 'bodyStart' in front ? source.text.slice(front.bodyStart).trim() : '';
}
