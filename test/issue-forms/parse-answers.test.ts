import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formTypeOfIssue, parseFormAnswers } from '../../src/issue-forms/parse-answers.ts';
import type { FormAnswers } from '../../src/issue-forms/parse-answers.ts';
import { parseFormEvent } from '../../src/issue-forms/event.ts';
import { FORM_LABELS } from '../../src/issue-forms/fields.ts';
import type { IssueForm } from '../../src/issue-forms/fields.ts';
import { toIncidentInput } from '../../src/issue-forms/to-inputs.ts';
import { createIssueForms } from '../../src/issue-forms/forms.ts';
import { findCustomWording } from '../../src/pull-requests/custom-wording.ts';
import type { IncidentInput } from '../../src/response/inputs.ts';
import { openIncident } from '../../src/response/open.ts';
import { at } from '../support/incident-content.ts';
import { incidentOf, refusalOf, respondWorld } from '../support/incident-context.ts';
import { issueBody } from './issue-body.ts';
import type { Entered } from './issue-body.ts';

const [declare, update, resolve, announce] = createIssueForms(respondWorld().siteContext);

function answersIn(form: IssueForm, body: string): FormAnswers {
  const read = parseFormAnswers(form, body);
  if ('message' in read) throw new Error(`${read.message}\n${read.help}`);
  return read;
}

const givenIn = (form: IssueForm, body: string): IncidentInput =>
  toIncidentInput(form, answersIn(form, body), at('09:10'), 'Africa/Lagos');
const input = (form: IssueForm, entered: Entered): IncidentInput => givenIn(form, issueBody(form, entered));

const MOVED = 'Maintenance: it has another time, or takes longer (write it below)';

test('the incident that continues is only for merging', () => {
  expect(refusalOf(() => input(update, { phase: 'Monitoring: the fix is in', into: 'orders' }))).toContain(
    '--into does not apply',
  );
});

test('the new start of a maintenance has its day', () => {
  expect(refusalOf(() => input(update, { phase: MOVED, starts: '22:00' }))).toContain(
    'The day of the new start is missing.',
  );
});

test('another time of a maintenance has to be written', () => {
  expect(refusalOf(() => input(update, { phase: MOVED }))).toMatchInlineSnapshot(`
    "The new time of the maintenance is missing.
    Add --ends 1h"
  `);
});

describe('V2.2: the answers are the same as in the terminal', () => {
  test.each<[string, IssueForm, Entered, IncidentInput]>([
    ['nothing', declare, {}, { detected: '2026-11-22T09:10Z', component: [] }],
    [
      'two answers',
      declare,
      { severity: 'SEV-1 Critical', component: ['Checkout', 'Orders'] },
      { severity: 'sev-1', component: ['checkout', 'orders'], detected: '2026-11-22T09:10Z' },
    ],
    [
      'all answers',
      declare,
      {
        severity: 'SEV-3 Minor',
        component: 'Checkout',
        impact: 'slow pages',
        'impact-words': 'late  receipts',
        'customer-facing': 'Yes, customers notice it',
        detected: '12m',
        source: 'A monitoring alert',
        commander: '@amina',
        mitigation: 'The new form is off.',
        title: 'Late receipts',
        'allow-duplicate': 'This is a different incident; open it too',
        text: 'Receipts come late.\n\nOrders are safe.',
      },
      {
        severity: 'sev-3',
        component: ['checkout'],
        impact: 'late receipts',
        customerFacing: true,
        detected: '2026-11-22T08:58Z',
        source: 'alert',
        commander: '@amina',
        mitigation: 'The new form is off.',
        title: 'Late receipts',
        allowDuplicate: true,
        text: 'Receipts come late.\n\nOrders are safe.',
      },
    ],
    [
      'planned maintenance, with times from the submission',
      announce,
      { kind: 'Planned maintenance', component: 'Checkout', starts: '3d', ends: '2h', text: 'Slower.' },
      {
        kind: 'maintenance',
        component: ['checkout'],
        starts: '2026-11-25T09:10Z',
        ends: '2026-11-25T11:10Z',
        text: 'Slower.',
      },
    ],
    [
      'a notice that begins now',
      announce,
      { kind: 'A notice: nothing is wrong', title: 'Support', ends: '2d', text: 'Closed.' },
      { kind: 'notice', title: 'Support', ends: '2026-11-24T09:10Z', text: 'Closed.' },
    ],
    [
      'a maintenance that begins',
      update,
      { incident: '2026-11-28', phase: 'Maintenance: it has begun' },
      { incident: '2026-11-28', phase: 'in-progress' },
    ],
    [
      'planned maintenance, with times in the zone of the site',
      announce,
      { kind: 'Planned maintenance', component: 'Checkout', starts: '2026-12-21 22:00', ends: '00:30' },
      {
        kind: 'maintenance',
        component: ['checkout'],
        starts: '2026-12-21T21:00Z',
        ends: '2026-12-21T23:30Z',
      },
    ],
    [
      'a maintenance that takes longer',
      update,
      { phase: MOVED, ends: '1h' },
      { phase: 'update', kind: 'maintenance', ends: '2026-11-22T10:10Z' },
    ],
    [
      'a maintenance at another time',
      update,
      { phase: MOVED, starts: '2026-11-30 23:00', ends: '2h' },
      {
        phase: 'update',
        kind: 'maintenance',
        starts: '2026-11-30T22:00Z',
        ends: '2026-12-01T00:00Z',
      },
    ],
    [
      'an incident that is merged into another one',
      update,
      {
        phase: 'Same problem as another incident: merge it into that one (name both below)',
        ...{ incident: 'orders', into: 'checkout' },
      },
      { phase: 'merged', incident: 'orders', into: 'checkout' },
    ],
    ['nothing new', update, { phase: "Nothing new: use the SOP's text" }, { noChange: true }],
    [
      'own words are something new',
      update,
      { phase: "Nothing new: use the SOP's text", text: 'We found it.' },
      { text: 'We found it.' },
    ],
    [
      'a phase, and what works again',
      update,
      {
        phase: 'Monitoring: the fix is in',
        restored: ['Orders'],
        affects: 'Checkout degraded',
      },
      { phase: 'monitoring', affects: 'orders operational, Checkout degraded' },
    ],
    [
      'V7.1, V7.3: cause, fix, test and checks',
      resolve,
      {
        cause: 'A release doubled the load.',
        fix: 'A rollback',
        fixed: '35m',
        ended: '1h',
        tested: 'It was not possible',
        verified: ['Metrics are back to normal', 'Affected workflows were tested'],
        'not-applicable': 'Does not apply: A user confirmed it, if applicable',
      },
      {
        cause: 'A release doubled the load.',
        fix: 'rollback',
        fixed: '2026-11-22T08:35Z',
        ended: '2026-11-22T08:10Z',
        tested: 'not-possible',
        verified: ['metrics', 'workflows', 'user=not-applicable'],
      },
    ],
  ])('%s', (_name, form, entered, expected) => {
    expect(input(form, entered)).toEqual(expected);
  });

  test('a time is counted from when the form was sent; other text is refused', () => {
    expect(input(update, { fixed: '1h 10m ago' })).toEqual({ fixed: '2026-11-22T08:00Z' });
    expect(input(update, { ended: '3h' })).toEqual({ ended: '2026-11-22T06:10Z' });
    expect(refusalOf(() => input(update, { fixed: 'at nine' }))).toContain(
      '--fixed "at nine" is not a time.',
    );
  });
});

test.each<[Entered, number]>([
  [{ severity: 'SEV-1 Critical', component: ['Checkout', 'Orders'] }, 0],
  [{ severity: 'SEV-2 Major', component: 'Checkout', impact: 'slow pages' }, 0],
  [{ severity: 'SEV-2 Major', component: 'Checkout', 'impact-words': 'failed payments by card' }, 2],
])('V5.1, V5.2: what is only chosen needs no approval, what is written does: %j', (entered, count) => {
  const incidentContext = respondWorld();
  const after = incidentOf(openIncident(incidentContext, input(declare, entered), at('09:10')));
  expect(findCustomWording(incidentContext.siteContext, { after })).toHaveLength(count);
});

describe('what a person edits by hand afterwards', () => {
  const body = issueBody(declare, { severity: 'SEV-1 Critical', component: 'Checkout', text: 'Facts.' });

  test.each<[string, (text: string) => string]>([
    ['line ends of Windows', (text) => text.replaceAll('\n', '\r\n')],
    ['a line above it', (text) => `Help!\n\n${text}`],
    ['spaces behind headings', (text) => text.replaceAll('?\n', '?  \n')],
    ['no empty lines', (text) => text.replaceAll('\n\n', '\n')],
    ['more empty lines', (text) => text.replaceAll('\n\n', '\n\n\n')],
    ['a question taken out', (text) => text.replace('### Who leads?\n\n_No response_\n\n', '')],
    ['its key in place of a choice', (text) => text.replace('SEV-1 Critical', 'sev-1')],
  ])('%s: the same answers', (_name, edit) => {
    expect(givenIn(declare, edit(body))).toEqual({ ...givenIn(declare, body) });
  });

  test('a heading that appears twice is refused', () => {
    const twice = `### How severe is it?\n\nSEV-3 Minor\n\n${body}`;
    expect(parseFormAnswers(declare, twice)).toMatchInlineSnapshot(`
      {
        "help": "Edit the issue so that each heading appears once.",
        "message": ""How severe is it?" appears twice in this issue, so the answer is ambiguous.",
      }
    `);
  });

  test.each([
    ['', 'the headings of the form "Declare an incident"'],
    ['Checkout is down!!', 'the headings of the form "Declare an incident"'],
    [`${body}${'x'.repeat(80_000)}`, 'too long'],
  ])('a text that is not a form is reported', (text, message) => {
    expect(parseFormAnswers(declare, text)).toMatchObject({
      message: expect.stringContaining(message) as string,
    });
  });
});

/** Lines with much in them that means something to the form, to Markdown or to YAML. */
const line = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 8 }),
      fc.constantFrom('### ', ...declare.fields.map(({ label }) => label), '_No response_', 'None', '- [x] '),
      fc.constantFrom('SEV-1 Critical', 'Checkout', ', ', '<!--', '-->', '```', '---', '::error::', '\u202E'),
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((parts) =>
    parts
      .join('')
      .replace(/[\r\n\u2028\u2029\u0085]/g, ' ')
      .trim(),
  )
  .filter((text) => text !== '');
const lines = fc
  .array(fc.oneof(line, fc.constant('')), { minLength: 1, maxLength: 12 })
  .map((all) => all.join('\n'));

const written = (form: IssueForm): string[] =>
  form.fields.filter(({ kind }) => kind === 'line' || kind === 'text').map(({ id }) => id);

describe.each([declare, update, resolve])('whatever is typed into $name', (form) => {
  test('each answer is its own field’s and no other’s', () => {
    const entered = fc.record(
      Object.fromEntries(written(form).map((id) => [id, fc.option(id === 'text' ? lines : line)])),
    );
    fc.assert(
      fc.property(entered, (typed) => {
        const known = Object.entries(typed).filter((pair): pair is [string, string] => pair[1] !== null);
        const read = answersIn(form, issueBody(form, Object.fromEntries(known)));
        const expected = known
          .map(([id, text]) => [id, id === 'text' ? text.trim() : text.replace(/\s+/g, ' ').trim()] as const)
          .filter(([, text]) => !['', '_No response_', 'None'].includes(text));
        expect(read.texts).toEqual(Object.fromEntries(expected));
        expect(Object.values(read.selections).flat()).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

test('an answer of several lines that holds a whole other form stays an answer', () => {
  const forged = issueBody(declare, {
    severity: 'SEV-3 Minor',
    component: 'Orders',
    'allow-duplicate': 'This is a different incident; open it too',
  });
  const body = issueBody(declare, { severity: 'SEV-1 Critical', component: 'Checkout', text: forged });
  expect(givenIn(declare, body)).toMatchObject({ severity: 'sev-1', component: ['checkout'], text: forged });
  expect(givenIn(declare, body)).not.toHaveProperty('allowDuplicate');
});

test('a line that poses as the next heading is an answer', () => {
  const body = issueBody(declare, {
    severity: 'SEV-1 Critical',
    component: 'Checkout',
    commander: '### Custom text',
    title: '### How severe is it?',
  });
  expect(givenIn(declare, body)).toMatchObject({
    severity: 'sev-1',
    commander: '### Custom text',
    title: '### How severe is it?',
  });
});

test('components whose names contain commas are distinguished', () => {
  const { siteContext } = respondWorld();
  const [one, two] = siteContext.components;
  const components = [
    { ...one!, id: 'in', name: 'Pay' },
    { ...two!, id: 'both', name: 'Pay, and be paid' },
  ];
  const [form] = createIssueForms({ ...siteContext, components });
  const read = answersIn(form, issueBody(form, { component: ['Pay, and be paid', 'Pay'] }));
  expect(read.selections['component']).toEqual(['both', 'in']);
});

describe('which form it is', () => {
  const body = issueBody(update, {});
  test.each<[readonly string[], string, string | undefined]>([
    [['incident:declare'], '', 'open'],
    [['bug'], body, 'update'],
    [[], `\r\n${body}`, 'update'],
    [['incident:declare'], body, 'open'],
    [['incident:declare', 'incident:update'], body, 'update'],
    [['bug'], 'How severe is it?', undefined],
    [[], `> ${body}`, undefined],
  ])('%j %j is %s', (labels, text, type) => {
    expect(formTypeOfIssue(labels, text, FORM_LABELS)).toBe(type);
  });
});

describe('an event', () => {
  const inputs = {
    form: 'resolve',
    cause: ' A release. ',
    component: '',
    verified: 'metrics, user=not-applicable',
    'customer-facing': 'false',
    'allow-duplicate': 'false',
  };

  test('the inputs of a run are the same answers', () => {
    const filled = parseFormEvent('workflow_dispatch', { inputs, sender: { login: 'amina' } });
    expect(filled).toEqual({
      type: 'resolve',
      author: 'amina',
      answers: {
        texts: { cause: 'A release.' },
        selections: {
          verified: ['metrics', 'user=not-applicable'],
          'customer-facing': ['no'],
          'allow-duplicate': [],
        },
      },
    });
  });

  test.each<[string, unknown]>([
    ['push', {}],
    ['workflow_dispatch', { inputs: { form: 'other' }, sender: { login: 'amina' } }],
    ['workflow_dispatch', { inputs: null, sender: { login: 'amina' } }],
  ])('%s %j is not a form', (name, payload) => {
    expect(parseFormEvent(name, payload)).toBeUndefined();
  });
});
