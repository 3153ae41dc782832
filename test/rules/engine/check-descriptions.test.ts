import { expect, test } from 'vitest';
import { parseContent } from '../../../src/content/content.ts';
import { checkDescriptions } from '../../../src/rules/engine/check-descriptions.ts';
import { SHOP } from '../../support/scratch.ts';

const POLICY = `name: Shop
severities: { sev-1: { name: Bad, impact: major } }
`;

function findingsOf(description: string): string[] {
  const content = parseContent({
    site: { path: 'status.yaml', text: SHOP['status.yaml']!.replace('vayva', 'shop') },
    policies: [{ path: 'policies/shop.yaml', text: POLICY }],
    components: [{ path: 'components/checkout.md', text: `---\nname: Checkout\n---\n\n${description}\n` }],
    incidents: [],
    postmortems: [],
  });
  return checkDescriptions(content).map(
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
  expect(findingsOf(description)).toEqual(findings);
});
