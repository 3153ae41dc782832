import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseIncident } from '../../src/content/parse-incident.ts';
import { openEvent } from '../../src/response/announce.ts';
import { parseChangedEvent } from '../../src/response/change.ts';
import type { IncidentChange } from '../../src/response/change.ts';
import type { IncidentContext } from '../../src/response/context.ts';
import { impactPhrasesOf } from '../../src/response/default-text.ts';
import type { IncidentInput } from '../../src/response/inputs.ts';
import { resolveIncident } from '../../src/response/resolve.ts';
import { updateIncident } from '../../src/response/update.ts';
import { withdrawEvent } from '../../src/response/withdraw.ts';
import { at } from '../support/incident-content.ts';
import { published, respondWorld, verdict } from '../support/incident-context.ts';

const STANDARD = readFileSync(new URL('../../presets/standard.yaml', import.meta.url), 'utf8');
const WORLDS: readonly (readonly [string, IncidentContext])[] = [
  ['vayva', respondWorld({}, { policy: 'vayva' })],
  ['vauntico', respondWorld({}, { policy: 'vauntico' })],
  ['standard', respondWorld({}, { extra: STANDARD })],
];

/** The errors of a change, and the state in which it is published, with git's record of it. */
function publish(
  world: IncidentContext,
  change: IncidentChange,
  time: string,
): { readonly errors: readonly string[]; readonly after: IncidentContext } {
  const errors = verdict(world, change, time).filter((line) => line.startsWith('error'));
  const after = published(world, change);
  const incidents = after.entries.map(({ source }) => source);
  return { errors, after: { ...after, published: { commit: 'a'.repeat(40), at: at(time), incidents } } };
}

const FIXED: IncidentInput = { cause: 'A release.', fix: 'rollback', tested: 'staging', verified: ['all'] };

describe.each(WORLDS)('V13.1: every text from the templates of %s passes its own rules', (_name, world) => {
  const severities = Object.entries(world.siteContext.policy.severities);

  test.each(severities.map(([key]) => key))('%s from its first update to its last', (severity) => {
    for (const impact of [...impactPhrasesOf(world.siteContext), 'payments fail', 'pages that time out']) {
      const input = {
        severity,
        component: ['checkout', 'orders'],
        impact,
        customerFacing: true,
        commander: '@amina',
        source: 'alert',
      };
      const opened = publish(world, openEvent(world, input, at('09:05')), '09:05');
      expect.soft(opened.errors, impact).toEqual([]);
      const parsed = parseChangedEvent(openEvent(world, input, at('09:05')));
      if (parsed.updates.length === 0) continue;
      let state = opened.after;
      const steps: readonly (readonly [string, IncidentInput])[] = [
        ['09:20', { noChange: true }],
        ['09:30', { phase: 'identified' }],
        ['09:40', { phase: 'monitoring' }],
        ['09:50', { noChange: true }],
        ['10:00', { phase: 'investigating' }],
        ['10:10', { phase: 'monitoring', fixed: '1m' }],
      ];
      for (const [time, step] of steps) {
        const next = publish(state, updateIncident(state, step, at(time)), time);
        expect.soft(next.errors, JSON.stringify(step)).toEqual([]);
        state = next.after;
      }
      const resolved = resolveIncident(state, { ...FIXED, fixed: '2026-11-22T10:09Z' }, at('12:10'));
      if ('until' in resolved) throw new Error('too early');
      expect.soft(publish(state, resolved, '12:10').errors, 'resolved').toEqual([]);
    }
  });

  test.each([false, true])('withdrawn, as a rehearsal: %s', (rehearsal) => {
    const [severity] = severities.find(([, { public: isPublic }]) => isPublic === 'always')!;
    const input = {
      severity,
      component: ['checkout'],
      impact: 'failed payments',
      commander: '@amina',
      source: 'alert',
    };
    const { after } = publish(world, openEvent(world, input, at('09:05')), '09:05');
    const withdrawal = withdrawEvent(after, { rehearsal }, at('09:10'));
    if (withdrawal.type !== 'withdraw') throw new Error('It is public.');
    expect(publish(after, withdrawal.change, '09:10').errors).toEqual([]);
  });

  test('a maintenance, from its start to its end, moved, and called off', () => {
    const text = 'Checkout will be slower than usual.';
    const input = {
      kind: 'maintenance',
      component: ['checkout'],
      starts: '2026-12-05T01:00Z',
      ends: '2h',
      text,
    };
    const planned = publish(world, openEvent(world, input, at('09:00')), '09:00').after;
    const id = planned.entries[0]!.id;
    const moved = updateIncident(planned, { incident: id, ends: '2026-12-05T04:00Z' }, at('09:10'));
    expect(publish(planned, moved, '09:10').errors).toEqual([]);
    const off = withdrawEvent(planned, { incident: id }, at('09:20'));
    if (off.type !== 'withdraw') throw new Error('It is public.');
    expect(publish(planned, off.change, '09:20').errors).toEqual([]);
    let state = planned;
    for (const [time, phase] of [
      ['2026-12-05T01:00Z', 'in-progress'],
      ['2026-12-05T02:30Z', 'verifying'],
      ['2026-12-05T02:50Z', 'completed'],
    ] as const) {
      const next = publish(state, updateIncident(state, { incident: id, phase }, at(time)), time);
      expect(next.errors, phase).toEqual([]);
      state = next.after;
    }
  });
});

test('a parsed draft of each kind has no findings of the format', () => {
  const [, world] = WORLDS[0]!;
  const change = openEvent(world, { severity: 'sev-1', component: ['checkout'] }, at('09:05'));
  expect(parseIncident(change).diagnostics).toEqual([]);
});
