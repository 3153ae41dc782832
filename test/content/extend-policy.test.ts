import { describe, expect, test } from 'vitest';
import { parsePolicy } from '../../src/content/policy.ts';
import { PRESETS } from '../support/example-content.ts';

/** A policy of its own beside the presets. */
const read = (text: string, others: Readonly<Record<string, string>> = {}) =>
  parsePolicy('own', [
    { path: 'policies/own.yaml', text: `name: Own\n${text}` },
    ...Object.entries(others).map(([id, other]) => ({ path: `policies/${id}.yaml`, text: other })),
    ...PRESETS,
  ]);

const policyOf = (text: string, others?: Readonly<Record<string, string>>) => {
  const { value, diagnostics } = read(text, others);
  expect(diagnostics).toEqual([]);
  return value!;
};

const messagesOf = (text: string) =>
  read(text).diagnostics.map(
    ({ message, help, location }) => `${location.path}:${location.line} ${message} ${help}`,
  );

describe('a policy that extends another switches parts off', () => {
  test.each(['null', 'off'])('postmortems, with %s', (off) => {
    expect(policyOf(`extends: vayva\npostmortem: ${off}\n`).postmortem).toBeUndefined();
  });

  test.each([
    [
      'the updates of a severity',
      'severities: { sev-2: { updates: null } }',
      ['severities', 'sev-2', 'updates'],
    ],
    ['a deadline', 'severities: { sev-1: { acknowledge: off } }', ['severities', 'sev-1', 'acknowledge']],
    ['a severity', 'severities: { sev-3: off }', ['severities', 'sev-3']],
    [
      'a template',
      'severities: { sev-1: { templates: { first: off } } }',
      ['severities', 'sev-1', 'templates', 'first'],
    ],
    ['a check', 'verification: { user: null }', ['verification', 'user']],
    ['a list', 'mitigation: off', ['mitigation', 0]],
  ])('%s', (_name, text, path) => {
    let at: unknown = policyOf(`extends: vayva\nowner: Us\n${text}\n`);
    for (const step of path) at = (at as Record<string | number, unknown>)[step];
    expect(at).toBeUndefined();
  });

  test('the level of a rule is not a part', () => {
    const { rules, wording } = policyOf(
      'extends: vayva\nrules: { require-impact: off }\nwording: { jargon: off }\n',
    );
    expect([rules['require-impact'], wording.jargon, wording.blame]).toEqual(['off', 'off', 'on']);
  });

  test('all wording rules together', () => {
    const { wording } = policyOf('extends: vayva\nwording: off\n');
    expect(Object.values(wording).filter((level) => level === 'on')).toEqual([]);
  });

  test.each([
    ['what its parent does not have', 'extends: vayva\nsummary:\n', ':3 "summary"'],
    [
      'in a policy without a parent',
      'severities: { a: { name: A, impact: minor, updates: } }\n',
      ':2 "severities.a.updates"',
    ],
  ])('an empty value that switches off nothing is a finding: %s', (_name, text, place) => {
    expect(messagesOf(text)).toEqual([
      `policies/own.yaml${place} is empty, and there is nothing that it could switch off. Write its value, or delete the line.`,
    ]);
  });
});

describe('a policy that extends another replaces a part', () => {
  const OWN = 'severities:\n  p1: { name: One, impact: critical }\n  p2: { name: Two, impact: minor }\n';
  const CLEAN = 'classify: []\npostmortem: off\nsop-review: off\nalerts: off\n';

  test('its severities', () => {
    expect(Object.keys(policyOf(`extends: vayva\nreplace: [severities]\n${OWN}${CLEAN}`).severities)).toEqual(
      ['p1', 'p2'],
    );
  });

  test('otherwise they are added', () => {
    expect(Object.keys(policyOf(`extends: vayva\n${OWN}`).severities)).toHaveLength(5);
  });

  test('a finding for a part that cannot be replaced, and for one without a parent', () => {
    const texts = [
      'extends: vayva\nreplace: [severity]\n',
      'replace: [severities]\nseverities: { a: { name: A, impact: minor } }\n',
    ];
    expect(texts.flatMap(messagesOf)).toEqual([
      'policies/own.yaml:3 "replace.0" is "severity"; expected "severities", "audiences", "roles", "verification", "templates", "clauses", "owner-roles", "wording", "alerts" or "rules". Did you mean "severities"?',
      'policies/own.yaml:2 "replace" has no effect, because this policy extends no other. Add extends, or delete the line.',
    ]);
  });
});

describe('a preset passes on no identity', () => {
  test('owner, contacts, tools, dates and notes', () => {
    const policy = policyOf('extends: vayva\n');
    const { owner, maintainer, version, updated, channels, tools } = policy;
    expect({ owner, maintainer, version, updated, channels, tools }).toEqual({ channels: {}, tools: {} });
    expect(policy['interpretation-notes']).toEqual([]);
    expect(policy['sop-review']).toBeUndefined();
  });

  test('the period of its review, for a policy with a date of its own', () => {
    const review = policyOf('extends: vayva\nsop-review: { last: 2026-11-01 }\n')['sop-review'];
    expect(review).toMatchObject({ last: '2026-11-01', after: ['sev-1'] });
  });

  test('a company’s own policy passes on all of it', () => {
    const base = 'name: Base\nextends: vayva\nowner: Ana\nchannels: { internal: "#ops" }\n';
    expect(policyOf('extends: base\n', { base })).toMatchObject({
      owner: 'Ana',
      channels: { internal: '#ops' },
    });
  });
});

describe('words for customers of a severity', () => {
  const VAYVA = policyOf('extends: vayva').severities['sev-1']!;

  test('are inherited with the definition', () => {
    expect(VAYVA['public-definition']).toContain("Customers can't use the platform");
  });

  test('are not those of the parent where the policy defines the severity itself', () => {
    const { 'sev-1': own } = policyOf(
      'extends: vayva\nseverities: { sev-1: { definition: [No shop opens] } }',
    ).severities;
    expect(own).toMatchObject({ definition: ['No shop opens'], examples: VAYVA.examples });
    expect(own!['public-definition']).toBeUndefined();
    expect(own!['public-examples']).toEqual(VAYVA['public-examples']);
  });

  test('can be switched off, or be empty', () => {
    const { 'sev-1': own } = policyOf(
      'extends: vayva\nseverities: { sev-1: { public-definition: off, public-examples: [] } }',
    ).severities;
    expect(own!['public-definition']).toBeUndefined();
    expect(own!['public-examples']).toEqual([]);
  });
});
