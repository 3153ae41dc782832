import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parseContent } from '../../src/content/content.ts';
import type { Diagnostic } from '../../src/content/finding.ts';
import { findEndingUpdate } from '../../src/content/incident.ts';
import { parsePolicy } from '../../src/content/policy.ts';
import type { Policy } from '../../src/content/policy.ts';
import { fillTemplate } from '../../src/templates/template.ts';
import { readContent } from '../../src/files/read-content.ts';
import { validateContent } from '../../src/rules/engine/validate-content.ts';
import { lintPolicy } from '../../src/rules/engine/lint.ts';
import { EXAMPLE_NOW, exampleContent, PRESETS } from '../support/example-content.ts';

const say = ({ location, rule, message }: Diagnostic): string =>
  `${location.path}:${location.line} ${rule}: ${message}`;
const folder = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** Skipped once the repository is a company's own: its own checks validate its files then. */
const SHIPPED = existsSync(folder('incidents/2026-10-22-shops-do-not-open.md'));

describe.each([
  ...(SHIPPED ? [['the example site', '.', 'vayva'] as const] : []),
  ['the second content root', 'examples/vauntico', 'vauntico'] as const,
])('%s', (_name, path, policy) => {
  const reading = readContent(folder(path)).then(parseContent);

  test('keeps every rule, on its preset', async () => {
    const content = await reading;
    expect(content.siteContext?.policy.id).toBe(policy);
    expect(validateContent(content, EXAMPLE_NOW).map(say)).toEqual([]);
  });

  test('has incidents that are over, and a maintenance', async () => {
    const { incidents } = await reading;
    const open = incidents.filter((event) => event.kind === 'incident' && !findEndingUpdate(event));
    expect(open.map(({ id }) => id)).toEqual([]);
    expect(incidents.some(({ kind }) => kind === 'maintenance')).toBe(true);
  });
});

const PRESET_POLICIES = PRESETS.map(({ path }) => path.slice('presets/'.length, -'.yaml'.length)).map(
  (id) => parsePolicy(id, PRESETS).value!,
);

describe.each(PRESET_POLICIES.map((policy) => [policy.id, policy] as const))(
  'the preset %s',
  (_id, policy) => {
    test('is coherent', () => {
      expect(lintPolicy(policy).map(say)).toEqual([]);
    });

    test.each(Object.keys(policy.severities))(
      'V5.1, V5.2, V5.3: its own templates pass its own rules, %s',
      (key) => {
        const content = exampleContent(
          [{ path: 'incidents/example.md', text: templatesOf(policy, key) }],
          policy.id,
        );
        expect(validateContent(content, EXAMPLE_NOW).map(say)).toEqual([]);
      },
    );
  },
);

/** An incident that says what the policy's templates say, filled, and where there is none, something plain. */
function templatesOf({ severities, templates, verification }: Policy, key: string): string {
  const own = severities[key]!;
  const said = { ...templates, ...own.templates };
  const fill = (template: string | undefined, plain: string): string =>
    fillTemplate(template ?? plain, {
      component: 'Checkout and Orders',
      'specific impact': 'failed payments',
    });
  const shown = own.public !== 'never';
  const updates = [
    ['10:05Z investigating', fill(said.first, 'Some customers cannot pay.')],
    ['10:20Z update', fill(said['no-change'], 'There is nothing new yet.')],
    ['10:40Z monitoring', 'Customers can pay again.'],
    ['11:12Z resolved', fill(said.resolved, 'Customers can pay again. Thank you for your patience.')],
  ];
  return `---
title: Some orders fail at checkout
severity: ${key}
customer-facing: ${shown}
components: { checkout: degraded, orders: degraded }
detected: 2026-11-22T10:00Z
internal:
  source: alert
  commander: "@amina"
  fixed: 2026-11-22T10:38Z
  fix: rollback
  tested: staging
  cause: One line, for the team.
  verified: { ${Object.keys(verification)
    .map((check) => `${check}: true`)
    .join(', ')} }
---
${shown ? updates.map(([heading, body]) => `\n## 2026-11-22T${heading}\n\n${body}\n`).join('') : ''}`;
}
