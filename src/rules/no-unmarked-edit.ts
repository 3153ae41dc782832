import type { PublicField, UpdatePart } from '../publication-history/history.ts';
import type { StatusEvent, IncidentUpdate } from '../content/incident.ts';
import { formatInstant } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';
import { isPublic } from '../content/policy.ts';
import { findUnmarkedChanges } from '../publication-history/unmarked-changes.ts';
import type { UnmarkedChange } from '../publication-history/unmarked-changes.ts';
import type { RuleViolation, IncidentFileRule, RuleTarget } from './engine/rule.ts';

/** Published text only changes together with a correction time or a new update (V6.4). */
export const noUnmarkedEdit: IncidentFileRule = {
  id: 'no-unmarked-edit',
  clauses: ['V6.4'],
  level: 'error',
  summary: 'published text that was changed without a correction, or removed',
  appliesTo: 'all',
  needs: 'history',
  *check(event, { policy, history, now }) {
    const incident = history?.incidents.get(event.id);
    if (!incident || incident.revisions.length === 0 || !isPublic(policy, event)) return;
    const byUpdate = new Map<IncidentUpdate, UnmarkedUpdateChange[]>();
    for (const { change } of findUnmarkedChanges(policy, incident, event)) {
      if ('field' in change) yield fieldViolation(event, change, now);
      else if (change.part === 'removed') yield removedUpdateViolation(event, change);
      else {
        const update = event.updates.find(({ id }) => id === change.now);
        if (update) byUpdate.set(update, [...(byUpdate.get(update) ?? []), change]);
      }
    }
    for (const [update, changes] of byUpdate) yield updateViolation(update, changes, now);
  },
};

type UnmarkedPublicChange = UnmarkedChange['change'];
type UnmarkedFieldChange = Extract<UnmarkedPublicChange, { field: PublicField }>;
type UnmarkedUpdateChange = Extract<UnmarkedPublicChange, { update: string }>;

const PARTS: Readonly<Record<Exclude<UpdatePart, 'removed'>, string>> = {
  time: 'time',
  phase: 'phase',
  text: 'text',
  affects: '"Affects"',
  severity: '"Severity"',
  correction: 'correction',
};

function updateViolation(
  update: IncidentUpdate,
  changes: readonly UnmarkedUpdateChange[],
  now: Instant,
): RuleViolation {
  const parts = changes.map(({ part }) => PARTS[part as Exclude<UpdatePart, 'removed'>]);
  const published = changes.map(
    ({ part, before }) => `${part === 'text' ? '' : `${part} `}${shortenText(before)}`,
  );
  const missing = update.corrected === undefined ? 'a correction time' : 'a newer correction time';
  const heading = `## ${formatInstant(update.at)} ${update.writtenPhase} (corrected ${formatMinute(now)})`;
  return {
    at: update.spans.heading,
    message: `The ${parts.join(' and ')} of this update changed after publication, without ${missing}.`,
    help: `Restore ${published.join(', ')}, or mark the correction: "${heading}".`,
  };
}

function removedUpdateViolation(event: StatusEvent, { update, before }: UnmarkedUpdateChange): RuleViolation {
  const next = event.updates.find(({ id }) => id > update);
  const at: RuleTarget = next?.spans.heading ??
    event.updates.at(-1)?.spans.heading ?? { field: ['title'], part: 'key' };
  return {
    at,
    message: `The update published at ${formatUpdateId(update)} was removed.`,
    help: `Restore it, and correct it there. Its text was ${shortenText(before)}.`,
  };
}

function fieldViolation(
  event: StatusEvent,
  { field, before, after }: UnmarkedFieldChange,
  now: Instant,
): RuleViolation {
  const last = event.updates.at(-1);
  const way = last
    ? `or mark a correction: "## ${formatInstant(last.at)} ${last.writtenPhase} (corrected ${formatMinute(now)})"`
    : 'so that customers learn of the change';
  return {
    at: { field: [field] },
    message: `"${field}" changed from ${shortenText(before)} to ${shortenText(after)} after publication, and no update tells customers.`,
    help: `Add an update with its time of publication, ${way}.`,
  };
}

/** At most 120 characters. */
function shortenText(text: string): string {
  if (text === '') return 'nothing';
  return `"${text.length > 120 ? `${text.slice(0, 119).trimEnd()}…` : text}"`;
}

/** `20261122T0910Z` as `2026-11-22T09:10Z`. */
function formatUpdateId(id: string): string {
  return id.replace(
    /^(\d{4})(\d{2})(\d{2}T\d{2})(\d{2})(\d{2})?Z.*$/,
    (_, year, month, hour, minutes, seconds) => {
      return `${year}-${month}-${hour}:${minutes}${seconds === undefined ? '' : `:${seconds}`}Z`;
    },
  );
}

/** The current minute, without seconds, as in headings. */
function formatMinute(now: Instant): string {
  return formatInstant(now - (now % 60_000));
}
