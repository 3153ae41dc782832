import { DAY } from '../../time/duration.ts';
import type { TimeLimit } from '../../time/working-time.ts';
import type { CommitmentMessages, UptimeMessages } from './commitment-messages.ts';
import type { LocaleFormatters } from './format.ts';
import { WRITING_CHECKS } from '../../content/writing-checks.ts';
import type { WritingCheck } from '../../content/writing-checks.ts';
import { describeWritingChecks } from './writing-checks.ts';
import type { Say } from './say.ts';

type Has = (...paths: readonly string[]) => boolean;

/** The messages of a group by their paths, those that lack a word from the fallback. */
function withGroup<T extends object>(
  group: string,
  messages: T,
  fallback: T,
  isThere: (name: keyof T & string) => boolean,
): Record<string, unknown> {
  return Object.fromEntries(
    (Object.keys(messages) as (keyof T & string)[]).map((name) => [
      `${group}.${name}`,
      isThere(name) ? messages[name] : fallback[name],
    ]),
  );
}

/** Messages on availability that are made from several words. */
export function createUptimeMessages(
  say: Say,
  has: Has,
  { preciseDuration: length, share }: LocaleFormatters,
  fallback: UptimeMessages,
): Record<string, unknown> {
  const days = (count: number): string => length(count * DAY);
  const NEEDED = {
    figure: ['figure'],
    share: [],
    objective: ['objective-met', 'objective-missed'],
    span: ['span', 'span-with-figures'],
    days: ['days-none', 'days-some'],
    objectiveNow: ['missed', 'unused', 'left', 'nearly-used'],
    calculation: [
      'calculation',
      ...['full', 'half', 'quarter', 'tenth', 'none', 'share'].map((weight) => `weight.${weight}`),
    ],
  } as const satisfies Partial<Record<keyof UptimeMessages, readonly string[]>>;
  const weight = (value: number): string => {
    const word = { 1: 'full', 0.5: 'half', 0.25: 'quarter', 0.1: 'tenth', 0: 'none' }[value];
    return word === undefined
      ? say('uptime.weight.share', { share: share(value) })
      : say(`uptime.weight.${word}`);
  };
  const messages: Pick<UptimeMessages, keyof typeof NEEDED> = {
    figure: (figure, over) =>
      say('uptime.figure', { share: share(figure), days: days(Math.round(over / DAY)) }),
    share,
    objective: ({ slo, status }) =>
      say(status === 'breached' ? 'uptime.objective-missed' : 'uptime.objective-met', {
        share: share(slo / 100),
      }),
    span: (bars, figures) =>
      figures === undefined || figures === bars
        ? say('uptime.span', { count: bars })
        : say('uptime.span-with-figures', { bars: days(bars), figures: days(figures) }),
    days: (impaired, of) =>
      impaired === 0
        ? say('uptime.days-none', { count: of })
        : // "1 of the last 90 days", but "the last day".
          say('uptime.days-some', { count: impaired, of }, 'of'),
    objectiveNow: ({ slo, budget, spent, status }, lost) => {
      const values = { share: share(slo / 100), budget: length(budget) };
      if (status === 'breached')
        return say('uptime.missed', { ...values, lost: length(lost), more: length(lost - budget) });
      if (spent === 0) return say('uptime.unused', values);
      const word = status === 'at-risk' ? 'nearly-used' : 'left';
      return say(`uptime.${word}`, { ...values, left: length(budget - lost) });
    },
    calculation: (weights) =>
      say('uptime.calculation', {
        down: weight(weights['major-outage']),
        partly: weight(weights['partial-outage']),
        problems: weight(weights.degraded),
      }),
  };
  return withGroup('uptime', messages, fallback, (name) =>
    has(...NEEDED[name].map((word) => `uptime.${word}`)),
  );
}

/** Messages on what the company promises that are made from several words. */
export function createCommitmentMessages(
  say: Say,
  has: Has,
  { preciseDuration: length, weekdays, timeOfDay, list }: LocaleFormatters,
  fallback: CommitmentMessages,
): Record<string, unknown> {
  const LIMIT = ['office-time', 'business-days'];
  const NEEDED = {
    updates: ['updates'],
    record: ['record-all', 'record-some'],
    score: ['score'],
    evidence: ['evidence-all', 'evidence-none', 'evidence-some'],
    commitments: ['first', 'cadence', 'cadence-same', 'email', 'resolution', ...LIMIT],
    monitoring: ['monitoring'],
    notice: ['notice'],
    officeHours: ['office-hours'],
    security: ['security', 'security-within', ...LIMIT],
    writingChecks: [
      ...['writing-checked', 'writing-core', 'writing-without-words', 'writing-off'],
      ...WRITING_CHECKS.map((check) => `check.${check}`),
    ],
  } as const satisfies Partial<Record<keyof CommitmentMessages, readonly string[]>>;
  const limit = (value: TimeLimit): string => {
    if (typeof value === 'number') return length(value);
    return value.unit === 'office-hours'
      ? say('commitments.office-time', { length: length(value.count) })
      : say('commitments.business-days', { count: value.count });
  };
  const messages: Pick<CommitmentMessages, keyof typeof NEEDED> = {
    updates: ({ updates, days }) =>
      say('commitments.updates', { count: updates.due, 'on-time': updates.onTime, days }),
    record: ({ due, onTime }) =>
      due === onTime
        ? say('commitments.record-all', { count: due })
        : say('commitments.record-some', { count: due, 'on-time': onTime }),
    score: ({ due, onTime }) => say('commitments.score', { due, 'on-time': onTime }),
    evidence: ({ updates, confirmedByGit }) => {
      if (confirmedByGit === updates.due) return say('commitments.evidence-all');
      return confirmedByGit === 0
        ? say('commitments.evidence-none')
        : say('commitments.evidence-some', { count: confirmedByGit });
    },
    commitments: ({ first, cadence, email, resolution }) => {
      const due = cadence && limit(cadence.due);
      const late = cadence && limit(cadence.late);
      return [
        ...(first === undefined ? [] : [say('commitments.first', { limit: limit(first) })]),
        ...(due === undefined || late === undefined
          ? []
          : [
              due === late
                ? say('commitments.cadence-same', { late })
                : say('commitments.cadence', { due, late }),
            ]),
        ...(email === undefined ? [] : [say('commitments.email', { limit: limit(email) })]),
        ...(resolution === undefined ? [] : [say('commitments.resolution', { limit: limit(resolution) })]),
      ];
    },
    monitoring: (time) => say('commitments.monitoring', { length: length(time) }),
    notice: (time) => say('commitments.notice', { length: length(time) }),
    officeHours: ({ weekdays: days, from, to, timezone }) =>
      say('commitments.office-hours', {
        weekdays: weekdays(days),
        from: timeOfDay(from),
        to: timeOfDay(to),
        timezone,
      }),
    security: (within) =>
      within === undefined
        ? say('commitments.security')
        : say('commitments.security-within', { limit: limit(within) }),
    writingChecks: (checks) =>
      describeWritingChecks(
        checks,
        {
          names: Object.fromEntries(
            WRITING_CHECKS.map((check) => [check, say(`commitments.check.${check}`)]),
          ) as Readonly<Record<WritingCheck, string>>,
          checked: (names) => say('commitments.writing-checked', { checks: names }),
          core: (names) => say('commitments.writing-core', { checks: names }),
          withoutWords: (names) => say('commitments.writing-without-words', { checks: names }),
          off: (names) => say('commitments.writing-off', { checks: names }),
        },
        list,
      ),
  };
  return withGroup('commitments', messages, fallback, (name) =>
    has(...NEEDED[name].map((word) => `commitments.${word}`)),
  );
}
