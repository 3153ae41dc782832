import type { Duration } from '../time/duration.ts';
import type { Policy, Severity } from '../content/policy.ts';

/** What a severity means for customers, and what it promises them. A part that the policy doesn't speak of is absent. */
export interface SeverityCommitments extends Pick<
  Severity,
  'key' | 'name' | 'impact' | 'definition' | 'examples'
> {
  /** Whether it is on the page only where customers notice it (V12.5). */
  readonly onlyIfCustomerFacing: boolean;
  readonly first?: Duration;
  readonly cadence?: { readonly due: Duration; readonly late: Duration };
  readonly email?: Duration;
  /** How soon after the fix its end is said. */
  readonly resolution?: Duration;
}

/** What the policy promises customers, and how it counts what they suffered. Roles, people and channels are none of it. */
export interface PublicCommitments {
  readonly severities: readonly SeverityCommitments[];
  /** How long a fix is watched before an incident is called over. */
  readonly monitoring?: Duration;
  /** How long before its start planned maintenance is announced. */
  readonly notice?: Duration;
  readonly uptime?: Pick<
    NonNullable<Policy['uptime']>,
    'window' | 'degraded' | 'partial-outage' | 'major-outage'
  >;
}

/** How the promise to customers was kept, as they may know it. */
export interface PublicCompliance {
  readonly days: number;
  /** How many public updates were due, and how many of them came in time. */
  readonly updates: OnTimeCount;
  /** The same of first updates alone. */
  readonly first: OnTimeCount;
  /** Of how many updates git bears out when customers could read them; the rest is by the files' own times. */
  readonly confirmedByGit: number;
  /** The longest that customers of one incident heard nothing. */
  readonly longestUpdateGap?: { readonly id: string; readonly title: string; readonly length: Duration };
  /** The longest late first. */
  readonly late: readonly { readonly id: string; readonly title: string; readonly by: Duration }[];
}

export interface OnTimeCount {
  readonly due: number;
  readonly onTime: number;
}

/** The part of a policy that is a promise to customers. What is never on the page is not spoken of. */
export function toPublicCommitments({
  severities,
  monitoring,
  maintenance,
  uptime,
}: Policy): PublicCommitments {
  return {
    severities: Object.entries(severities)
      .filter(([, severity]) => severity.public !== 'never')
      .map(([key, severity]) => toSeverityCommitments({ ...severity, key })),
    ...(monitoring !== undefined && { monitoring }),
    ...(maintenance && { notice: maintenance.notice }),
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

function toSeverityCommitments(severity: Severity): SeverityCommitments {
  const { key, name, impact, definition, examples, updates, resolution } = severity;
  const first = severity['first-update'];
  const email = severity['customer-email'];
  return {
    key,
    name,
    impact,
    definition,
    examples,
    onlyIfCustomerFacing: severity.public === 'customer-facing',
    ...(first !== undefined && { first }),
    ...(updates && {
      cadence: {
        due: Math.min(updates.due, updates.late),
        late: Math.max(updates.due, updates.late),
      },
    }),
    ...(email !== undefined && { email }),
    ...(resolution && { resolution: resolution['after-fix'] }),
  };
}
