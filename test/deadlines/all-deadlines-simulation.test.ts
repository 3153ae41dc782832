import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MINUTE } from '../../src/time/duration.ts';
import { formatInstant } from '../../src/time/instant.ts';
import { parseIncident } from '../../src/content/parse-incident.ts';
import { parsePolicy } from '../../src/content/policy.ts';
import { deadlinesOf } from '../../src/deadlines/all-deadlines.ts';
import { simulate } from './simulation.ts';
import type { SimIncident, SimPolicy, SimSeverity, SimState, SimUpdate } from './simulation.ts';
import { at, worldOf } from '../support/incident-content.ts';

const RUNS = 5000;
const { siteContext } = worldOf({});

const given = fc.option(fc.integer({ min: 1, max: 60 }), { nil: undefined });
const severity: fc.Arbitrary<SimSeverity> = fc.record({
  page: fc.boolean(),
  acknowledge: given,
  first: given,
  updates: fc.option(fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 90 })), {
    nil: undefined,
  }),
  internal: given,
  email: given,
  fix: given,
  resolution: given,
  grace: fc.option(fc.integer({ min: 0, max: 9 }), { nil: undefined }),
});
const policy: fc.Arbitrary<SimPolicy> = fc.record({
  severities: fc.array(severity, { minLength: 3, maxLength: 3 }),
  monitoring: fc.integer({ min: 0, max: 40 }),
  postmortem: fc.integer({ min: 1, max: 90 }),
  postmortemFor: fc.subarray([0, 1, 2]),
  summary: fc.integer({ min: 1, max: 90 }),
  summaryFor: fc.subarray([0, 1, 2]),
});
const update: fc.Arbitrary<SimUpdate> = fc.record({
  minute: fc.integer({ min: 0, max: 150 }),
  word: fc.constantFrom('investigating', 'identified', 'monitoring', 'resolved', 'update', 'update'),
  severity: fc.option(fc.integer({ min: 0, max: 2 }), { nil: undefined, freq: 3 }),
});
const minutes = fc.uniqueArray(fc.integer({ min: 0, max: 150 }), { maxLength: 4 });
const told: fc.Arbitrary<SimIncident> = fc.record({
  severity: fc.integer({ min: 0, max: 2 }),
  customerFacing: fc.boolean(),
  acknowledged: fc.option(fc.integer({ min: 0, max: 90 }), { nil: undefined }),
  fixed: fc.option(fc.integer({ min: 0, max: 150 }), { nil: undefined }),
  internal: minutes,
  emails: minutes,
  summary: fc.option(fc.integer({ min: 0, max: 90 }), { nil: undefined }),
  updates: fc
    .array(update, { maxLength: 7 })
    .map((updates) => updates.toSorted((a, b) => a.minute - b.minute))
    .filter((updates) => updates[0]?.word !== 'update'),
});

/** There is no update yet. */
const quiet = told.map((story): SimIncident => ({ ...story, updates: [], internal: [], fixed: undefined }));
const incident = fc.oneof({ arbitrary: told, weight: 4 }, { arbitrary: quiet, weight: 1 });

test('V12.1 V12.2 V12.3 V12.4 V4.1 V8.1 U3.2 U3.4 U4.1 U4.2 U4.3: a minute-by-minute simulation agrees on random incidents', () => {
  const seen = new Map<string, number>();
  const property = fc.property(policy, incident, fc.integer({ min: 0, max: 120 }), (rules, story, later) => {
    const last = Math.max(
      0,
      ...story.updates.map(({ minute }) => minute),
      ...story.internal,
      ...story.emails,
    );
    const now = Math.max(last, story.fixed ?? 0, story.acknowledged ?? 0) + later;
    const ours = worked(rules, story, now);
    for (const kind of Object.keys(ours)) seen.set(kind, (seen.get(kind) ?? 0) + 1);
    expect(ours).toEqual(simulate(rules, story, now));
  });
  fc.assert(property, { numRuns: RUNS });
  for (const kind of [
    'acknowledge',
    'first-update',
    'next-update',
    'internal-update',
    'customer-email',
    'fix',
    'resolution',
  ]) {
    expect(seen.get(kind) ?? 0, kind).toBeGreaterThan(RUNS / 100);
  }
  for (const kind of ['summary', 'postmortem']) expect(seen.get(kind) ?? 0, kind).toBeGreaterThan(RUNS / 100);
});

const START = at('2026-03-29T00:10Z');

function worked(rules: SimPolicy, story: SimIncident, now: number): SimState {
  const read = parsePolicy('own', [{ path: 'policies/own.yaml', text: policyText(rules) }]);
  const entry = parseIncident({ path: 'incidents/one.md', text: storyText(story) });
  if (!read.value || !entry.value) throw new Error(JSON.stringify([read.diagnostics, entry.diagnostics]));
  const instant = START + now * MINUTE;
  const deadlines = deadlinesOf({ site: siteContext.site, policy: read.value }, [entry.value], {}, instant);
  for (const { state, due, late } of deadlines) {
    const expected = instant >= late ? 'late' : instant >= due ? 'due' : undefined;
    if (expected) expect(state).toBe(expected);
    else expect(['ahead', 'soon']).toContain(state);
  }
  return Object.fromEntries(
    deadlines.map(({ kind, due, late }) => [
      kind,
      [(due - instant) / MINUTE, (late - instant) / MINUTE] as const,
    ]),
  );
}

function policyText(rules: SimPolicy): string {
  const severities = rules.severities.map((one, index) => {
    const keys: readonly (readonly [string, string | undefined])[] = [
      ['name', `Level${index}`],
      ['impact', 'minor'],
      ['public', one.page ? 'always' : 'customer-facing'],
      ['acknowledge', minutesText(one.acknowledge)],
      ['first-update', minutesText(one.first)],
      ['updates', one.updates && `{ due: ${one.updates[0]}m, late: ${one.updates[1]}m }`],
      ['internal-updates', minutesText(one.internal)],
      ['customer-email', minutesText(one.email)],
      ['fix-within', minutesText(one.fix)],
      [
        'resolution',
        one.resolution === undefined
          ? undefined
          : `{ after-fix: ${one.resolution}m${one.grace === undefined ? '' : `, grace: ${one.grace}m`} }`,
      ],
    ];
    const lines = keys
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => `    ${key}: ${value}\n`);
    return `  s${index}:\n${lines.join('')}`;
  });
  const list = (keys: readonly number[]): string => `[${keys.map((key) => `s${key}`).join(', ')}]`;
  return `name: Own
severities:
${severities.join('')}monitoring: ${rules.monitoring}m
postmortem: { due: ${rules.postmortem}m, for: ${list(rules.postmortemFor)} }
summary: { due: ${rules.summary}m, for: ${list(rules.summaryFor)}, audience: Board }
`;
}

function storyText(story: SimIncident): string {
  const time = (minute: number): string => formatInstant(START + minute * MINUTE);
  const line = (key: string, minute: number | undefined): string =>
    minute === undefined ? '' : `  ${key}: ${time(minute)}\n`;
  const list = (key: string, times: readonly number[]): string =>
    `  ${key}: [${times.map((one) => `"${time(one)}"`).join(', ')}]\n`;
  const internal =
    line('acknowledged', story.acknowledged) +
    line('fixed', story.fixed) +
    line('summary', story.summary) +
    list('updates', story.internal) +
    list('emailed', story.emails);
  const updates = story.updates.map(
    ({ minute, word, severity: key }) =>
      `## ${time(minute)} ${word}\n${key === undefined ? '' : `Severity: s${key}\n`}\nWords.\n`,
  );
  return `---\ntitle: One\nseverity: s${story.severity}\ncustomer-facing: ${story.customerFacing}\ncomponents: { checkout: degraded }\ndetected: ${time(0)}\ninternal:\n${internal}---\n\n${updates.join('\n')}`;
}

function minutesText(dueAt: number | undefined): string | undefined {
  return dueAt === undefined ? undefined : `${dueAt}m`;
}
