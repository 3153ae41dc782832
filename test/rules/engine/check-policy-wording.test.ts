import { describe, expect, test } from 'vitest';
import { parseContent } from '../../../src/content/content.ts';
import type { Content } from '../../../src/content/content.ts';
import { SHIPPED_LANGUAGES } from '../../../src/content/words/written-words.ts';
import { checkPolicyWording } from '../../../src/rules/engine/check-policy-wording.ts';
import { validateContent } from '../../../src/rules/engine/validate-content.ts';
import { PRESETS } from '../../support/example-content.ts';
import { SHOP } from '../../support/scratch.ts';

function contentOf(policy: string, { language = 'en' } = {}): Content {
  const content = parseContent({
    site: {
      path: 'status.yaml',
      text: `${SHOP['status.yaml']!.replace('vayva', 'own')}language: ${language}\n`,
    },
    policies: [{ path: 'policies/own.yaml', text: policy }, ...PRESETS],
    components: [{ path: 'components/dashboard.md', text: '---\nname: Dashboard\n---\n' }],
    incidents: [],
    postmortems: [],
  });
  expect(content.diagnostics).toEqual([]);
  return content;
}

function findingsOf(policy: string, options = {}): string[] {
  return checkPolicyWording(contentOf(policy, options).siteContext!).map(
    ({ rule, level, location: { path, line, column }, message, help }) =>
      `${path}:${line}:${column} ${level} ${rule}: ${message} | ${help}`,
  );
}

const severity = (lines: string, rest = ''): string =>
  `name: Own\n${rest}severities:\n  p1:\n    name: Bad\n    impact: major\n${lines}`;

test('V6.2: a definition that the page shows has no jargon', () => {
  expect(findingsOf(severity('    definition: [Slow pages, Performance below SLA]\n')))
    .toMatchInlineSnapshot(`
    [
      "policies/own.yaml:6:48 error no-jargon: "SLA" is jargon: it is office talk; customers need to know what happened, what to do and when you will post more. | Say it in plain words: "our service promise". To keep the words for the team, write those for customers in severities.p1.public-definition.",
    ]
  `);
});

test('V6.3, V13.2: nor does an example promise or play down', () => {
  expect(
    findingsOf(severity('    examples:\n      - "Only a few users are affected"\n      - Fixed by 14:00\n')),
  ).toMatchInlineSnapshot(`
    [
      "policies/own.yaml:7:10 error no-minimising: "Only a few users are affected" plays it down: "Only" tells the customers affected that they do not count. | Say who is affected without "only": "This affects stores in Kenya." To keep the words for the team, write those for customers in severities.p1.public-examples.",
      "policies/own.yaml:8:9 error no-promised-fix-time: "Fixed by 14:00" is a promise: it gives customers a time for the fix; if the time passes, they stop believing the page. | Promise the next update instead: "We will post the next update by 15:00 UTC." To keep the words for the team, write those for customers in severities.p1.public-examples.",
    ]
  `);
});

test('V6.2: the name and the words for customers are read too, and have no other place', () => {
  expect(
    findingsOf(
      severity(
        '    public-definition: ["The \\"cronjob\\" stops"]\n    definition: [Cronjob stops]\n',
      ).replace('name: Bad', 'name: Below SLA'),
    ),
  ).toMatchInlineSnapshot(`
    [
      "policies/own.yaml:4:17 error no-jargon: "SLA" is jargon: it is office talk; customers need to know what happened, what to do and when you will post more. | Say it in plain words: "our service promise".",
      "policies/own.yaml:6:25 error no-jargon: "cronjob" is jargon: it names a part of our machinery; customers know your service by what they do with it. | Say it in plain words: "a scheduled task".",
    ]
  `);
});

test('an inherited text is reported at the nearest key of the policy', () => {
  expect(
    findingsOf(
      'name: Own\nextends: vayva\nwording: { glossary: { orders: purchases } }\nseverities:\n  sev-1:\n    name: Bad\n',
    ),
  ).toMatchInlineSnapshot(`
    [
      "policies/own.yaml:6:5 error no-jargon: "orders" is jargon: customers do not know our internal terms. | Write: "Payments or purchases are lost or wrong". The policy inherits "Payments or orders are lost or wrong": write your own words for customers in severities.sev-1.public-definition.",
      "policies/own.yaml:5:3 error no-jargon: "orders" is jargon: customers do not know our internal terms. | Write: "Some customers can't create purchases". The policy inherits "Some customers can't create orders": write your own words for customers in severities.sev-2.public-examples.",
    ]
  `);
});

test.each([
  [
    'words for customers',
    severity('    definition: [SLA missed]\n    public-definition: [Pages are slow]\n'),
  ],
  ['an empty list for customers', severity('    examples: [SLA missed]\n    public-examples: []\n')],
  ['a severity that is never public', severity('    public: never\n    definition: [SLA missed]\n')],
  [
    'a term that the policy allows',
    severity('    definition: [SLA missed]\n', 'wording: { allow: { SLA: Customers sign it } }\n'),
  ],
  ['jargon off', severity('    definition: [SLA missed]\n', 'wording: { jargon: off }\n')],
  ['the rule off', severity('    definition: [SLA missed]\n', 'rules: { no-jargon: off }\n')],
])('%s: no finding', (_, policy) => {
  expect(findingsOf(policy)).toEqual([]);
});

test('`jargon: warn` warns', () => {
  const [finding] = findingsOf(severity('    definition: [SLA missed]\n', 'wording: { jargon: warn }\n'));
  expect(finding).toMatch(/^policies\/own\.yaml:7:18 warn no-jargon:/);
});

test('an upgrade stops no page: validating the content warns', () => {
  const content = contentOf(severity('    definition: [SLA missed]\n'));
  const found = validateContent(content, Date.parse('2026-11-22T12:00Z'));
  expect(found.filter(({ rule }) => rule === 'no-jargon').map(({ level }) => level)).toEqual(['warn']);
});

test('in German, by the words of the language', () => {
  expect(findingsOf(severity('    definition: ["Nur wenige Kunden sind betroffen"]\n'), { language: 'de' }))
    .toMatchInlineSnapshot(`
    [
      "policies/own.yaml:6:19 error no-minimising: "Nur wenige" plays it down: a vague small share hides how many customers are affected. | Nennen Sie die Zahl oder wer betroffen ist: „etwa 4 % der Zahlungen“. To keep the words for the team, write those for customers in severities.p1.public-definition.",
    ]
  `);
});

describe.each(SHIPPED_LANGUAGES)('a page in %s', (language) => {
  test.each(['standard', 'vauntico', 'vayva'])('V6.1, V6.2: the texts of %s are clean', (preset) => {
    expect(findingsOf(`name: Own\nextends: ${preset}\n`, { language })).toEqual([]);
  });
});
