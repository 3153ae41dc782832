import { describe, expect, test } from 'vitest';
import { parseContent } from '../../src/content/content.ts';
import { resolveWords } from '../../src/content/words/written-words.ts';
import { createRuleContext } from '../../src/rules/engine/context.ts';
import { lintIncidentFile } from '../../src/rules/engine/lint.ts';
import { EXAMPLE_NOW, PRESETS } from '../support/example-content.ts';

const SITE = (language: string): string =>
  `name: Shop\nurl: https://shop.example/status\npolicy: standard\nlanguage: ${language}\ntimezone: Africa/Lagos\n`;

function findingsIn(language: string, isOtherOpen: boolean): string[] {
  const { templates } = resolveWords(language).words;
  const resolved = templates.resolved.replace('[component]', 'Checkout');
  const front = 'severity: sev-2\ncomponents: { checkout: degraded }';
  const text = `---\ntitle: Checkout\n${front}\ndetected: 2026-11-22T09:00Z\n---\n\n## 2026-11-22T10:00Z resolved\n\n${resolved}\n`;
  const other = `---\ntitle: Orders\n${front}\ndetected: 2026-11-22T09:30Z\n---\n`;
  const { siteContext, incidents } = parseContent({
    site: { path: 'status.yaml', text: SITE(language) },
    policies: PRESETS,
    components: [{ path: 'components/checkout.md', text: '---\nname: Checkout\n---\n' }],
    incidents: [
      { path: 'incidents/one.md', text },
      ...(isOtherOpen ? [{ path: 'incidents/other.md', text: other }] : []),
    ],
    postmortems: [],
  });
  const context = createRuleContext(siteContext!, incidents, EXAMPLE_NOW);
  return lintIncidentFile(incidents[0]!, context)
    .filter(({ rule }) => rule === 'require-resolution-template')
    .map(({ message }) => message);
}

describe.each(['en', 'fr', 'pt', 'de'])('V5.3, V13.1: the text of the page’s language in %s', (language) => {
  test('is untrue while another incident is open, though the SOP has no template', () => {
    expect(findingsIn(language, true)).toEqual([
      expect.stringMatching(
        /^".+" is not true at 2026-11-22T10:00Z: "Orders" \(incidents\/other\.md\) is still open\.$/,
      ),
    ]);
  });

  test('is true otherwise', () => {
    expect(findingsIn(language, false)).toEqual([]);
  });
});
