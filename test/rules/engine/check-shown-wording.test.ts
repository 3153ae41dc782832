import { expect, test } from 'vitest';
import { parseContent } from '../../../src/content/content.ts';
import type { Content } from '../../../src/content/content.ts';
import { checkShownWording } from '../../../src/rules/engine/check-shown-wording.ts';
import { validateContent } from '../../../src/rules/engine/validate-content.ts';
import { PRESETS } from '../../support/example-content.ts';
import { SHOP } from '../../support/scratch.ts';

function contentOf(site: string, component: string): Content {
  return parseContent({
    site: { path: 'status.yaml', text: `${SHOP['status.yaml']!}${site}` },
    policies: PRESETS,
    components: [{ path: 'components/dashboard.md', text: component }],
    incidents: [],
    postmortems: [],
  });
}

const read = (site: string, component = '---\nname: Dashboard\n---\n'): string[] =>
  checkShownWording(contentOf(site, component)).map(
    ({ rule, level, location: { path, line, column }, message, help }) =>
      `${path}:${line}:${column} ${level} ${rule}: ${message.split(':')[0]} | ${help}`,
  );

test('V6.2, V6.3, V13.2: descriptions, the footer and the texts of links are held to the rules on wording', () => {
  const component =
    '---\nname: Dashboard\n---\n\nEvery cronjob of your shop.\n\nOnly a few users are affected by its pauses.\n';
  const site =
    'footer: "A problem will be fixed by 14:00"\nlinks: [{ label: Our SLA, url: "https://example.com" }]\n';
  expect(read(site, component)).toMatchInlineSnapshot(`
    [
      "components/dashboard.md:5:7 error no-jargon: "cronjob" is jargon | Write: "Every scheduled task of your shop."",
      "components/dashboard.md:7:1 error no-minimising: "Only a few users are affected" plays it down | Say who is affected without "only": "This affects stores in Kenya."",
      "status.yaml:5:20 error no-promised-fix-time: "will be fixed by 14 | Write: "A problem will be fixed".",
      "status.yaml:6:22 error no-jargon: "SLA" is jargon | Say it in plain words: "our service promise".",
    ]
  `);
});

test('a hidden component is never shown, and its text is not checked', () => {
  expect(read('', '---\nname: Dashboard\nhidden: true\n---\n\nEvery cronjob.\n')).toEqual([]);
});

test('developers know what customers call jargon', () => {
  const component = '---\nname: Dashboard\naudience: developers\n---\n\nThe REST API.\n';
  expect(read('', component)).toEqual([]);
});

test('validate warns, so that no upgrade stops a page', () => {
  const content = contentOf('footer: Below SLA\n', '---\nname: Dashboard\n---\n');
  const found = validateContent(content, 0).filter(({ rule }) => rule === 'no-jargon');
  expect(found.map(({ level, location }) => `${level} ${location.path}`)).toEqual(['warn status.yaml']);
});
