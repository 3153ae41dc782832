import { expect, test } from 'vitest';
import { sopSectionsOf } from '../../src/policy/sop-clauses.ts';
import type { SopClause } from '../../src/policy/sop-clause.ts';
import { RULES } from '../../src/rules/index.ts';
import { worldOf } from '../support/incident-content.ts';

/** The clauses of the page that the rule is for. */
function clausesOf(rule: string, rules: string, site = ''): readonly SopClause[] {
  const extra = `name: Own\nextends: vayva\nrules: { ${rules} }\n`;
  const sections = sopSectionsOf(worldOf({}, { extra, site }).siteContext);
  const known = sopSectionsOf(worldOf({}, { extra: 'name: Own\nextends: vayva\n' }).siteContext);
  const texts = known.flatMap(({ clauses }) =>
    clauses.filter((one) => one.rule === rule).map(({ text }) => text),
  );
  return sections.flatMap(({ clauses }) =>
    clauses.filter(({ text }) => texts.some((one) => text.startsWith(one))),
  );
}

test.each([
  ['require-apology', '', 'enforces: The last update apologises or thanks.'],
  ['require-apology', 'require-apology: warn', 'warns: The last update apologises or thanks.'],
  [
    'require-apology',
    'require-apology: off',
    'people: The last update apologises or thanks. (The policy switches the rule require-apology off.)',
  ],
  ['require-monitoring-time', 'require-monitoring-time: warn', 'warns: A fix is monitored for 30 minutes.'],
])('%s with { %s }', (rule, rules, expected) => {
  expect(clausesOf(rule, rules).map(({ by, text }) => `${by}: ${text}`)).toEqual([expected]);
});

test('the embargo of security incidents, where its rule is off', () => {
  const extra =
    'name: Own\nextends: vayva\nsecurity: { approver: engineering-lead }\nrules: { valid-embargo: off }\n';
  const sections = sopSectionsOf(worldOf({}, { extra }).siteContext);
  const { clauses } = sections.find(({ title }) => title === 'Security incidents')!;
  expect(clauses.map(({ by, text }) => `${by}: ${text}`)).toMatchInlineSnapshot(`
    [
      "enforces: Until it is disclosed, a security incident is on no page, feed or API.",
      "people: Until then, its file has a neutral name and title, no components and no updates. (The policy switches the rule valid-embargo off.)",
      "people: Until then, its file has no cause, mitigation or notes. (The policy switches the rule valid-embargo off.)",
      "enforces: The Engineering lead approves its disclosure.",
    ]
  `);
});

test('a rule that can’t check the language of the page leaves its clause to people', () => {
  const { siteContext } = worldOf({}, { extra: 'name: Own\nextends: vayva\n' });
  const words = { ...siteContext.words, language: 'es', checked: {} };
  const clauses = sopSectionsOf({ ...siteContext, words }).flatMap((section) => section.clauses);
  expect(clauses.filter(({ rule }) => rule === 'require-apology')).toEqual([]);
  expect(clauses.map(({ text }) => text)).toContain(
    'The last update apologises or thanks. (Candor can’t check this in the language of the page.)',
  );
});

test('each rule that a clause names exists', () => {
  const { siteContext } = worldOf(
    {},
    {
      extra:
        'name: Own\nextends: vayva\nmaintenance: { notice: 5d }\nsecurity: { approver: engineering-lead }\n',
    },
  );
  const named = sopSectionsOf(siteContext).flatMap(({ clauses }) =>
    clauses.flatMap(({ rule }) => rule ?? []),
  );
  const ids = RULES.map(({ id }) => id);
  expect(named.filter((rule) => !ids.includes(rule))).toEqual([]);
  expect(new Set(named).size).toBeGreaterThan(10);
});
