import { describe, expect, test } from 'vitest';
import { createChange } from '../../src/issue-forms/create-change.ts';
import { createIssueForms } from '../../src/issue-forms/forms.ts';
import { replaceFlagsWithFields } from '../../src/issue-forms/labels.ts';
import type { IncidentInput } from '../../src/response/inputs.ts';
import type { IncidentContext } from '../../src/response/context.ts';
import { updateQuestions } from '../../src/response/update-questions.ts';
import { at } from '../support/incident-content.ts';
import { refusalOf, respondWorld } from '../support/incident-context.ts';

const [, update] = createIssueForms(respondWorld().siteContext);

const maintenance = (...updates: readonly string[]): string =>
  [
    '---\nkind: maintenance\ntitle: "Checkout: planned maintenance"\ncomponents: { checkout: degraded }',
    'starts: 2026-11-22T09:00Z\nends: 2026-11-22T11:00Z\n---\n',
    '## 2026-11-20T10:00Z scheduled\n\nCheckout may be slower.\n',
    ...updates.map((heading) => `## ${heading}\n\nWe are working on it.\n`),
  ].join('\n');
const BEGUN = maintenance('2026-11-22T09:00Z in-progress');
const ENDED = maintenance('2026-11-22T09:00Z in-progress', '2026-11-22T09:05Z completed');
const INCIDENT = [
  '---\ntitle: Orders unavailable\nseverity: sev-1\ncomponents: { orders: major-outage }\ndetected: 2026-11-22T09:00Z',
  'internal: { source: internal, commander: "@amina", acknowledged: 2026-11-22T09:00Z }\n---\n',
  '## 2026-11-22T09:00Z investigating\n\nOrders are down.\n',
].join('\n');

/** All of it is published, unless it is said otherwise. */
function world(files: Readonly<Record<string, string>>, isPublished = true): IncidentContext {
  const context = respondWorld(files);
  const incidents = isPublished ? context.entries.map(({ source }) => source) : [];
  return { ...context, published: { commit: 'c', at: at('09:00'), incidents } };
}

const MAINTENANCE = '2026-11-22-checkout';
const OTHER = '2026-11-29-checkout';
const OUTAGE = '2026-11-22-orders';
const SAME = '2026-11-22-orders-2';

/** What is added to the file, without its text. */
function added(context: IncidentContext, input: IncidentInput): string {
  const { id, text } = createChange(update, context, input, at('09:30'));
  const window = text.match(/^(?:starts|ends): .*$/gm)!.join(', ');
  return `${id}: ${text.match(/^## .*$/gm)!.at(-1)!} (${window})`;
}

describe('the form "Post an update"', () => {
  const only = { [MAINTENANCE]: maintenance() };
  test.each<[string, Readonly<Record<string, string>>, IncidentInput, string]>([
    [
      'begins without its ID where it is the only one, also during an incident',
      { ...only, [OUTAGE]: INCIDENT },
      { phase: 'in-progress' },
      '## 2026-11-22T09:30Z in-progress (starts: 2026-11-22T09:00Z, ends: 2026-11-22T11:00Z)',
    ],
    [
      'is completed, and an ended one does not count',
      { [MAINTENANCE]: BEGUN, [OTHER]: ENDED },
      { phase: 'completed' },
      '## 2026-11-22T09:30Z completed (starts: 2026-11-22T09:00Z, ends: 2026-11-22T11:00Z)',
    ],
    [
      'takes longer',
      { [MAINTENANCE]: BEGUN, [OUTAGE]: INCIDENT },
      { phase: 'update', kind: 'maintenance', ends: '2026-11-22T13:00Z' },
      '## 2026-11-22T09:30Z update (starts: 2026-11-22T09:00Z, ends: 2026-11-22T13:00Z)',
    ],
    [
      'is called off before it begins',
      only,
      { phase: 'cancelled' },
      '## 2026-11-22T09:30Z cancelled (starts: 2026-11-22T09:00Z, ends: 2026-11-22T11:00Z)',
    ],
  ])('%s', (_name, files, input, expected) => {
    const context = world(files);
    expect(updateQuestions(context, input, at('09:30'))).toEqual([]);
    expect(added(context, input)).toBe(`${MAINTENANCE}: ${expected}`);
  });

  test.each<[string, IncidentContext, IncidentInput, RegExp]>([
    [
      'none is planned',
      world({ [OUTAGE]: INCIDENT }),
      { phase: 'completed' },
      /No maintenance is planned[\s\S]*: the form "Plan maintenance or post a notice"/,
    ],
    ['it has begun', world({ [MAINTENANCE]: BEGUN }), { phase: 'cancelled' }, /no longer be cancelled/],
    ['it is not public', world(only, false), { phase: 'cancelled' }, /Close its pull request on GitHub/],
    [
      'an incident is not cancelled',
      world({ [OUTAGE]: INCIDENT }),
      { phase: 'cancelled', incident: 'orders' },
      /Unknown "What is new\?": "cancelled"/,
    ],
    [
      'what is called off has no new end',
      world(only),
      { phase: 'cancelled', ends: '2026-11-22T13:00Z' },
      /"When does the maintenance or notice end now\?": does not apply[\s\S]*another answer for "What is new\?"/,
    ],
    [
      'a false alarm changes no component',
      world({ [OUTAGE]: INCIDENT }),
      { phase: 'withdrawn', affects: 'orders operational' },
      /"What else changed\?": does not apply when 2026-11-22-orders is taken back/,
    ],
    [
      'the incident to merge is not public',
      world({ [OUTAGE]: INCIDENT, [SAME]: INCIDENT }, false),
      { phase: 'merged', incident: OUTAGE, into: SAME },
      /Close its pull request on GitHub/,
    ],
    [
      'the other incident is unknown',
      world({ [OUTAGE]: INCIDENT, [SAME]: INCIDENT }),
      { phase: 'merged', incident: OUTAGE, into: '<script>' },
      /There is no incident "<script>"/,
    ],
    [
      'a merged incident changes no component',
      world({ [OUTAGE]: INCIDENT, [SAME]: INCIDENT }),
      { phase: 'merged', incident: OUTAGE, into: SAME, affects: 'orders operational' },
      /"What else changed\?": does not apply when 2026-11-22-orders is merged/,
    ],
    [
      'it would end before it begins',
      world(only),
      { phase: 'update', kind: 'maintenance', starts: '2026-11-22T12:00Z' },
      /before it starts[\s\S]*"When does the maintenance or notice end now\?"/,
    ],
  ])('is refused where %s', (_name, context, input, expected) => {
    const said = refusalOf(() => createChange(update, context, input, at('09:30')));
    expect(replaceFlagsWithFields(update, said)).toMatch(expected);
  });

  test('which one is asked where several are planned', () => {
    const context = world({ ...only, [OTHER]: maintenance(), [OUTAGE]: INCIDENT });
    const [question, ...rest] = updateQuestions(context, { phase: 'in-progress' }, at('09:30'));
    expect(rest).toEqual([]);
    expect(question).toMatchObject({
      prompt: 'Which maintenance?',
      choices: [{ value: MAINTENANCE }, { value: OTHER }],
    });
  });
});

test('an incident is merged into another one: both files change', () => {
  const context = world({ [OUTAGE]: INCIDENT, [SAME]: INCIDENT });
  const change = createChange(
    update,
    context,
    { phase: 'merged', incident: SAME, into: OUTAGE },
    at('09:30'),
  );
  expect(change.id).toBe(SAME);
  expect(change.text).toContain(`merged-into: ${OUTAGE}`);
  expect(change.also!.id).toBe(OUTAGE);
});
