import { expect, test } from 'vitest';
import { parseContent } from '../../../src/content/content.ts';
import { checkShownText } from '../../../src/rules/engine/check-shown-text.ts';
import { SHOP } from '../../support/scratch.ts';

const POLICY = `name: Shop
severities: { sev-1: { name: Bad, impact: major } }
`;

interface Texts {
  readonly site?: string;
  readonly policy?: string;
  readonly component?: string;
  readonly description?: string;
}

function findingsOf({
  site = '',
  policy = POLICY,
  component = 'name: Checkout',
  description = '',
}: Texts): string[] {
  const content = parseContent({
    site: { path: 'status.yaml', text: `${SHOP['status.yaml']!.replace('vayva', 'shop')}${site}` },
    policies: [{ path: 'policies/shop.yaml', text: policy }],
    components: [{ path: 'components/checkout.md', text: `---\n${component}\n---\n\n${description}\n` }],
    incidents: [],
    postmortems: [],
  });
  expect(content.diagnostics).toEqual([]);
  return checkShownText(content).map(
    ({ rule, location: { path, line, column } }) => `${path}:${line}:${column} ${rule}`,
  );
}

test.each<[description: string, findings: readonly string[]]>([
  ['Paying for an **order**. [Help](https://shop.example/help)', []],
  ['Paying.\n\nSee [the guide](/guide).', ['components/checkout.md:7:5 valid-markdown']],
  [
    'Paying <b>now</b>.',
    ['components/checkout.md:5:8 no-unsafe-markdown', 'components/checkout.md:5:14 no-unsafe-markdown'],
  ],
])('V6.1: a component’s description %j', (description, findings) => {
  expect(findingsOf({ description })).toEqual(findings);
});

test.each<[string, Texts, readonly string[]]>([
  ['the footer', { site: 'footer: "Read **this**"' }, ['status.yaml:5:9 valid-markdown']],
  ['HTML in the footer', { site: 'footer: Vayva &copy; 2026 <br>' }, ['status.yaml:5:9 valid-markdown']],
  [
    'a link label',
    { site: 'links: [{ label: "[Help](https://shop.example)", url: https://shop.example }]' },
    ['status.yaml:5:18 valid-markdown'],
  ],
  ['a component', { component: 'name: _Checkout_' }, ['components/checkout.md:2:7 valid-markdown']],
  [
    'a group',
    { component: 'name: Checkout\ngroup: ":shop: Shop"' },
    ['components/checkout.md:3:8 valid-markdown'],
  ],
  [
    'an example of a severity',
    { policy: POLICY.replace('major }', 'major, examples: [Slow, "`db` is down"] }') },
    ['policies/shop.yaml:2:67 valid-markdown'],
  ],
  [
    'a severity that is never public',
    { policy: POLICY.replace('major }', 'major, public: never, examples: ["`db` is down"] }') },
    [],
  ],
  [
    'text that only looks like Markdown',
    {
      site: 'footer: "© 2026 R&D · 5 * 3 * 2, snake_case_name, https://shop.example/a_b_c, [24/7], a < b, #1, C:\\\\new -- www.shop.example"',
    },
    [],
  ],
])('V6.1: plain text is shown as it is written: %s', (_, texts, findings) => {
  expect(findingsOf(texts)).toEqual(findings);
});
