import { describe, expect, test } from 'vitest';
import { findCustomWording } from '../../src/pull-requests/custom-wording.ts';
import { openEvent } from '../../src/response/announce.ts';
import { parseChangedEvent } from '../../src/response/change.ts';
import { correctUpdate } from '../../src/response/correct.ts';
import type { IncidentInput } from '../../src/response/inputs.ts';
import { eventQuestions } from '../../src/response/open-questions.ts';
import { resolveIncident } from '../../src/response/resolve.ts';
import { updateIncident } from '../../src/response/update.ts';
import { updateQuestions } from '../../src/response/update-questions.ts';
import { at } from '../support/incident-content.ts';
import { published, refusalOf, respondWorld, verdict } from '../support/incident-context.ts';

const POLICY = `name: Own
extends: vayva
notices:
  templates:
    support-closed:
      title: Our support is closed until [ends]
      text: >
        Our support team is away from [start day] to [end day].
        We answer your messages from [ends] on.
`;
const world = respondWorld({}, { extra: POLICY });
const NOW = at('09:10');
const open = (input: IncidentInput) => openEvent(world, input, NOW);

const MAINTENANCE: IncidentInput = {
  kind: 'maintenance',
  component: ['Checkout'],
  starts: '2026-11-28T01:00Z',
  ends: '2h',
  text: 'Checkout will be slower than usual while we move it to faster machines.',
};
const NOTICE: IncidentInput = {
  kind: 'notice',
  title: 'Notre service « Support » est fermé',
  starts: '3d',
  ends: '2026-11-30T07:00Z',
  text: 'Our support team is away. We answer your messages from Monday on.',
};
const FROM_TEMPLATE: IncidentInput = { kind: 'notice', template: 'support-closed', ends: '2d' };

describe('what "open" writes', () => {
  test('planned maintenance', () => {
    const change = open(MAINTENANCE);
    expect(change).toMatchObject({ id: '2026-11-28-checkout', subject: 'Checkout: planned maintenance' });
    expect(change.text).toBe(`---
kind: maintenance
title: "Checkout: planned maintenance"
components:
  checkout: degraded
starts: 2026-11-28T01:00Z
ends: 2026-11-28T03:00Z
---

## 2026-11-22T09:10Z scheduled

Checkout will be slower than usual while we move it to faster machines.
`);
    expect(verdict(world, change, '09:10')).toEqual([]);
  });

  test('a notice, named by the words of its title', () => {
    const change = open(NOTICE);
    expect(change).toMatchObject({ id: '2026-11-25-notre-service-support-est-ferme' });
    expect(change.text).toContain(
      'starts: 2026-11-25T09:10Z\nends: 2026-11-30T07:00Z\n---\n\n## 2026-11-22T09:10Z announced',
    );
    expect(verdict(world, change, '09:10')).toEqual([]);
  });

  test('a notice from an approved text, with its times in the zone of the site', () => {
    const change = open(FROM_TEMPLATE);
    expect(change.id).toBe('2026-11-22-support-closed');
    expect(change.text).toBe(`---
kind: notice
title: Our support is closed until 24 November 2026 at 10:10 GMT+1
ends: 2026-11-24T09:10Z
---

## 2026-11-22T09:10Z announced

Our support team is away from 22 November 2026 to 24 November 2026. We answer your messages from 24 November 2026 at 10:10 GMT+1 on.
`);
    expect(verdict(world, change, '09:10')).toEqual([]);
  });

  test('a second one on that day has a number', () => {
    const after = published(world, open(FROM_TEMPLATE));
    expect(openEvent(after, FROM_TEMPLATE, NOW).id).toBe('2026-11-22-support-closed-2');
  });
});

test.each<[string, IncidentInput, string]>([
  ['an unknown kind', { kind: 'outage' }, 'Unknown --kind "outage".'],
  ['no end', { ...NOTICE, ends: '' }, 'The ends is missing.\nAdd --ends 2h'],
  ['no component', { ...MAINTENANCE, component: [' '] }, 'The component is missing.'],
  [
    'a time without a zone',
    { ...NOTICE, starts: '2026-11-25 09:00' },
    '--starts "2026-11-25 09:00" is not a time.',
  ],
  ['an unknown template', { ...NOTICE, template: 'suport-closed' }, 'Did you mean "support-closed"?'],
  ['an empty text', { ...MAINTENANCE, text: ' ' }, 'The text is missing.'],
  ['the severity of a notice', { ...NOTICE, severity: 'sev-1' }, '--severity does not apply to a notice.'],
  [
    'a component of a notice',
    { ...NOTICE, component: ['checkout'] },
    '--component does not apply to a notice.',
  ],
  [
    'a template of maintenance',
    { ...MAINTENANCE, template: 'x' },
    '--template does not apply to planned maintenance.',
  ],
  [
    'whether customers notice it',
    { ...MAINTENANCE, customerFacing: true },
    '--customer-facing does not apply',
  ],
  [
    'the end of an incident',
    { severity: 'sev-1', component: ['checkout'], ends: '2h' },
    '--ends does not apply to an incident.',
  ],
])('%s is refused', (_, input, message) => {
  expect(refusalOf(() => open(input))).toContain(message);
});

test('only what has no default is asked for', () => {
  const flagsOf = (input: IncidentInput) =>
    eventQuestions(world, input).map(({ flag }) => flag.split(' ')[0]);
  expect(flagsOf({ kind: 'notice' })).toEqual(['--title', '--ends', '--text']);
  expect(flagsOf({ kind: 'notice', template: 'support-closed' })).toEqual(['--ends']);
  expect(flagsOf({ kind: 'maintenance' })).toEqual(['--component', '--starts', '--ends', '--text']);
  expect(flagsOf({})).toEqual(['--severity', '--component']);
  expect([NOTICE, MAINTENANCE, FROM_TEMPLATE].flatMap(flagsOf)).toEqual([]);
});

test('the text of a maintenance is the template of the policy, if it has one', () => {
  const scheduled = 'We will work on [component] from [starts] to [ends].';
  const extra = `${POLICY}maintenance: { templates: { scheduled: "${scheduled}" } }\n`;
  const own = respondWorld({}, { extra });
  const { text: _text, ...input } = MAINTENANCE;
  expect(eventQuestions(own, input)).toEqual([]);
  expect(openEvent(own, input, NOW).publicText).toMatchInlineSnapshot(
    `"We will work on Checkout from 28 November 2026 at 02:00 GMT+1 to 28 November 2026 at 04:00 GMT+1."`,
  );
  expect(eventQuestions(own, { kind: 'notice' }).map(({ flag }) => flag.split(' ')[0])).toContain('--text');
});

describe('updates of a maintenance or notice', () => {
  const planned = published(world, open(MAINTENANCE));
  const noticed = published(world, open(FROM_TEMPLATE));

  test.each<[string, typeof world, IncidentInput, string, string]>([
    [
      'a maintenance begins',
      planned,
      { incident: '2026-11-28', phase: 'in progress' },
      '2026-11-28T01:05Z',
      'in-progress\n\nThe planned maintenance of Checkout has begun.\n',
    ],
    [
      'a maintenance is complete',
      planned,
      { incident: '2026-11-28-checkout', phase: 'completed' },
      '2026-11-28T02:05Z',
      'completed\n\nThe planned maintenance of Checkout is complete.\n',
    ],
    [
      'a maintenance is called off',
      planned,
      { incident: '2026-11-28-checkout', phase: 'completed', text: 'This work is postponed.' },
      '2026-11-27T02:05Z',
      'completed\n\nThis work is postponed.\n',
    ],
    [
      'a maintenance affects more',
      planned,
      { incident: '2026-11-28-checkout', affects: 'orders degraded', text: 'Orders are slower too.' },
      '2026-11-28T01:35Z',
      'update\nAffects: orders degraded\n\nOrders are slower too.\n',
    ],
    [
      'a notice ends early',
      noticed,
      { incident: 'support-closed', phase: 'ended' },
      '2026-11-23T08:00Z',
      'ended\n\nThis notice is no longer current.\n',
    ],
  ])('%s', (_, context, input, time, text) => {
    const change = updateIncident(context, input, at(time));
    expect(change.text).toContain(`## ${time} ${text}`);
    expect(verdict(context, change, time)).toEqual([]);
    expect(updateQuestions(context, input, at(time))).toEqual([]);
  });

  test.each<[string, typeof world, IncidentInput, string]>([
    [
      'an unknown phase',
      noticed,
      { incident: 'support-closed', phase: 'resolved' },
      'The phases of 2026-11-22-support-closed are update, announced or ended.',
    ],
    ['no text', planned, { incident: '2026-11-28-checkout' }, 'The text is missing.'],
    [
      'a component of a notice',
      noticed,
      { incident: 'support-closed', affects: 'checkout degraded', text: 'Yes.' },
      '--affects does not apply to 2026-11-22-support-closed, which is a notice.',
    ],
    [
      'the text for nothing new',
      planned,
      { incident: '2026-11-28-checkout', noChange: true },
      '--no-change does not apply',
    ],
  ])('%s is refused', (_, context, input, message) => {
    expect(refusalOf(() => updateIncident(context, input, at('09:20')))).toContain(message);
  });

  test('a maintenance that is under way is not cancelled by a phase either', () => {
    const begun = published(
      planned,
      updateIncident(planned, { incident: '2026-11-28', phase: 'in-progress' }, at('2026-11-28T01:05Z')),
    );
    const cancel = { incident: '2026-11-28-checkout', phase: 'cancelled' };
    expect(refusalOf(() => updateIncident(begun, cancel, at('2026-11-28T01:20Z')))).toMatchInlineSnapshot(`
      "2026-11-28-checkout is under way, so that it can no longer be cancelled.
      To end it: npx candor incident update --incident 2026-11-28-checkout --phase completed --text "…""
    `);
  });

  test.each<[string, typeof world, IncidentInput]>([
    ['cancelled', planned, { incident: '2026-11-28-checkout', phase: 'cancelled' }],
    ['ended', noticed, { incident: 'support-closed', phase: 'ended' }],
  ])('what customers have not seen is discarded, not %s', (_phase, context, input) => {
    const unseen = { ...context, published: { commit: 'c', at: NOW, incidents: [] } };
    expect(refusalOf(() => updateIncident(unseen, input, at('2026-11-24T08:00Z')))).toMatch(
      /^Customers have not seen \S+, so that no update has to end it\.\nTo discard it: npx candor incident withdraw --incident \S+$/,
    );
  });

  test('a text is corrected; only incidents are resolved', () => {
    const corrected = correctUpdate(
      noticed,
      { incident: 'support-closed', text: 'We are away.' },
      at('09:20'),
    );
    expect(corrected.text).toContain('announced (corrected 2026-11-22T09:20Z)\n\nWe are away.');
    expect(refusalOf(() => resolveIncident(planned, { incident: '2026-11-28-checkout' }, NOW))).toContain(
      'To end it: npx candor incident update --incident 2026-11-28-checkout --phase completed',
    );
  });

  test.each<[string, IncidentInput, string, string]>([
    [
      'one that has begun, to a later end: it is extended',
      { ends: '2h' },
      '2026-11-28T02:30Z',
      'The planned maintenance of Checkout is extended until 28 November 2026 at 05:30 GMT+1.',
    ],
    [
      'one whose planned time is over: it is extended',
      { ends: '2h' },
      '2026-11-28T04:00Z',
      'The planned maintenance of Checkout is extended until 28 November 2026 at 07:00 GMT+1.',
    ],
    [
      'one that has begun, to an earlier end: its new times',
      { ends: '2026-11-28T02:45Z' },
      '2026-11-28T02:30Z',
      'The planned maintenance of Checkout is now planned from 28 November 2026 at 02:00 GMT+1 to 28 November 2026 at 03:45 GMT+1.',
    ],
    [
      'one that has not begun: its new times',
      { ends: '2026-11-28T05:00Z' },
      '2026-11-27T10:00Z',
      'The planned maintenance of Checkout is now planned from 28 November 2026 at 02:00 GMT+1 to 28 November 2026 at 06:00 GMT+1.',
    ],
  ])('a maintenance gets another end: %s', (_name, input, time, text) => {
    const context = published(world, open(MAINTENANCE));
    const change = updateIncident(context, { incident: '2026-11-28-checkout', ...input }, at(time));
    expect(change.publicText).toBe(text);
    expect(verdict(context, change, time)).toEqual([]);
  });

  test('with only a maintenance, "nothing new" tells how it is ended or extended', () => {
    expect(refusalOf(() => updateIncident(planned, { noChange: true }, NOW))).toMatchInlineSnapshot(`
      "No incident is open.
      A planned maintenance is updated by its name. If it is over: --phase completed; if it goes on: --ends 2h.
        --incident 2026-11-28-checkout   Checkout: planned maintenance
      To open one: npx candor incident open"
    `);
  });

  test('no name means the open incident', () => {
    expect(refusalOf(() => updateIncident(planned, { text: 'News.' }, NOW))).toContain(
      'No incident is open.',
    );
  });
});

describe('V5.1: an approved text of a notice needs no other approval', () => {
  const first = open(FROM_TEMPLATE);
  const before = parseChangedEvent(first);
  const change = (from: string | RegExp, to: string, text = first.text) =>
    parseChangedEvent({ ...first, text: text.replace(from, to) });
  const ended = parseChangedEvent(
    updateIncident(published(world, first), { incident: 'support-closed', phase: 'ended' }, at('10:00')),
  );
  const planned = open(MAINTENANCE);
  const begun = (time: string, phase: string) =>
    parseChangedEvent(
      updateIncident(published(world, planned), { incident: '2026-11-28-checkout', phase }, at(time)),
    );

  test.each<[string, Parameters<typeof findCustomWording>[1], readonly string[]]>([
    ['the template', { after: before }, []],
    ['its end', { before, after: ended }, []],
    ['both at once', { after: ended }, []],
    [
      'a maintenance that begins',
      { before: parseChangedEvent(planned), after: begun('2026-11-28T01:00Z', 'in-progress') },
      [],
    ],
    [
      'a maintenance that is complete',
      { before: parseChangedEvent(planned), after: begun('2026-11-28T02:00Z', 'completed') },
      [],
    ],
    [
      'a maintenance that is complete before it begins',
      { before: parseChangedEvent(planned), after: begun('2026-11-27T02:00Z', 'completed') },
      ['the update of 2026-11-27T02:00Z is before the maintenance begins'],
    ],
    [
      'a maintenance',
      { after: parseChangedEvent(planned) },
      ['there is no template for planned maintenance'],
    ],
    [
      'another title',
      { after: change('closed until', 'gone until') },
      ['the title and text match no template for notices'],
    ],
    [
      'another end',
      { after: change('ends: 2026-11-24', 'ends: 2026-11-25') },
      ['the title and text match no template for notices'],
    ],
    [
      'more text',
      { after: change(' on.\n', ' on. Or ask Rival.\n') },
      ['the title and text match no template for notices'],
    ],
    [
      'text of its own in an update',
      { before, after: change('no longer current', 'nonsense', ended.source.text) },
      ['the update of 2026-11-22T10:00Z matches no template'],
    ],
    [
      'another published end',
      { before, after: change('ends: 2026-11-24', 'ends: 2026-11-25', ended.source.text) },
      ['"ends" changed'],
    ],
    [
      'another file name',
      { after: { ...before, id: '2026-11-22-rival' } },
      ['the file name, which is in the address, differs from the generated one'],
    ],
    [
      'a suppression',
      { after: change('announced\n', 'announced\n\n<!-- allow no-jargon: yes -->') },
      ['the notice does not begin with the text of a template alone'],
    ],
  ])('%s', (_, versions, reasons) => {
    expect(findCustomWording(world.siteContext, versions)).toEqual(reasons);
  });
});
