import { describe, expect, test } from 'vitest';
import { statesAfterUpdate, findEndingUpdate } from '../../src/content/incident.ts';
import { findSeverity, parsePolicy } from '../../src/content/policy.ts';
import type { Policy } from '../../src/content/policy.ts';
import { lintIncidentFile, lintPolicy } from '../../src/rules/engine/lint.ts';
import { RULES } from '../../src/rules/index.ts';
import { EXAMPLE_NOW, exampleContent, PRESETS } from '../support/example-content.ts';
import { createRuleContext } from '../../src/rules/engine/context.ts';

interface Case {
  readonly head?: string;
  readonly title?: string;
  readonly severity?: string;
  readonly components?: string;
  readonly updates: readonly (readonly [time: string, phase: string, body: string])[];
}

const FIRST =
  'We are experiencing degraded performance with Checkout. Some users may experience failed payments. Our team is investigating.';
const RESOLVED =
  'The issue affecting Checkout has been resolved. All systems are now operational. We apologize for any inconvenience.';

const fileOf = ({
  head = '',
  title = 'Some orders fail',
  severity = 'sev-2',
  components = 'checkout: degraded',
  updates,
}: Case): string =>
  `---\ntitle: ${title}\nseverity: ${severity}\ncomponents: { ${components} }\ndetected: 2026-11-22T09:00Z\n${head}---\n` +
  updates.map(([time, phase, body]) => `\n## 2026-11-22T${time}Z ${phase}\n${body}\n`).join('');

/** What one rule says of a file, beside others; the text that each fix would leave, where there is one. */
function say(id: string, one: Case, { others = [] as readonly Case[], policy = 'vayva' } = {}) {
  const sources = [one, ...others].map((each, index) => ({
    path: `incidents/i-${index}.md`,
    text: fileOf(each),
  }));
  const content = exampleContent(sources, policy);
  expect(content.diagnostics).toEqual([]);
  const context = createRuleContext(content.siteContext!, content.incidents, EXAMPLE_NOW);
  return lintIncidentFile(
    content.incidents[0]!,
    context,
    RULES.filter((rule) => rule.id === id),
  );
}

const ownPolicy = (text: string): Policy =>
  parsePolicy('own', [{ path: 'policies/own.yaml', text: `name: Own\n${text}` }, ...PRESETS]).value!;

/** What one rule says of a file under a policy of its own. */
function underPolicy(policy: Policy, id: string, one: Case) {
  const content = exampleContent([{ path: 'incidents/example.md', text: fileOf(one) }]);
  const context = { ...createRuleContext(content.siteContext!, content.incidents, EXAMPLE_NOW), policy };
  return lintIncidentFile(
    content.incidents[0]!,
    context,
    RULES.filter((rule) => rule.id === id),
  );
}

const messages = (...args: Parameters<typeof say>): string[] => say(...args).map(({ message }) => message);

function fixed(...args: Parameters<typeof say>): string[] {
  const text = fileOf(args[1]);
  return say(...args).flatMap(({ fix }) =>
    fix ? [text.slice(0, fix.start) + fix.text + text.slice(fix.end)] : [],
  );
}

const first = (body: string, more: Partial<Case> = {}): Case => ({
  ...more,
  updates: [['09:10', 'investigating', body]],
});
const last = (body: string, more: Partial<Case> = {}): Case => ({
  ...more,
  updates: [['10:40', 'resolved', body]],
});

describe('V12.5: updates that stay off the page are not checked as text for customers', () => {
  test.each([
    ['require-impact', first('Anything.', { severity: 'sev-3' }), 'vayva'],
    ['require-resolution-template', last('Anything.', { severity: 'sev-3' }), 'vayva'],
    ['require-apology', last('Anything.', { severity: 'sev-3' }), 'vayva'],
    ['require-component-and-update', { severity: 'sev-3', components: '', updates: [] }, 'vayva'],
  ] as const)('%s', (rule, one, policy) => {
    expect(messages(rule, one, { policy })).toEqual([]);
  });

  test('require-first-update-template', () => {
    const policy = ownPolicy('extends: vayva\ntemplates: { first: "[component] does not work." }\n');
    const [shown, hidden] = ['customer-facing: true\n', ''].map((head) =>
      underPolicy(policy, 'require-first-update-template', first('Anything.', { severity: 'sev-3', head })),
    );
    expect([shown!.length, hidden!.length]).toEqual([1, 0]);
  });

  test('a drill is checked like a real incident, without warnings', () => {
    expect(messages('require-impact', first('Anything.', { head: 'drill: true\n' }))).toHaveLength(1);
    expect(
      messages(
        'no-update-on-hidden-severity',
        first('Anything.', { severity: 'sev-3', head: 'drill: true\n' }),
      ),
    ).toEqual([]);
  });
});

describe('V5.1, V5.2: the first template', () => {
  test('is not required of an incident that is over when it is first published', () => {
    expect(
      messages('require-first-update-template', last('It was down for two minutes and works again.')),
    ).toEqual([]);
  });

  test('takes the site’s name where all of its components are affected, and only there', () => {
    const body = FIRST.replace('Checkout', 'Vayva');
    const all =
      'checkout: degraded, orders: degraded, dashboard: degraded, payments: degraded, whatsapp: degraded';
    expect(messages('require-first-update-template', first(body, { components: all }))).toEqual([]);
    expect(messages('require-first-update-template', first(body))).toHaveLength(1);
  });

  test('takes "the Checkout" and lists of names as people write them', () => {
    for (const names of [
      'the Checkout',
      'Checkout & Orders',
      'our Orders, Checkout',
      'Orders, and the Checkout',
    ]) {
      const body = FIRST.replace('Checkout', names);
      expect(
        messages(
          'require-first-update-template',
          first(body, { components: 'checkout: degraded, orders: degraded' }),
        ),
      ).toEqual([]);
    }
  });

  test('a place that is still in brackets is the business of "placeholder" alone', () => {
    const body = FIRST.replace('failed payments', '[specific impact]').replace('Checkout', '[component]');
    expect(messages('require-first-update-template', first(body))).toEqual([]);
    expect(messages('no-placeholder', first(body))).toHaveLength(2);
  });
});

describe('V5.3: --fix writes the template’s last words, and only those', () => {
  const start = 'The issue affecting Checkout has been resolved';

  test.each([
    ['after a sentence', `${start}.`],
    ['after a sentence without its full stop', start],
    ['in the middle of a sentence', RESOLVED.slice(0, -' for any inconvenience.'.length)],
  ])('%s', (_name, body) => {
    expect(fixed('require-resolution-template', last(body))).toEqual([fileOf(last(RESOLVED))]);
  });

  test('below a list, as a paragraph of its own', () => {
    const body = `${start}. It was about:\n\n- cards\n- transfers`;
    const rest = RESOLVED.slice(start.length + 2);
    expect(fixed('require-resolution-template', last(body))).toEqual([fileOf(last(`${body}.\n\n${rest}`))]);
  });

  test('not where a person has to say what customers notice', () => {
    expect(
      fixed(
        'require-first-update-template',
        first('We are experiencing degraded performance with Checkout.'),
      ),
    ).toEqual([]);
  });

  test('not where words are wrong, or something else is missing too', () => {
    expect(fixed('require-resolution-template', last('We apologize for any inconvenience.'))).toEqual([]);
    expect(
      fixed('require-resolution-template', last(`${start} now. All systems are now operational.`)),
    ).toEqual([]);
  });
});

describe('V5.3, V13.1: "all systems are now operational"', () => {
  const other = (more: Partial<Case>): Case => ({ ...first('Anything.'), ...more });
  const untrue = (one: Case) => messages('require-resolution-template', last(RESOLVED), { others: [one] });

  test('is refused while another incident is open', () => {
    expect(untrue(other({}))).toHaveLength(1);
  });

  test.each([
    ['ended before', { updates: [['10:30', 'resolved', 'Over.']] }],
    ['ended in the same minute', { updates: [['10:40', 'resolved', 'Over.']] }],
    ['is off the page', { severity: 'sev-3' }],
    ['is a drill', { head: 'drill: true\n' }],
  ] as const)('is true beside one that %s', (_name, more) => {
    expect(untrue(other(more))).toEqual([]);
  });

  test('names only what is still open', () => {
    const others = [
      other({ head: 'started: 2026-11-22T08:00Z\n' }),
      other({ updates: [['10:30', 'resolved', 'Over.']] }),
    ];
    const [message] = messages('require-resolution-template', last(RESOLVED), { others });
    expect(message).toContain('incidents/i-1.md');
    expect(message).not.toContain('incidents/i-2.md');
  });

  test('is correct if the other one was not known yet', () => {
    const later = fileOf(other({ head: 'started: 2026-11-22T08:00Z\n' })).replace(
      'detected: 2026-11-22T09:00Z',
      'detected: 2026-11-22T11:00Z',
    );
    const sources = [fileOf(last(RESOLVED)), later.replace('T09:10Z', 'T11:05Z')].map((text, index) => ({
      path: `incidents/i-${index}.md`,
      text,
    }));
    const content = exampleContent(sources);
    const context = createRuleContext(content.siteContext!, content.incidents, EXAMPLE_NOW);
    const rules = RULES.filter((rule) => rule.id === 'require-resolution-template');
    expect(lintIncidentFile(content.incidents[0]!, context, rules)).toEqual([]);
  });

  test('is checked once, not in what is written afterwards', () => {
    const one = {
      updates: [
        ['10:40', 'resolved', RESOLVED],
        ['11:00', 'update', 'Nobody lost an order.'],
      ],
    } as const;
    expect(messages('require-resolution-template', one)).toEqual([]);
  });
});

describe('V7.2: the monitoring time', () => {
  test('of an incident that began again: each end has its own, the recorded fix is the last one’s', () => {
    const updates = [
      ['09:45', 'monitoring', 'Watching.'],
      ['10:00', 'resolved', 'Over.'],
      ['10:30', 'investigating', 'It began again.'],
      ['10:50', 'resolved', 'Over.'],
    ] as const;
    const head = 'internal: { fixed: 2026-11-22T10:35Z }\n';
    expect(messages('require-monitoring-time', { head, updates })).toEqual([
      expect.stringContaining('Resolved 15 minutes after monitoring began'),
      expect.stringContaining('Resolved 15 minutes after the fix'),
    ]);
  });

  test('of a fix that is said to be later than the end is the business of "valid-time-order" alone', () => {
    const one = last('Over.', { head: 'internal: { fixed: 2026-11-22T11:00Z }\n' });
    expect(messages('require-monitoring-time', one)).toEqual([]);
    expect(messages('valid-time-order', one)).toHaveLength(1);
  });

  test('can’t be kept where nothing says when it was fixed, and no other rule asks', () => {
    const own = (fix: string) =>
      underPolicy(
        ownPolicy(`extends: vayva
resolve: { fix: ${fix} }
`),
        'require-monitoring-time',
        last('Over.'),
      ).length;
    expect([own('true'), own('false')]).toEqual([0, 1]);
  });
});

describe('V13.1: the end', () => {
  const updates = [
    ['10:40', 'resolved', 'It works again.'],
    ['11:00', 'update', 'Thank you for your patience.'],
  ] as const;

  test('thanks may come after the end', () => {
    expect(messages('require-apology', { updates })).toEqual([]);
  });

  test('is when it ended, whatever is written afterwards', () => {
    const content = exampleContent([{ path: 'incidents/example.md', text: fileOf({ updates }) }]);
    expect(findEndingUpdate(content.incidents[0]!)?.body).toBe('It works again.');
    expect(statesAfterUpdate(content.incidents[0]!, 1)).toEqual({ checkout: 'operational' });
  });
});

test.each([
  ['🙂', 1],
  ['Órdenes con retraso', 0],
  ['注文の確認が遅れています', 0],
  ['[RESOLVED] Some orders fail', 0],
  ['Incident', 1],
])('V13.1: the title %s', (title, count) => {
  expect(messages('valid-title', first('Anything.', { title: JSON.stringify(title) }))).toHaveLength(count);
});

test('V5.1: brackets in code, links and free text are not placeholders', () => {
  const body = '`[component]`, [date](https://vayva.shop/date), [beta], [OCR], [ ] and [x] are fine.';
  expect(messages('no-placeholder', first(body))).toEqual([]);
});

test('the content of a code fence is code, not HTML', () => {
  expect(messages('no-unsafe-markdown', first('It says:\n\n~~~\n<b>\n~~~'))).toEqual([]);
  expect(messages('no-unsafe-markdown', first('It says:\n\n```\n<b>'))).toEqual([]);
  expect(messages('no-unsafe-markdown', first('It says:\n\n```\n<b>[x](javascript:alert(1))\n```'))).toEqual(
    [],
  );
  expect(messages('no-unsafe-markdown', first('It says:\n\n```\n<b>\n```\n\n<b>'))).toHaveLength(1);
});

test('V1.1: a severity can be written by its name', () => {
  const policy = ownPolicy('severities: { low: { name: Very low, impact: minor } }\n');
  expect(findSeverity(policy, ' very LOW ')?.key).toBe('low');
  expect(messages('valid-severity', first('Anything.', { severity: ' Critical ' }))).toEqual([]);
});

test('V2.1, V2.2: what the policy does not require is not asked for', () => {
  const text = 'name: Own\nseverities: { low: { name: Low, impact: minor } }\n';
  const policy = parsePolicy('own', [{ path: 'policies/own.yaml', text }]).value!;
  const content = exampleContent([
    { path: 'incidents/example.md', text: fileOf(last('Over.', { severity: 'low' })) },
  ]);
  const context = { ...createRuleContext(content.siteContext!, content.incidents, EXAMPLE_NOW), policy };
  const quiet = [
    'require-commander',
    'require-detection-source',
    'require-cause-and-fix',
    'require-verification',
    'require-monitoring-time',
    'require-apology',
    'require-impact',
    'require-first-update-template',
    'require-resolution-template',
    'no-future-time',
  ];
  const rules = RULES.filter((rule) => quiet.includes(rule.id));
  expect(rules).toHaveLength(quiet.length);
  expect(lintIncidentFile(content.incidents[0]!, context, rules)).toEqual([]);
});

test('a maintenance may begin as early as clocks and hands allow', () => {
  const text = (time: string) =>
    `---\nkind: maintenance\ntitle: Payments are slower\ncomponents: { payments: degraded }\nstarts: 2026-11-22T01:00Z\nends: 2026-11-22T03:00Z\n---\n\n## 2026-11-20T09:00Z scheduled\n\nPlanned.\n\n## 2026-11-22T${time}Z in-progress\n\nBegun.\n`;
  const count = (time: string) => {
    const content = exampleContent([{ path: 'incidents/example.md', text: text(time) }]);
    const context = createRuleContext(content.siteContext!, content.incidents, EXAMPLE_NOW);
    return lintIncidentFile(
      content.incidents[0]!,
      context,
      RULES.filter(({ id }) => id === 'valid-maintenance-window'),
    ).length;
  };
  expect([count('00:55'), count('00:54')]).toEqual([0, 1]);
});

test('V12.1, V12.2: a severity that is never public has no first update and no cadence', () => {
  const text =
    'name: Own\nextends: vayva\nseverities: { sev-3: { public: never, updates: { due: 1h, late: 2h } } }\ntemplates: { no-change: We post every day. }\n';
  const policy = parsePolicy('own', [{ path: 'policies/own.yaml', text }, ...PRESETS]).value!;
  expect(lintPolicy(policy)).toEqual([]);
});

test.each([
  ['This work is postponed.', 0],
  ['Ces travaux sont reportés.', 0],
  ['Ces travaux n’auront pas lieu ; ils sont annulés.', 0],
  ['The payments have moved.', 1],
])('a maintenance is called off in the words of each language: %s', (body, findings) => {
  const text = `---\nkind: maintenance\ntitle: Payments are slower\ncomponents: { payments: degraded }\nstarts: 2026-11-22T01:00Z\nends: 2026-11-22T03:00Z\n---\n\n## 2026-11-20T09:00Z scheduled\n\nPlanned.\n\n## 2026-11-21T09:00Z completed\n\n${body}\n`;
  const content = exampleContent([{ path: 'incidents/move.md', text }], 'vayva');
  const context = createRuleContext(content.siteContext!, content.incidents, EXAMPLE_NOW);
  const rules = RULES.filter(({ id }) => id === 'valid-maintenance-window');
  expect(lintIncidentFile(content.incidents[0]!, context, rules)).toHaveLength(findings);
});
