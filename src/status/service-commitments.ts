import type { Duration } from '../time/duration.ts';
import { averageLength } from '../time/working-time.ts';
import type { TimeLimit } from '../time/working-time.ts';
import { listWritingChecks } from '../content/writing-checks.ts';
import type { WritingCheck, WritingCheckState } from '../content/writing-checks.ts';
import type { WrittenWords } from '../content/words/written-words.ts';
import { publicTextsOf } from '../content/policy.ts';
import type { Policy, Severity } from '../content/policy.ts';

/**
 * What a severity means for customers, and what the SOP promises them. A part that the policy doesn't cover is
 * absent.
 */
export interface SeverityCommitments extends Pick<Severity, 'key' | 'name' | 'impact'> {
  readonly definition: readonly string[];
  readonly examples: readonly string[];
  /** Whether the page only shows it if it is marked as customer-facing (V12.5). */
  readonly onlyIfCustomerFacing: boolean;
  readonly first?: TimeLimit;
  readonly cadence?: { readonly due: TimeLimit; readonly late: TimeLimit };
  readonly email?: TimeLimit;
  /** How long after the fix the incident is resolved. */
  readonly resolution?: TimeLimit;
}

/** What the policy promises customers, and how it counts downtime. No roles, people or channels. */
export interface PublicCommitments {
  readonly severities: readonly SeverityCommitments[];
  /** How long a fix is monitored before the incident is resolved. */
  readonly monitoring?: Duration;
  /** How long before its start a planned maintenance is announced. */
  readonly notice?: Duration;
  /** When the working time of the commitments passes; absent if none of them is in working time. */
  readonly officeHours?: Omit<NonNullable<Policy['office-hours']>, 'holidays'>;
  /** A security incident may be kept off the page until it is disclosed. */
  readonly security?: { readonly within?: TimeLimit };
  /** Which rules on wording check what is published; one on impact or an apology only if the policy has it. */
  readonly writing: readonly { readonly check: WritingCheck; readonly state: WritingCheckState }[];
  readonly uptime?: Pick<
    NonNullable<Policy['uptime']>,
    'window' | 'degraded' | 'partial-outage' | 'major-outage'
  >;
}

/** How well the SOP's promises to customers were met: the public part. */
export interface PublicCompliance {
  readonly days: number;
  /** The number of public updates that were due, and of those on time. */
  readonly updates: OnTimeCount;
  /** First updates only. */
  readonly first: OnTimeCount;
  /** The number of updates whose publication time is known from git; the others use the times in the files. */
  readonly confirmedByGit: number;
  /** The longest time without an update in one incident. */
  readonly longestUpdateGap?: { readonly id: string; readonly title: string; readonly length: Duration };
  /** Most overdue first. */
  readonly late: readonly { readonly id: string; readonly title: string; readonly by: Duration }[];
}

export interface OnTimeCount {
  readonly due: number;
  readonly onTime: number;
}

/** The public part of a policy, without severities that are never public. */
export function toPublicCommitments(policy: Policy, words: WrittenWords): PublicCommitments {
  const { severities, monitoring, maintenance, uptime, security, 'office-hours': officeHours } = policy;
  const promised = Object.entries(severities)
    .filter(([, severity]) => severity.public !== 'never')
    .map(([key, severity]) => toSeverityCommitments({ ...severity, key }, words));
  const within = security?.['disclose-within'];
  const needsHours = promised.some(({ first, cadence, email, resolution }) =>
    [first, cadence?.due, cadence?.late, email, resolution, within].some(
      (limit) => typeof limit === 'object',
    ),
  );
  return {
    severities: promised,
    writing: listWritingChecks(policy, words)
      .filter(({ check, state }) => state !== 'off' || (check !== 'impact' && check !== 'apology'))
      .map(({ check, state }) => ({ check, state })),
    ...(officeHours && needsHours && { officeHours: withoutHolidays(officeHours) }),
    ...(monitoring !== undefined && { monitoring }),
    ...(maintenance?.notice !== undefined && { notice: maintenance.notice }),
    ...(security && { security: { ...(within !== undefined && { within }) } }),
    ...(uptime && {
      uptime: {
        window: uptime.window,
        degraded: uptime.degraded,
        'partial-outage': uptime['partial-outage'],
        'major-outage': uptime['major-outage'],
      },
    }),
  };
}

function withoutHolidays({
  timezone,
  weekdays,
  from,
  to,
}: NonNullable<Policy['office-hours']>): NonNullable<PublicCommitments['officeHours']> {
  return { timezone, weekdays, from, to };
}

function toSeverityCommitments(severity: Severity, words: WrittenWords): SeverityCommitments {
  const { key, name, impact, updates, resolution } = severity;
  const { definition, examples } = publicTextsOf(severity);
  const translate = (text: string): string => words.severities.get(text) ?? text;
  const first = severity['first-update'];
  const email = severity['customer-email'];
  return {
    key,
    name: translate(name),
    impact,
    definition: definition.lines.map(translate),
    examples: examples.lines,
    onlyIfCustomerFacing: severity.public === 'customer-facing',
    ...(first !== undefined && { first }),
    ...(updates && {
      cadence:
        averageLength(updates.due) <= averageLength(updates.late)
          ? { due: updates.due, late: updates.late }
          : { due: updates.late, late: updates.due },
    }),
    ...(email !== undefined && { email }),
    ...(resolution && { resolution: resolution['after-fix'] }),
  };
}
