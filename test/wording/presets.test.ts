import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseContent } from '../../src/content/content.ts';
import { parsePolicy } from '../../src/content/policy.ts';
import type { SourceFile } from '../../src/content/source.ts';
import { lintIncidentFile } from '../../src/rules/engine/lint.ts';
import { RULES } from '../../src/rules/index.ts';
import { EMPTY_CONTEXT } from '../../src/wording/context.ts';
import { WORDING_RULE_IDS } from '../../src/content/writing-checks.ts';
import { matchWording } from '../../src/wording/match-wording.ts';
import { EXAMPLE_NOW } from '../support/example-content.ts';
import { createRuleContext } from '../../src/rules/engine/context.ts';

const root = new URL('../../', import.meta.url);
const read = (path: string): SourceFile => ({ path, text: readFileSync(new URL(path, root), 'utf8') });
const files = (folder: string): readonly SourceFile[] =>
  readdirSync(new URL(folder, root)).map((name) => read(`${folder}${name}`));

const policies = files('presets/');

describe("V5.1, V5.2, V5.3: each preset's templates pass its own rules", () => {
  test('there are some', () => {
    expect(Object.keys(parsePolicy('vayva', policies).value!.severities['sev-1']!.templates)).not.toEqual([]);
  });
  test.each(policies.map(({ path }) => path.replace(/^.*\/(.*)\.yaml$/, '$1')))('%s', (id) => {
    const policy = parsePolicy(id, policies).value!;
    const templates = [policy, ...Object.values(policy.severities)].flatMap(({ templates: own }) =>
      Object.values(own),
    );
    for (const template of templates) {
      const filled = template
        .replaceAll('[component]', 'Checkout')
        .replaceAll('[specific impact]', 'failed payments');
      expect(matchWording(filled, EMPTY_CONTEXT), filled).toEqual([]);
    }
  });
});

test.each(['', 'examples/vauntico/'])('the words of the incidents in %s are all right', (base) => {
  const content = parseContent({
    site: read(`${base}status.yaml`),
    policies,
    components: files(`${base}components/`),
    incidents: files(`${base}incidents/`),
    postmortems: [],
  });
  const context = createRuleContext(content.siteContext!, content.incidents, EXAMPLE_NOW);
  const rules = RULES.filter(({ id }) => Object.values(WORDING_RULE_IDS).some((rule) => rule === id));
  expect(rules.map(({ id }) => id)).toEqual([
    'no-blame',
    'no-jargon',
    'no-minimising',
    'no-promised-fix-time',
    'no-speculation',
  ]);
  expect(content.incidents.length).toBeGreaterThan(3);
  expect(content.incidents.flatMap((event) => lintIncidentFile(event, context, rules))).toEqual([]);
});
