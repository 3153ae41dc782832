import { describe, expect, test } from 'vitest';
import {
  classifySeverity,
  classifyWords,
  nextClassificationQuestion,
  parseClassificationAnswers,
} from '../../src/response/classify.ts';
import type { IncidentInput } from '../../src/response/inputs.ts';
import { openQuestions } from '../../src/response/open-questions.ts';
import { openIncident } from '../../src/response/open.ts';
import { openingRecipientsOf } from '../../src/response/notify.ts';
import { parseSeverityInput } from '../../src/response/parse-choices.ts';
import { at } from '../support/incident-content.ts';
import { incidentOf, published, refusalOf, respondWorld, verdict } from '../support/incident-context.ts';

const incidentContext = respondWorld();
const NOW = at('09:10');

describe('open', () => {
  test('V3.1, V2.2, V5.1: two answers make a whole SEV-1 that the validator passes', () => {
    const change = openIncident(
      incidentContext,
      { severity: 'SEV1', component: ['checkout', 'Orders'] },
      NOW,
    );
    expect(verdict(incidentContext, change, '09:10')).toEqual([]);
    expect(change).toMatchObject({ id: '2026-11-22-checkout', path: 'incidents/2026-11-22-checkout.md' });
    expect(change.text).toMatchInlineSnapshot(`
      "---
      title: Checkout and Orders unavailable
      severity: sev-1
      components:
        checkout: major-outage
        orders: major-outage
      detected: 2026-11-22T09:10Z
      internal:
        source: internal
        commander: "@amina"
        acknowledged: 2026-11-22T09:10Z
      ---

      ## 2026-11-22T09:10Z investigating

      We are currently investigating a service disruption affecting Checkout and Orders. Our team is working to resolve this as quickly as possible. We will provide updates every 30 minutes.
      "
    `);
  });

  test('an incident that was over before it was detected is reported as over', () => {
    const input = { severity: 'sev-2', component: ['checkout'], impact: 'failed payments' };
    const change = openIncident(incidentContext, { ...input, started: '3h', ended: '1h' }, NOW);
    expect(verdict(incidentContext, change, '09:10')).toEqual([]);
    expect(change.text).toMatch(/^started: 2026-11-22T06:10Z$/m);
    expect(change.text).toMatch(/^ended: 2026-11-22T08:10Z$/m);
    expect(change.text).toContain(
      '## 2026-11-22T09:10Z monitoring\n\nSome customers experienced failed payments with Checkout. The problem is over. We learned of it afterwards, and are checking what happened.',
    );
    expect(refusalOf(() => openIncident(incidentContext, { ...input, ended: '1h' }, NOW))).toContain(
      'started',
    );
  });

  test.each<[string, IncidentInput, RegExp]>([
    [
      'V5.2: a SEV-2 states its impact',
      { severity: 'sev-2', component: ['checkout'], impact: 'failed  payments.' },
      /Some users may experience failed payments\. Our/,
    ],
    [
      'a state of its own',
      { severity: 'sev-1', component: ['checkout=partial-outage'] },
      /checkout: partial-outage/,
    ],
    [
      'V2.1: how it was found',
      { severity: 'sev-1', component: ['checkout'], source: 'alert' },
      /source: alert/,
    ],
    [
      'V2.2: who leads',
      { severity: 'sev-1', component: ['checkout'], commander: 'bola' },
      /commander: "@bola"/,
    ],
    [
      'how long ago it was detected',
      { severity: 'sev-1', component: ['checkout'], detected: '12m' },
      /detected: 2026-11-22T08:58Z/,
    ],
    [
      'V12.5: a SEV-3 that customers notice',
      { severity: 'sev-3', component: ['checkout'], customerFacing: true, impact: 'a typo in receipts' },
      /customer-facing: true[^]*may experience a typo in receipts/,
    ],
    ['U6.4: a drill', { severity: 'sev-1', component: ['checkout'], drill: true }, /drill: true/],
    [
      'words of its own',
      {
        severity: 'sev-3',
        component: ['checkout'],
        customerFacing: true,
        text: 'Receipts of Checkout show a wrong date.',
      },
      /\n\nReceipts of Checkout show a wrong date\.\n$/,
    ],
  ])('%s', (_name, input, expected) => {
    const change = openIncident(incidentContext, input, NOW);
    expect(change.text).toMatch(expected);
    expect(verdict(incidentContext, change, '09:10').filter((line) => line.startsWith('error'))).toEqual([]);
  });

  test('V12.5: a SEV-3 without customer impact is logged and not published', () => {
    const change = openIncident(incidentContext, { severity: 'sev-3', component: ['checkout'] }, NOW);
    expect(incidentOf(change).updates).toEqual([]);
    expect(verdict(incidentContext, change, '09:10')).toEqual([]);
  });

  test('a policy without templates gets plain words that keep its rules', () => {
    const vauntico = respondWorld({}, { policy: 'vauntico' });
    const given = { severity: 'severity-1', component: ['checkout'], impact: 'failed payments' };
    const change = openIncident(vauntico, given, NOW);
    expect(verdict(vauntico, change, '09:10')).toEqual([]);
    expect(change.publicText).toBe(
      'We are investigating a problem with Checkout. Some customers may experience failed payments.',
    );
  });

  test('a name that is taken is numbered', () => {
    const given = { severity: 'sev-1', component: ['checkout'] };
    const twice = published(incidentContext, openIncident(incidentContext, given, NOW));
    expect(openIncident(twice, given, NOW).id).toBe('2026-11-22-checkout-2');
  });

  test.each<[string, IncidentInput, RegExp]>([
    [
      'no such component',
      { severity: 'sev-1', component: ['checkot'] },
      /no component "checkot"\. Did you mean "checkout"\?/,
    ],
    [
      'no such severity',
      { severity: 'sev-9', component: ['checkout'] },
      /no severity "sev-9"[^]*sev-1, sev-2 or sev-3/,
    ],
    [
      'no such state',
      { severity: 'sev-1', component: ['checkout=broken'] },
      /Unknown component state "broken"/,
    ],
    ['nothing affected', { severity: 'sev-1', component: [' , '] }, /component is missing/],
    ['no impact', { severity: 'sev-2', component: ['checkout'] }, /--impact/],
    [
      'a time to come',
      { severity: 'sev-1', component: ['checkout'], detected: '2026-11-22T19:00Z' },
      /in the future/,
    ],
    [
      'a time without a zone',
      { severity: 'sev-1', component: ['checkout'], detected: '2026-11-22 09:00' },
      /--detected "2026-11-22 09:00" is not a time\.\nWrite a time such as 03:10/,
    ],
    [
      'no such source',
      { severity: 'sev-1', component: ['checkout'], source: 'alrt' },
      /Did you mean "alert"/,
    ],
  ])('refuses %s, and says what to say instead', (_name, input, expected) => {
    expect(refusalOf(() => openIncident(incidentContext, input, NOW))).toMatch(expected);
  });
});

describe('what open asks', () => {
  const asked = (input: IncidentInput, of = incidentContext): string[] =>
    openQuestions(of, input).map(({ flag }) => flag.split(' ')[0]!);

  test('V1.1, V14.1: severity, with all that the SOP says of each beside it, and component', () => {
    const [severity, component] = openQuestions(incidentContext, {});
    expect(severity!.guide).toContain('SEV-1 Critical (Immediate (24/7))');
    expect(severity!.guide).toContain('Order creation failing for >10% of users');
    expect(component!.choices!.map(({ label }) => label)).toEqual(['Checkout', 'Orders']);
    expect(asked({})).toEqual(['--severity', '--component']);
    expect(asked({ severity: 'sev-1', component: ['checkout'] })).toEqual([]);
  });

  test('V5.2: the impact only where its template has a place for it', () => {
    expect(asked({ severity: 'sev-2', component: ['checkout'] })).toEqual(['--impact']);
    expect(asked({ severity: 'sev-2', component: ['checkout'], text: 'Words.' })).toEqual([]);
  });

  test('V12.5: whether customers notice it, only where that decides', () => {
    expect(asked({ severity: 'sev-3', component: ['checkout'] })).toEqual(['--customer-facing']);
  });

  test('V2.2: who leads, where no one is named anywhere', () => {
    const nobody = respondWorld({}, { site: '' });
    const given = { severity: 'sev-1', component: ['checkout'] };
    expect(asked(given, nobody)).toEqual(['--commander']);
    expect(asked(given, { ...nobody, currentUser: '@bola' })).toEqual([]);
  });

  test('whether a second one is meant, where one is open for the same component', () => {
    const given = { severity: 'sev-1', component: ['checkout'] };
    const once = published(incidentContext, openIncident(incidentContext, given, NOW));
    expect(asked(given, once)).toEqual(['--allow-duplicate']);
    expect(asked({ severity: 'sev-1', component: ['orders'] }, once)).toEqual([]);
    const { id } = openIncident(incidentContext, given, NOW);
    const hint = (isLocal: boolean): string | undefined =>
      openQuestions({ ...once, pending: new Map([[id, { isLocal }]]) }, given)[0]?.prompt;
    expect(hint(true)).toMatchInlineSnapshot(
      `"2026-11-22-checkout is open already: "Checkout unavailable" (customers see nothing of it yet: it is only on this computer). Open another?"`,
    );
    expect(hint(false)).toContain('customers see nothing of it yet: it is pushed, but not merged');
    expect(refusalOf(() => openIncident(once, { ...given, allowDuplicate: false }, NOW))).toContain('update');
  });
});

describe('V14.1: the questions that propose a severity', () => {
  const { policy } = incidentContext.siteContext;

  test.each([
    ['yes', 'sev-1', 'V1.1'],
    ['no,no,yes', 'sev-1', 'V14.1'],
    ['no,no,no,no,yes', 'sev-2', 'V14.1'],
    ['no,no,no,no,no,no,yes', 'sev-2', 'V1.1'],
    ['no,no,no,no,no,no,no,yes', 'sev-3', 'V14.1'],
    ['no', 'sev-2', undefined],
  ])('%s gives %s by %s', (answers, severity, clause) => {
    expect(classifySeverity(policy, parseClassificationAnswers(policy, answers))).toMatchObject({
      severity,
      ...(clause && { clause }),
    });
  });

  test('stop at the first yes', () => {
    expect(nextClassificationQuestion(policy, [])).toBe(policy.classify[0]!.ask);
    expect(nextClassificationQuestion(policy, [false, true])).toBeUndefined();
  });

  test('refuse what is neither yes nor no, and show the questions', () => {
    expect(refusalOf(() => parseClassificationAnswers(policy, 'yes,perhaps'))).toMatch(
      /"perhaps"[^]*1\. Is data lost/,
    );
  });
});

describe('V1.1, V14.1: a severity in words, where every answer was no', () => {
  const { policy } = incidentContext.siteContext;

  test.each([
    ['Payment processing fails for some customers', 'sev-1'],
    ['payments fail for 30 % of customers', 'sev-1'],
    ['the database is down', 'sev-1'],
    ['the whole platform is down', 'sev-1'],
    ['order creation fails for 15% of users', 'sev-2'],
    ['the dashboard is slow', 'sev-2'],
    ['WhatsApp messages are delayed', 'sev-2'],
    ['a typo', 'sev-3'],
    ['a single user has a problem with an account', 'sev-3'],
    ['the moon is blue', undefined],
    ['a button is broken', 'sev-3'],
    ['minor UI errors', 'sev-3'],
    ['5% of customers see errors', undefined],
  ])('%s: %s', (words, severity) => {
    expect(classifyWords(policy, words)?.severity).toBe(severity);
  });
});

describe('V1.2, V10.1: who is notified when an incident opens', () => {
  test.each([
    ['sev-1', ['all-hands', 'leadership', 'status-page', 'incident-commander']],
    ['sev-2', ['on-call-engineer', 'incident-commander', 'status-page']],
    ['sev-3', ['support-team', 'engineering-backlog', 'incident-commander']],
  ])('%s: %j', (key, expected) => {
    const severity = parseSeverityInput(incidentContext.siteContext.policy, key);
    const change = openIncident(
      incidentContext,
      { severity: 'sev-1', component: ['checkout'], commander: '@bola' },
      NOW,
    );
    const told = openingRecipientsOf(incidentContext, severity, incidentOf(change));
    expect(told.map((asked) => asked.key)).toEqual(expected);
    expect(told.find((asked) => asked.key === 'incident-commander')!.people).toEqual(['@bola']);
  });
});

describe('V6.1 to V13.2: hostile words stay words', () => {
  const HOSTILE = [
    '$(touch x)',
    '`rm -rf /`',
    '::error file=x::boo',
    '--title\n---\nseverity: sev-3',
    '"quotes" and \'quotes\': # not a comment',
    '-leading dash',
    '@amina',
    '- list: {a: b}',
    '&anchor *alias !!tag',
    'null',
    '1.5',
    '"\\u2028',
  ];

  test.each(HOSTILE)('a title %j', (title) => {
    const change = openIncident(incidentContext, { severity: 'sev-1', component: ['checkout'], title }, NOW);
    const incident = incidentOf(change);
    expect(incident.title).toBe(title.replace(/\s+/g, ' '));
    expect(incident.severity).toBe('sev-1');
    expect(change.subject).not.toContain('\n');
  });

  test.each(HOSTILE)('an impact %j', (impact) => {
    const change = openIncident(incidentContext, { severity: 'sev-2', component: ['checkout'], impact }, NOW);
    expect(incidentOf(change).updates).toHaveLength(1);
  });

  test.each(['../../etc/passwd', '$(touch x)', '-x', '', '__proto__', 'constructor'])(
    'there is no component %j',
    (component) => {
      expect(
        refusalOf(() => openIncident(incidentContext, { severity: 'sev-1', component: [component] }, NOW)),
      ).toMatch(/no component|is missing/);
    },
  );

  test.each([
    [
      'another update',
      'Fine.\n\n## 2026-11-22T09:11Z resolved\n\nAll is well.',
      /would begin another update/,
    ],
    ['a heading without a time', '## Hello', /would begin another update/],
    ['a directive', 'Affects: checkout operational\n\nFine.', /is a directive, not text/],
    ['an open fence', 'Look:\n\n```\nls', /Close each/],
    ['an invisible override', 'Fine \u202E.', /invisible/],
    ['nothing', ' \n ', /is empty/],
  ])('a text that smuggles %s is refused', (_name, text, expected) => {
    expect(
      refusalOf(() =>
        openIncident(incidentContext, { severity: 'sev-1', component: ['checkout'], text }, NOW),
      ),
    ).toMatch(expected);
  });
});
