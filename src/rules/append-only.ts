import type { PublicField, UpdatePart } from '../publication-history/history.ts';
import type { Entry, Update } from '../content/incident.ts';
import { formatInstant } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';
import { isPublic } from '../content/policy.ts';
import { standingChanges } from '../publication-history/unmarked-changes.ts';
import type { StandingChange } from '../publication-history/unmarked-changes.ts';
import type { Complaint, EntryRule, Target } from './engine/rule.ts';

/** Published words are only added to: a change of them names itself, with its time (V6.4). */
export const appendOnly: EntryRule = {
  id: 'append-only',
  clauses: ['V6.4'],
  level: 'error',
  summary: 'published words that changed without a word, or are gone',
  judges: 'both',
  needs: 'history',
  *check(entry, { policy, history, now }) {
    const incident = history?.incidents.get(entry.id);
    if (!incident || incident.revisions.length === 0 || !isPublic(policy, entry)) return;
    const byUpdate = new Map<Update, UpdateStanding[]>();
    for (const { change } of standingChanges(policy, incident, entry)) {
      if ('field' in change) yield fieldComplaint(entry, change, now);
      else if (change.part === 'removed') yield removedComplaint(entry, change);
      else {
        const update = entry.updates.find(({ id }) => id === change.now);
        if (update) byUpdate.set(update, [...(byUpdate.get(update) ?? []), change]);
      }
    }
    for (const [update, changes] of byUpdate) yield updateComplaint(update, changes, now);
  },
};

type Standing = StandingChange['change'];
type FieldStanding = Extract<Standing, { field: PublicField }>;
type UpdateStanding = Extract<Standing, { update: string }>;

const PARTS: Readonly<Record<Exclude<UpdatePart, 'removed'>, string>> = {
  time: 'time',
  phase: 'phase',
  text: 'words',
  affects: '"Affects"',
  severity: '"Severity"',
  correction: 'correction',
};

function updateComplaint(update: Update, changes: readonly UpdateStanding[], now: Instant): Complaint {
  const parts = changes.map(({ part }) => PARTS[part as Exclude<UpdatePart, 'removed'>]);
  const published = changes.map(({ part, before }) => `${part === 'text' ? '' : `${part} `}${shown(before)}`);
  const said = update.corrected === undefined ? 'no correction is named' : 'no newer correction is named';
  const heading = `## ${formatInstant(update.at)} ${update.wrote} (corrected ${minute(now)})`;
  return {
    at: update.spans.heading,
    message: `The ${parts.join(' and ')} of this update changed after it was published, and ${said}.`,
    help: `Published was ${published.join(', ')}; write that again, or name the correction: "${heading}".`,
  };
}

function removedComplaint(entry: Entry, { update, before }: UpdateStanding): Complaint {
  const next = entry.updates.find(({ id }) => id > update);
  const at: Target = next?.spans.heading ??
    entry.updates.at(-1)?.spans.heading ?? { field: ['title'], part: 'key' };
  return {
    at,
    message: `The published update of ${sayId(update)} is gone.`,
    help: `It said ${shown(before)}; put it back, and correct there what was wrong.`,
  };
}

function fieldComplaint(entry: Entry, { field, before, after }: FieldStanding, now: Instant): Complaint {
  const last = entry.updates.at(-1);
  const way = last
    ? `or name a correction: "## ${formatInstant(last.at)} ${last.wrote} (corrected ${minute(now)})"`
    : 'so that customers hear of it';
  return {
    at: { field: [field] },
    message: `"${field}" was ${shown(before)} when it was published, and is ${shown(after)} without a word to customers.`,
    help: `Add an update with the time at which it goes out, ${way}.`,
  };
}

/** As much of the words as fits into a line. */
function shown(words: string): string {
  if (words === '') return 'nothing';
  return `"${words.length > 120 ? `${words.slice(0, 119).trimEnd()}…` : words}"`;
}

/** `20261122T0910Z` as `2026-11-22T09:10Z`. */
function sayId(id: string): string {
  return id.replace(
    /^(\d{4})(\d{2})(\d{2}T\d{2})(\d{2})(\d{2})?Z.*$/,
    (_, year, month, hour, minutes, seconds) => {
      return `${year}-${month}-${hour}:${minutes}${seconds === undefined ? '' : `:${seconds}`}Z`;
    },
  );
}

/** The minute that has begun: what a person would write now. */
function minute(now: Instant): string {
  return formatInstant(now - (now % 60_000));
}
