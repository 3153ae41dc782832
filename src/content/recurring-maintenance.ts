import { formatAlternatives, formatDidYouMean, findNearest } from '../text/did-you-mean.ts';
import { DAY, formatDuration } from '../time/duration.ts';
import type { Duration } from '../time/duration.ts';
import type { Instant } from '../time/instant.ts';
import { instantOfLocalTime } from '../time/zone.ts';
import type { Diagnostic, TextFix } from './finding.ts';
import { createParseError } from './parse-errors.ts';
import type { Policy } from './policy.ts';
import { findRuleProblem, occurrencesUntil } from './recurrence.ts';
import type { Component, Site } from './site.ts';
import type { SourceFile } from './source.ts';
import { parseYamlFile } from './format-changes.ts';

export type RecurringMaintenance = Site['recurring-maintenance'][string];

/** One window of a recurring maintenance. */
export interface RecurringWindow {
  /** The file's name: its day in the site's time zone, and the name of the maintenance. */
  readonly id: string;
  readonly starts: Instant;
  readonly ends: Instant;
}

/** How long before the policy's notice a window is announced, if nothing else is written. */
const DEFAULT_LEAD = 14 * DAY;

/** How long before its start a window is announced. */
export function announcementLead(policy: Policy, { announce }: RecurringMaintenance): Duration {
  return announce ?? (policy.maintenance?.notice ?? 0) + DEFAULT_LEAD;
}

/** The windows that start before an instant, without those of `except`. None if the rule can't be used. */
export function recurringWindows(
  name: string,
  { first, duration, repeat, except }: RecurringMaintenance,
  zone: string,
  before: Instant,
): RecurringWindow[] {
  if (findRuleProblem({ first, rule: repeat })) return [];
  const last = new Date(before + DAY).toISOString().slice(0, 10);
  const windows: RecurringWindow[] = [];
  for (const local of occurrencesUntil({ first, rule: repeat }, last)) {
    const day = local.slice(0, 10);
    const starts = instantOfLocalTime(local, zone);
    if (starts < before && !except.includes(day))
      windows.push({ id: `${day}-${name}`, starts, ends: starts + duration });
  }
  return windows;
}

interface CheckedAgainst {
  readonly site: Site;
  readonly policy: Policy;
  readonly components: readonly Component[];
}

/** Reports what can't be used in `recurring-maintenance` of `status.yaml`. The page is shown all the same. */
export function checkRecurringMaintenance(
  source: SourceFile,
  { site, policy, components }: CheckedAgainst,
): Diagnostic[] {
  const entries = Object.entries(site['recurring-maintenance']);
  if (entries.length === 0) return [];
  const yaml = parseYamlFile(source);
  const ids = components.map(({ id }) => id);
  return entries.flatMap(([name, maintenance]) => {
    const problem: Report = (keys, message, help, { part = 'value', write } = {}) => {
      const span = yaml.locate(['recurring-maintenance', name, ...keys], part);
      const fix: TextFix | undefined = write === undefined ? undefined : { ...span, text: write };
      const field = ['recurring-maintenance', name, ...keys].join('.');
      return createParseError(source, span, message.replace('FIELD', `"${field}"`), help, fix);
    };
    return [
      ...checkRule(maintenance, problem),
      ...checkComponents(maintenance, ids, problem),
      ...checkAnnouncement(maintenance, policy, problem),
    ];
  });
}

type Report = (
  keys: readonly (string | number)[],
  /** `FIELD` is replaced by the name of the field. */
  message: string,
  help: string,
  place?: { readonly part?: 'key' | 'value'; readonly write?: string },
) => Diagnostic;

/** Long enough for a rule such as 29 February on a Sunday. */
const SEARCHED_YEARS = 40;

function checkRule({ first, duration, repeat, except }: RecurringMaintenance, problem: Report): Diagnostic[] {
  const wrong = findRuleProblem({ first, rule: repeat });
  if (wrong) return [problem(['repeat'], `FIELD ${wrong.message}`, wrong.help)];
  const lastYear = Number(first.slice(0, 4)) + SEARCHED_YEARS;
  const times = occurrencesUntil({ first, rule: repeat }, `${lastYear}-12-31`);
  const [start, next] = [times.next().value, times.next().value];
  if (start === undefined)
    return [
      problem(['repeat'], `FIELD includes no day within ${SEARCHED_YEARS} years.`, 'Write another rule.'),
    ];
  if (start !== first)
    return [
      problem(
        ['first'],
        `FIELD is "${first}", which "repeat" does not include.`,
        `Write ${start}, the next time that it includes, or another rule.`,
        { write: start },
      ),
    ];
  const apart = next === undefined ? Infinity : Date.parse(`${next}Z`) - Date.parse(`${start}Z`);
  if (duration > apart)
    return [
      problem(
        ['duration'],
        `FIELD is ${formatDuration(duration)}, but the next window begins after ${formatDuration(apart)}.`,
        'Write a shorter duration.',
      ),
    ];
  return checkExceptions(first, repeat, except, problem);
}

function checkExceptions(
  first: string,
  rule: string,
  except: readonly string[],
  problem: Report,
): Diagnostic[] {
  const days = new Set<string>();
  const last = except.toSorted().at(-1);
  if (last !== undefined)
    for (const local of occurrencesUntil({ first, rule }, last)) days.add(local.slice(0, 10));
  return except.flatMap((day, index) =>
    days.has(day)
      ? []
      : [problem(['except', index], `FIELD is ${day}, but no window begins on that day.`, 'Remove it.')],
  );
}

function checkComponents(
  { components }: RecurringMaintenance,
  known: readonly string[],
  problem: Report,
): Diagnostic[] {
  const ids = Object.keys(components);
  if (ids.length === 0)
    return [
      problem(['components'], 'FIELD is empty.', 'Write a component with its state: checkout: degraded.'),
    ];
  return ids
    .filter((id) => !known.includes(id))
    .map((id) => {
      const meant = findNearest(id, known);
      const message = `There is no component "${id}".${formatDidYouMean(id, known)}`;
      const place = { part: 'key', ...(meant !== undefined && { write: meant }) } as const;
      return problem(['components', id], message, `Known: ${formatAlternatives(known)}.`, place);
    });
}

function checkAnnouncement(maintenance: RecurringMaintenance, policy: Policy, problem: Report): Diagnostic[] {
  const { text, announce } = maintenance;
  const notice = policy.maintenance?.notice ?? 0;
  const hasText = text !== undefined || policy.maintenance?.templates.scheduled !== undefined;
  return [
    ...(hasText
      ? []
      : [
          problem(
            [],
            'FIELD has no text, and the policy has no template for one.',
            'Add text: and what customers read, or maintenance.templates.scheduled to the policy.',
            { part: 'key' },
          ),
        ]),
    ...(announce === undefined || announce >= notice + DAY
      ? []
      : [
          problem(
            ['announce'],
            `FIELD is ${formatDuration(announce)}, but the policy wants maintenance announced ${formatDuration(notice)} before it starts.`,
            `Write ${(notice + DAY) / DAY}d or more: a day is for the approval of the pull request.`,
          ),
        ]),
  ];
}
