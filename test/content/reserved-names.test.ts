import { expect, test } from 'vitest';
import { parseIncident } from '../../src/content/parse-incident.ts';
import { parseComponent } from '../../src/content/site.ts';

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

test.each(['aux', 'con', 'nul', 'com1', 'lpt9'])(
  'components/%s.md is valid, but Windows can not have it',
  (id) => {
    const { value, diagnostics } = parseComponent({
      path: `components/${id}.md`,
      text: '---\nname: A\n---\n',
    });
    expect(value?.id).toBe(id);
    expect(diagnostics.map(({ level, message, help }) => [level, message, help])).toEqual([
      [
        'warn',
        `The file name "${id}.md" is reserved on Windows, where the repository can't be checked out.`,
        `Rename it to component-${id}.md, and add formerly: [${id}].`,
      ],
    ]);
  },
);

test.each(['aux2', 'console', 'com', 'com10'])('components/%s.md is a name like any other', (id) => {
  const { diagnostics } = parseComponent({ path: `components/${id}.md`, text: '---\nname: A\n---\n' });
  expect(diagnostics).toEqual([]);
});
