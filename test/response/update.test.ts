import { describe, expect, test } from 'vitest';
import { parseIncident } from '../../src/content/parse-incident.ts';
import type { IncidentInput } from '../../src/response/inputs.ts';
import { correctUpdate } from '../../src/response/correct.ts';
import { listOpenIncidents, listUpcoming } from '../../src/response/list.ts';
import { recipientsOf } from '../../src/response/notify.ts';
import { openIncident } from '../../src/response/open.ts';
import { publishFile } from '../../src/response/publish-file.ts';
import { resolveQuestions } from '../../src/response/resolve-questions.ts';
import { resolveIncident } from '../../src/response/resolve.ts';
import { updateQuestions } from '../../src/response/update-questions.ts';
import { updateIncident } from '../../src/response/update.ts';
import type { IncidentContext } from '../../src/response/context.ts';
import { at } from '../support/incident-content.ts';
import { incidentOf, published, refusalOf, respondWorld, verdict } from '../support/incident-context.ts';

const SEV2 = { severity: 'sev-2', component: ['checkout'], impact: 'failed payments' };

/** A world in which an incident was opened at a time. */
function opened(
  time = '09:10',
  input: IncidentInput = SEV2,
  incidentContext: IncidentContext = respondWorld(),
): IncidentContext {
  return published(incidentContext, openIncident(incidentContext, input, at(time)));
}

function done(incidentContext: IncidentContext, input: IncidentInput, time: string): IncidentContext {
  return published(incidentContext, updateIncident(incidentContext, input, at(time)));
}

const UNDER_WAY = parseIncident({
  path: 'incidents/2026-11-22-orders-move.md',
  text: '---\nkind: maintenance\ntitle: We move the orders\ncomponents: { orders: degraded }\nstarts: 2026-11-22T09:30Z\nends: 2026-11-22T11:00Z\n---\n\n## 2026-11-15T09:00Z scheduled\n\nOrders can be read but not changed.\n',
}).value!;

describe('update', () => {
  test.each<[string, IncidentInput, string]>([
    [
      'V12.4: the honest words of the policy when there is nothing new',
      { noChange: true },
      '## 2026-11-22T09:30Z update\n\nWe are still working on the degraded performance with Checkout. There is nothing new to report yet. Our team is investigating.',
    ],
    [
      'a phase with its own words',
      { phase: 'identified' },
      '## 2026-11-22T09:30Z identified\n\nWe have found the cause of the problem with Checkout. Our team is working on a fix.',
    ],
    [
      'words of its own, and what is affected now',
      { text: 'Orders are slow too.', affects: 'Orders degraded' },
      '## 2026-11-22T09:30Z update\nAffects: orders degraded\n\nOrders are slow too.',
    ],
    [
      'a severity that is raised, in the words of the new one',
      { severity: 'sev-1', noChange: true },
      '## 2026-11-22T09:30Z update\nSeverity: sev-1\n\nWe are still working on the service disruption affecting Checkout. There is nothing new to report yet. We will provide updates every 30 minutes.',
    ],
  ])('%s', (_name, input, expected) => {
    const incidentContext = opened();
    const change = updateIncident(incidentContext, input, at('09:30'));
    expect(change.text.endsWith(`\n\n${expected}\n`)).toBe(true);
    expect(verdict(incidentContext, change, '09:30')).toEqual([]);
  });

  test('only changes what it is about: what was published before stays to the letter', () => {
    const incidentContext = opened();
    const before = incidentContext.entries[0]!.source.text;
    const after = updateIncident(
      incidentContext,
      { phase: 'monitoring', affects: 'checkout partial-outage' },
      at('09:30'),
    ).text;
    expect(after.replace('  fixed: 2026-11-22T09:30Z\n', '').startsWith(before)).toBe(true);
    expect(after).not.toContain('Affects:');
  });

  test('V7.2: monitoring says that the fix is in, from now or from when it was', () => {
    const fixed = (input: IncidentInput) =>
      incidentOf(updateIncident(opened(), input, at('09:30'))).internal.fixed;
    expect(fixed({ phase: 'monitoring' })).toBe(at('09:30'));
    expect(fixed({ phase: 'monitoring', fixed: '4m' })).toBe(at('09:26'));
    expect(fixed({ phase: 'identified' })).toBeUndefined();
  });

  test('V6.4: a second update in the same minute gets the next one', () => {
    const incidentContext = opened('09:10');
    const change = updateIncident(incidentContext, { noChange: true }, at('09:10'));
    expect(incidentOf(change).updates.at(-1)!.at).toBe(at('09:11'));
    expect(verdict(incidentContext, change, '09:10')).toEqual([]);
  });

  test('keeps comments and the layout of a front matter that people wrote', () => {
    const text = `---\n# by hand\ntitle: "Some orders fail" # said so by support\nseverity: SEV-2\ncomponents: { checkout: partial-outage }\ndetected: 2026-11-22T09:02Z\ninternal: { source: alert, commander: "@amina" }\n---\n\n## 2026-11-22T09:10Z investigating\n\nWe are experiencing degraded performance with Checkout. Some users may experience failed payments. Our team is investigating.\n`;
    const change = updateIncident(respondWorld({ 'by-hand': text }), { phase: 'monitoring' }, at('09:30'));
    expect(change.text.split('\n## 2026-11-22T09:30Z')[0]).toBe(
      text.replace('"@amina" }', '"@amina", fixed: 2026-11-22T09:30Z }'),
    );
  });

  test.each<[string, () => IncidentContext, IncidentInput, RegExp]>([
    ['no open incident', () => respondWorld(), { noChange: true }, /No incident is open\.\nTo open one/],
    [
      'two open incidents, and names them',
      () => opened('09:12', { ...SEV2, component: ['orders'] }, opened()),
      { noChange: true },
      /2 incidents are open[^]*--incident 2026-11-22-checkout[^]*--incident 2026-11-22-orders/,
    ],
    [
      'a name that none has',
      () => opened(),
      { incident: '2026-11-22-chekout', noChange: true },
      /Did you mean "2026-11-22-checkout"/,
    ],
    ['an unknown phase', () => opened(), { phase: 'identifid' }, /Did you mean "identified"/],
    ['to resolve by the way', () => opened(), { phase: 'resolved' }, /npx candor incident resolve/],
    ['nothing new with a phase', () => opened(), { phase: 'monitoring', noChange: true }, /keeps the phase/],
    ['no text', () => opened(), {}, /text is missing/],
    [
      'nothing new with a state that changes',
      () => opened(),
      { noChange: true, affects: 'checkout up' },
      /nothing is new, but checkout changes/,
    ],
    [
      'an unknown state',
      () => opened(),
      { noChange: true, affects: 'checkout wobbly' },
      /Unknown component state "wobbly"/,
    ],
  ])('refuses %s', (_name, world, input, expected) => {
    expect(refusalOf(() => updateIncident(world(), input, at('09:30')))).toMatch(expected);
  });

  test('a part of the name is enough', () => {
    expect(updateIncident(opened(), { incident: 'checkout', noChange: true }, at('09:30')).id).toBe(
      '2026-11-22-checkout',
    );
  });

  test('asks which incident only where several are open, then what is new', () => {
    const two = opened('09:12', { ...SEV2, component: ['orders'] }, opened());
    expect(updateQuestions(two, {}, at('09:30')).map(({ flag }) => flag)).toEqual([
      '--incident 2026-11-22-checkout|2026-11-22-orders',
    ]);
    expect(updateQuestions(opened(), {}, at('09:30'))).toHaveLength(1);
    expect(updateQuestions(opened(), { noChange: true }, at('09:30'))).toEqual([]);
    expect(updateQuestions(opened(), { phase: 'update' }, at('09:30'))[0]!.kind).toBe('text');
  });
});

const RECORDED: IncidentInput = {
  cause: 'A release doubled the load.',
  fix: 'rollback',
  tested: 'not-possible',
  verified: ['metrics,workflows', 'user=not-applicable'],
};

describe('resolve', () => {
  const watched = (): IncidentContext => done(opened(), { phase: 'monitoring' }, '09:30');

  test('V7.2: says until when the fix is watched, to the minute', () => {
    expect(resolveIncident(watched(), RECORDED, at('09:59'))).toMatchObject({ until: at('10:00') });
    expect(resolveIncident(watched(), RECORDED, at('10:00'))).toHaveProperty('text');
    expect(
      resolveIncident(watched(), { ...RECORDED, fixed: '2026-11-22T09:20Z' }, at('09:50')),
    ).toHaveProperty('text');
  });

  test('V7.2: what was over before it was detected needs no further monitoring', () => {
    const incidentContext = opened('09:10', { ...SEV2, started: '5h', ended: '3h' });
    const change = resolveIncident(incidentContext, { ...RECORDED, fixed: '4h' }, at('09:20'));
    if ('until' in change) throw new Error('too early');
    expect(verdict(incidentContext, change, '09:20')).toEqual([]);
  });

  test('records when customers were no longer affected', () => {
    const change = resolveIncident(watched(), { ...RECORDED, ended: '2026-11-22T09:25Z' }, at('10:00'));
    if ('until' in change) throw new Error('too early');
    expect(incidentOf(change).ended).toBe(at('09:25'));
  });

  test('V5.3, V7.1, V7.3: records what the SOP asks and ends in its words', () => {
    const incidentContext = watched();
    const change = resolveIncident(incidentContext, RECORDED, at('10:00'));
    if ('until' in change) throw new Error('too early');
    expect(verdict(incidentContext, change, '10:00')).toEqual([]);
    expect(change.publicText).toBe(
      'The issue affecting Checkout has been resolved. All systems are now operational. We apologize for any inconvenience.',
    );
    expect(incidentOf(change).internal).toMatchObject({
      cause: RECORDED.cause,
      fix: 'rollback',
      tested: 'not-possible',
      verified: { metrics: true, workflows: true, user: 'not-applicable' },
    });
  });

  test.each<[string, IncidentInput, (incidentContext: IncidentContext) => IncidentContext]>([
    [
      'another incident is open',
      {},
      (incidentContext) => opened('09:40', { ...SEV2, component: ['orders'] }, incidentContext),
    ],
    ['a component is still affected', { affects: 'checkout degraded' }, (incidentContext) => incidentContext],
    [
      'a maintenance is under way',
      {},
      (incidentContext) => ({
        ...incidentContext,
        entries: [...incidentContext.entries, UNDER_WAY],
      }),
    ],
  ])('V5.3: does not say that all is well while %s', (_name, input, prepare) => {
    const incidentContext = prepare(watched());
    const change = resolveIncident(
      incidentContext,
      { ...RECORDED, incident: 'checkout', ...input },
      at('10:00'),
    );
    if ('until' in change) throw new Error('too early');
    expect(change.publicText).not.toContain('All systems');
    expect(verdict(incidentContext, change, '10:00')).toEqual([]);
  });

  test('V7.1, V7.3: asks for each thing that is not recorded, and only for that', () => {
    const flags = (input: IncidentInput, incidentContext = watched()): string[] =>
      resolveQuestions(incidentContext, input, at('10:00')).map(({ flag }) => flag);
    expect(flags({})).toEqual([
      '--cause "…"',
      '--fix rollback|hotfix|other',
      '--tested staging|not-possible',
      ...['metrics', 'workflows', 'user'].map((check) => `--verified ${check}`),
    ]);
    expect(flags({ ...RECORDED, verified: ['all'] })).toEqual([]);
    expect(flags({}, opened())[0]).toBe('--fixed <when it was in production: 03:10, or 12m ago>');
  });

  test('V7.2: a fix before the detection is refused at its question, and a time that can not be read is named', () => {
    const [question] = resolveQuestions(opened(), {}, at('10:00'));
    expect(question!.findProblem!('10:30')).toBeUndefined();
    expect(question!.findProblem!('3h')).toMatch(
      /^The fix can't be before \d\d:\d\d, when this was detected\.$/,
    );
    expect(refusalOf(() => resolveIncident(opened(), { ...RECORDED, fixed: 'soon' }, at('10:00')))).toMatch(
      /^--fixed "soon" is not a time\.\nWrite a time such as 03:10/,
    );
    expect(
      resolveQuestions(opened(), { ...RECORDED, fixed: 'soon', verified: ['all'] }, at('10:00')),
    ).toEqual([]);
  });

  test('V7.2: a fix that did not hold is asked for again', () => {
    const back = done(watched(), { phase: 'investigating', text: 'Payments fail again.' }, '09:45');
    expect(refusalOf(() => resolveIncident(back, RECORDED, at('10:30')))).toContain(
      'The time of the fix is missing',
    );
    const again = done(back, { phase: 'monitoring' }, '09:50');
    expect(resolveIncident(again, RECORDED, at('10:10'))).toMatchObject({ until: at('10:20') });
  });

  test.each<[string, IncidentInput, RegExp]>([
    ['without its cause', { ...RECORDED, cause: undefined }, /--cause/],
    [
      'without its checks',
      { ...RECORDED, verified: ['metrics'] },
      /Not verified yet:[^]*workflows[^]*--verified workflows,user/,
    ],
    [
      'while a check fails',
      { ...RECORDED, verified: ['all', 'metrics=no'] },
      /Can't resolve while this check fails: Metrics/,
    ],
    ['by an unknown check', { ...RECORDED, verified: ['metrcs'] }, /Did you mean "metrics"/],
    ['by an unknown fix', { ...RECORDED, fix: 'roll-back' }, /Did you mean "rollback"/],
  ])('V7.1, V7.3: is refused %s', (_name, input, expected) => {
    expect(refusalOf(() => resolveIncident(watched(), input, at('10:00')))).toMatch(expected);
  });

  test('an incident that is over is not resolved twice, and can begin again', () => {
    const over = published(watched(), resolveIncident(watched(), RECORDED, at('10:00')) as never);
    const named = { incident: '2026-11-22-checkout' };
    expect(refusalOf(() => resolveIncident(over, { ...RECORDED, ...named }, at('10:05')))).toContain(
      'already resolved',
    );
    expect(refusalOf(() => updateIncident(over, { ...named, phase: 'monitoring' }, at('10:05')))).toContain(
      'the problem came back',
    );
    expect(refusalOf(() => updateIncident(over, { ...named, noChange: true }, at('10:05')))).toContain(
      'already resolved',
    );
    const again = updateIncident(
      over,
      { ...named, phase: 'investigating', text: 'Payments fail again.' },
      at('10:05'),
    );
    expect(verdict(over, again, '10:05')).toEqual([]);
  });
});

describe('correct', () => {
  test('V6.4: replaces an update’s text, marked as a correction; nothing else', () => {
    const incidentContext = done(opened(), { text: 'Orders are slow.', affects: 'orders degraded' }, '09:30');
    const before = incidentContext.entries[0]!.source.text;
    const change = correctUpdate(incidentContext, { text: 'Some orders are slow.' }, at('09:40'));
    expect(change.text).toBe(
      before
        .replace('09:30Z update', '09:30Z update (corrected 2026-11-22T09:40Z)')
        .replace('Orders are slow.', 'Some orders are slow.'),
    );
    expect(verdict(incidentContext, change, '09:40')).toEqual([]);
    const twice = correctUpdate(
      published(incidentContext, change),
      { text: 'A few orders are slow.' },
      at('09:50'),
    );
    expect(twice.text.match(/\(corrected/g)).toHaveLength(1);
    expect(twice.text).toContain('(corrected 2026-11-22T09:50Z)');
  });

  test.each(['first', '1', '2026-11-22T09:10Z', '2026-11-22 10:10+01:00', '20261122T0910Z'])(
    'finds an update by %s',
    (which) => {
      const incidentContext = done(opened(), { noChange: true }, '09:30');
      const change = correctUpdate(
        incidentContext,
        { update: which, text: incidentContext.siteContext.policy.templates.resolved! },
        at('09:40'),
      );
      expect(incidentOf(change).updates[0]!.corrected).toBe(at('09:40'));
      expect(incidentOf(change).updates[1]!.corrected).toBeUndefined();
    },
  );

  test.each<[string, IncidentInput, RegExp]>([
    ['an unknown update', { update: '09:11', text: 'x' }, /no update "09:11"[^]*2026-11-22T09:10Z/],
    ['the same words', { text: '' }, /is empty/],
    ['a smuggled update', { text: 'x\n\n## 2026-11-22T09:30Z resolved\n\nfine' }, /another update/],
  ])('refuses %s', (_name, input, expected) => {
    expect(refusalOf(() => correctUpdate(opened(), input, at('09:40')))).toMatch(expected);
  });
});

describe('list and post', () => {
  test('V12.4: list shows each incident’s phase and when the next update is due', () => {
    const [only, ...more] = listOpenIncidents(opened(), at('09:16'));
    expect(more).toEqual([]);
    expect(only!.summary).toBe(
      '2026-11-22-checkout  SEV-2  investigating  Checkout: failed payments  (checkout partial-outage)',
    );
    expect(only!.nextDeadlines).toContain(
      'Next public update due 10:40, late at 11:10 Africa/Lagos, in 24 min (V12.4): Incident commander @amina',
    );
  });

  test('post publishes a file unchanged, unless it lacks what someone else has published since', () => {
    const incidentContext = opened();
    const { text } = incidentContext.entries[0]!.source;
    expect(publishFile(incidentContext, '.git/candor-drafts/2026-11-22-checkout.md', text)).toMatchObject({
      id: '2026-11-22-checkout',
      text,
    });
    const newer = done(incidentContext, { noChange: true }, '09:30');
    expect(refusalOf(() => publishFile(newer, '2026-11-22-checkout.md', text))).toContain('lacks an update');
  });

  const notice = `---
kind: notice
title: Support answers longer
ends: 2026-11-24T20:00Z
---

## 2026-11-22T09:10Z announced

Support answers until 22:00.
`;
  const maintenance = `---
kind: maintenance
title: Checkout moves
components: { checkout: degraded }
starts: 2026-11-23T01:00Z
ends: 2026-11-23T03:00Z
---

## 2026-11-22T09:10Z scheduled

Checkout will be slower than usual.
`;

  test.each([
    [
      'a notice',
      'hours',
      notice,
      '  notice  under way, 10:10 to 2026-11-24 21:00 Africa/Lagos  Support answers longer',
      [],
    ],
    [
      'maintenance',
      'move',
      maintenance,
      '  maintenance  planned, 2026-11-23 02:00 to 2026-11-23 04:00 Africa/Lagos  Checkout moves',
      [
        'move  maintenance  planned time over, 2026-11-23 02:00 to 2026-11-23 04:00 Africa/Lagos  Checkout moves',
      ],
    ],
  ])(
    'V9.1 post takes %s, asks the approver, and list shows it until it is over',
    (_, id, text, line, later) => {
      const change = publishFile(respondWorld(), `${id}.md`, text);
      expect(recipientsOf(respondWorld(), change).map(({ key }) => key)).toEqual(['incident-commander']);
      const after = published(respondWorld(), change);
      expect(listUpcoming(after, at('09:30')).map(({ summary }) => summary)).toEqual([`${id}${line}`]);
      const over = listUpcoming(after, at('2026-11-24T20:00Z'));
      expect(over.map(({ summary }) => summary)).toEqual(later);
      expect(over.flatMap(({ nextDeadlines }) => nextDeadlines.slice(-2))).toEqual(
        later.flatMap(() => [
          `To end it: npx candor incident update --incident ${id} --phase completed`,
          `To extend it: npx candor incident update --incident ${id} --ends 2h`,
        ]),
      );
      expect(listOpenIncidents(after, at('09:30'))).toEqual([]);
      expect(updateIncident(after, { incident: id, text: 'News.' }, at('09:30')).text).toContain(
        '## 2026-11-22T09:30Z update\n\nNews.',
      );
    },
  );
});
