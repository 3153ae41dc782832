import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { shopRepository } from '../support/shop-repository.ts';
import type { Repository } from '../support/shop-repository.ts';
import { contentWith, policyData } from './generated-policies.ts';

const SITE = `name: Shop
url: https://status.shop.example
policy: own
timezone: Africa/Lagos
people: { lead: ["@amina"] }
on-call: { lead: { rotation: { start: 2026-11-02, every: 1 week, people: ["@amina"] } } }
`;
const BASE = `name: Own
roles: { lead: { name: Lead } }
required: { commander: lead }
`;

const POLICIES: Readonly<Record<string, string>> = {
  'two severities, without verification and postmortems': `${BASE}severities:
  high: { name: High, impact: major, first-update: 15m, updates: { due: 30m, late: 1h } }
  low: { name: Low, impact: none, public: never }
`,
  'five severities, in working time': `${BASE}office-hours: { timezone: Africa/Lagos }
hand-over: 15m
severities:
  s1: { name: One, impact: critical, first-update: 5m, updates: { due: 15m, late: 30m, ages: [{ after: 4h, due: 1h, late: 2h }] } }
  s2: { name: Two, impact: major, first-update: 15m, updates: { due: 30m, late: 60m } }
  s3: { name: Three, impact: minor, first-update: 2h office hours }
  s4: { name: Four, impact: minor, public: customer-facing, first-update: 1 business day }
  s5: { name: Five, impact: none, public: never, acknowledge: 5 business days }
monitoring: 30m
verification: { metrics: Metrics are back to normal }
postmortem: { due: 5 business days, for: [s1, s2], sections: [{ title: Timeline, prefill: timeline }], by-severity: { s1: { due: 2 business days } } }
`,
  'one severity and nothing else': 'name: Own\nseverities: { only: { name: Only, impact: major } }\n',
};

/** How many generated policies are driven through every command; `CANDOR_POLICIES=50` drives more. */
const GENERATED = Number(process.env['CANDOR_POLICIES'] ?? 2);

/** A policy without postmortems, or an incident that needs none. */
const NOTHING_TO_DO = /^No resolved incident lacks its postmortem\./;

const NOW = '2026-11-24T09:00Z';

interface Driven {
  readonly line: string;
  readonly code: number;
  readonly err: string;
  /** What a crash looks like in the output. */
  readonly crash?: string;
}

function drive({ command, incident }: Repository, line: readonly string[]): Driven {
  const [name, ...rest] = line;
  const { code, out, err } = name === 'incident' ? incident(rest) : command(name!, rest);
  const crash = /^\s+at .*:\d+:\d+|TypeError|undefined|\[object/m.exec(`${out}\n${err}`)?.[0];
  return { line: line.join(' '), code, err, ...(crash !== undefined && { crash }) };
}

describe.each(Object.entries(POLICIES))('%s', { timeout: 180_000 }, (_, policy) => {
  test('every command ends without a crash', () => {
    const shop = shopWith(policy);
    const severity = /^ {2}(\w+): \{ name|severities: \{ (\w+)/m.exec(policy)!.slice(1).find(Boolean)!;
    const wrong = driveAll(shop, severity).flatMap(({ line, crash, code, err }) => [
      ...(crash === undefined ? [] : [`${line}: ${crash}`]),
      ...(code === 0 || code === 1 || (code === 2 && NOTHING_TO_DO.test(err))
        ? []
        : [`${line}: exit ${code}: ${err.slice(0, 300)}`]),
    ]);
    expect(wrong).toEqual([]);
    expect(shop.git('show', 'HEAD', '--stat')).toContain('incidents/2026-11-24-checkout.md');
  });
});

const generated = fc.sample(
  policyData.filter((data) => contentWith(data, 'en').siteContext !== undefined),
  { numRuns: GENERATED, seed: 24 },
);

test.each(generated)(
  'a generated policy: every command ends without a crash, and says what it refuses',
  { timeout: 180_000 },
  (data) => {
    const wrong = driveAll(shopWith(stringify(data)), Object.keys(data.severities)[0]!).flatMap(
      ({ line, crash, code, err }) => [
        ...(crash === undefined ? [] : [`${line}: ${crash}`]),
        ...(code <= 1 || err.trim() !== '' ? [] : [`${line}: exit ${code} without a word`]),
      ],
    );
    expect(wrong).toEqual([]);
  },
);

const shopWith = (policy: string): Repository =>
  shopRepository({ remote: false, files: { 'status.yaml': SITE, 'policies/own.yaml': policy } });

/** An incident of a severity from its opening to its end, with every command that reads the policy. */
function driveAll(shop: Repository, severity: string): Driven[] {
  const at = (minutes: number): string => new Date(Date.parse(NOW) + minutes * 60_000).toISOString();
  const opening = [
    '--severity',
    severity,
    '--component',
    'checkout',
    '--impact',
    'errors',
    '--commander',
    '@amina',
  ];
  const ending = [
    '--cause',
    'A wrong setting',
    '--fix',
    'rollback',
    '--tested',
    'staging',
    '--verified',
    'all',
  ];
  const lines = [
    ...[['validate'], ['policy', 'try'], ['policy', 'show'], ['on-call', '--now', NOW]],
    ['incident', 'open', ...opening, '--now', NOW],
    ['incident', 'update', '--phase', 'identified', '--now', at(10)],
    ['incident', 'update', '--no-change', '--now', at(20)],
    ['incident', 'update', '--phase', 'monitoring', '--fixed', '1m', '--now', at(30)],
    ['incident', 'resolve', ...ending, '--now', at(90)],
    ...[
      ['incident', 'list', '--now', at(91)],
      ['incident', 'drill', '--auto', '--speed', '6000'],
    ],
    ...[
      ['deadlines', '--all', '--now', at(91)],
      ['deadlines', '--all', '--format', 'json', '--now', at(91)],
    ],
    ...[
      ['compliance', '--now', at(91)],
      ['notify', '--dry-run', '--now', at(91)],
    ],
    ...[
      ['forms', 'generate'],
      ['generate', 'codeowners'],
      ['postmortem', 'open', '--dry-run', '--now', at(91)],
    ],
  ];
  return lines.map((line) => {
    const driven = drive(shop, line);
    // An incident that was refused has no branch.
    if (line[0] === 'incident' && line[1] === 'resolve') mergeIncident(shop);
    return driven;
  });
}

function mergeIncident(shop: Repository): void {
  const branch = 'incident/2026-11-24-checkout';
  if (shop.git('branch', '--list', branch) !== '') shop.git('merge', '--quiet', '--no-edit', branch);
}
