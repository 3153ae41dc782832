import { expect, test } from 'vitest';
import { parseIncident } from '../../src/content/parse-incident.ts';

const incident = (components: string, affects = 'checkout degraded'): string =>
  `---\ntitle: Some orders fail\nseverity: sev-2\ncomponents: ${components}\ndetected: 2026-11-22T09:02Z\n---\n\n## 2026-11-22T09:10Z investigating\nAffects: ${affects}\n\nOrders fail.\n`;

const parse = (text: string) => parseIncident({ path: 'incidents/example.md', text });

test.each([
  ['a block key', '\n  __proto__: degraded\n  checkout: degraded'],
  ['a flow key', '{ __proto__: degraded, checkout: degraded }'],
  ['an escaped key', String.raw`{ "\u005f_proto__": degraded, checkout: degraded }`],
])('%s named __proto__ is refused, never dropped', (_name, components) => {
  const { value, diagnostics } = parse(incident(components));
  expect(value).toBeUndefined();
  expect(diagnostics.map(({ message }) => message)).toEqual(['"__proto__" cannot be a key.']);
});

test('__proto__ in an Affects line is refused, never dropped', () => {
  const { value, diagnostics } = parse(incident('{ checkout: degraded }', '__proto__ degraded'));
  expect(value).toBeUndefined();
  expect(diagnostics).toHaveLength(1);
});

test('a component named constructor is a name like any other', () => {
  const { value } = parse(incident('{ constructor: degraded }', 'constructor degraded'));
  expect(value?.components).toEqual({ constructor: 'degraded' });
});
