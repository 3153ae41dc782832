import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { parsePolicy } from '../../src/content/policy.ts';
import type { Policy } from '../../src/content/policy.ts';
import { parseAlert } from '../../src/alerts/alert.ts';
import { ALERT_SOURCES } from '../../src/alerts/sources/index.ts';
import { lintPolicy } from '../../src/rules/engine/lint.ts';
import { scratch } from '../support/scratch.ts';

const AMTOOL = '/usr/bin/amtool';
const ROOT = new URL('../../', import.meta.url);
const page = readFileSync(new URL('docs/adopter/alerts.md', ROOT), 'utf8');
const blocks = [...page.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(([, text = '']) => text);

/** The page's block that holds a text. */
function block(holding: string): string {
  return blocks.find((text) => text.includes(holding)) ?? '';
}

function policyOf(id: string, text?: string): Policy {
  const presets = ['vayva', 'vauntico'].map((name) => ({
    path: `presets/${name}.yaml`,
    text: readFileSync(new URL(`presets/${name}.yaml`, ROOT), 'utf8'),
  }));
  const own = text === undefined ? [] : [{ path: `policies/${id}.yaml`, text }];
  const { value, diagnostics } = parsePolicy(id, [...own, ...presets]);
  if (value) return value;
  throw new Error(diagnostics.map(({ message }) => message).join('\n'));
}

test('V11.2: the page’s policy is one, and says what it maps', () => {
  const { alerts } = policyOf('own', `name: Own\nextends: vayva\n${block('alerts:')}`);
  expect(alerts.components).toEqual({ 'api-gateway': ['checkout', 'orders'] });
  expect(alerts['default-severity']).toBe('sev-2');
});

test.each(['vayva', 'vauntico'])('V2.1, U3.1: %s maps the usual words to severities that it has', (id) => {
  const policy = policyOf(id);
  const known = Object.keys(policy.severities);
  expect(Object.keys(policy.alerts.severities)).toEqual(
    expect.arrayContaining(['critical', 'warning', 'p1', 'high', 'low']),
  );
  expect(Object.values(policy.alerts.severities).filter((key) => !known.includes(key))).toEqual([]);
});

test('V11.2: a severity that the policy lacks is named, with the one that was meant', () => {
  const text =
    'name: Own\nextends: vayva\nalerts: { severities: { critical: sev-0 }, default-severity: sev2 }\n';
  expect(lintPolicy(policyOf('own', text)).map(({ message, clause }) => `${message} (${clause})`)).toEqual([
    'There is no severity "sev-0". (V11.2)',
    'There is no severity "sev2". Did you mean "sev-2"? (V11.2)',
  ]);
});

test('V11.2: the page’s Alertmanager receiver is one that Debian’s Alertmanager takes', ({ skip }) => {
  if (!existsSync(AMTOOL)) {
    process.stderr.write(
      '\nNOT TESTED: there is no amtool, so the configuration in docs/adopter/alerts.md is not checked.\n\n',
    );
    skip();
  }
  const file = join(scratch(), 'alertmanager.yml');
  writeFileSync(file, `route: { receiver: status-page }\n${block('127.0.0.1:8080/alertmanager')}`);
  expect(execFileSync(AMTOOL, ['check-config', file], { encoding: 'utf8' })).toContain('SUCCESS');
});

test.each(ALERT_SOURCES)('U3.1: the page and the workflow name $name', ({ name, auth: { bearer, hmac } }) => {
  const row = page.split('\n').find((line) => line.startsWith(`| \`/${name}\` |`));
  for (const one of [bearer, hmac, hmac?.timeHeader]) if (one) expect(row).toContain(`\`${one.variable}\``);
  expect(row).toBeDefined();
  expect(page).toMatch(new RegExp(`^\\| \`source\` \\|.*\`${name}\``, 'm'));
  const workflow = parse(readFileSync(new URL('.github/workflows/alerts.yml', ROOT), 'utf8')) as {
    on: { workflow_dispatch: { inputs: { source: { description: string } } } };
  };
  expect(workflow.on.workflow_dispatch.inputs.source.description).toContain(name);
});

test('U3.1: what the page’s templates send is read: their fields, filled as their makers fill them', () => {
  const { receivers } = parse(block('.CommonAnnotations.summary | toJson')) as {
    receivers: [{ webhook_configs: [{ payload: { event_type: string; client_payload: string } }] }];
  };
  const { event_type: type, client_payload: template } = receivers[0].webhook_configs[0].payload;
  const text = template.replace(/\{\{ \.([\w.]+) [^}]*\}\}/g, (_all, name: string) => JSON.stringify(name));
  expect(type).toBe('incident-alert');
  expect(parseAlert(JSON.parse(text))).toMatchObject({
    ...{ source: 'alertmanager', title: 'CommonAnnotations.summary', key: 'GroupLabels.SortedPairs.Values' },
    ...{ severities: ['CommonLabels.severity'], components: ['CommonLabels.component'] },
  });
  expect(block('coll.Dict')).toContain('"event_type" "incident-alert" "client_payload"');
});
