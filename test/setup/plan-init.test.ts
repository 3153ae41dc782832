import { check } from 'prettier';
import { describe, expect, test } from 'vitest';
import { parseContent } from '../../src/content/content.ts';
import { validateContent } from '../../src/rules/engine/validate-content.ts';
import { renderCodeowners } from '../../src/setup/codeowners.ts';
import { planInit } from '../../src/setup/plan-init.ts';
import type { InitPlan, ContentInventory } from '../../src/setup/plan-init.ts';
import {
  parseSiteAnswers,
  createPeopleQuestions,
  createSiteQuestions,
} from '../../src/setup/site-answers.ts';
import type { InitFlags } from '../../src/setup/site-answers.ts';
import { renderComponentFiles } from '../../src/setup/site-files.ts';
import { EXAMPLE_NOW, PRESETS } from '../support/example-content.ts';

const ACME: InitFlags = {
  name: 'Acme: "Pay" & Go',
  url: 'https://status.acme.example/live/',
  policy: 'vauntico',
  component: ['Store/Checkout', 'Store/Search,Sign-in'],
  timezone: 'Europe/Paris',
  person: ['technical-lead=@tom,ann', 'incident-commander=@acme/on-call'],
  email: 'help@acme.example',
  slack: '#incidents',
};
const EMPTY: ContentInventory = { policies: PRESETS, components: [], eventFiles: [] };

function planned(flags: InitFlags, present: ContentInventory = EMPTY, force = false): InitPlan {
  const read = parseSiteAnswers(flags);
  if ('missing' in read) throw new Error(read.missing.join());
  return planInit(present, read.answers, EXAMPLE_NOW, force);
}

function written(plan: InitPlan): Map<string, string> {
  if ('error' in plan) throw new Error(plan.error + JSON.stringify(plan.findings));
  return new Map(
    plan.actions.flatMap((action) => (action.type === 'write-file' ? [[action.path, action.text]] : [])),
  );
}

describe('what init writes', () => {
  test('is as people and prettier would write it', async () => {
    const files = written(planned(ACME));
    const site = files.get('status.yaml')!;
    expect(site).toMatchInlineSnapshot(`
      "# yaml-language-server: $schema=schemas/site.schema.json
      name: 'Acme: "Pay" & Go'
      url: https://status.acme.example/live
      id: tag:status.acme.example,2026:live
      policy: vauntico
      timezone: Europe/Paris
      language: en
      contact:
        email: help@acme.example
        slack: '#incidents'
      people: # internal: the people of each role
        technical-lead:
          - '@tom'
          - '@ann'
        incident-commander:
          - '@acme/on-call'
      "
    `);
    expect(await check(site, { filepath: 'status.yaml', singleQuote: true, printWidth: 110 })).toBe(true);
    expect(files.get('components/search.md')).toMatchInlineSnapshot(`
      "---
      # yaml-language-server: $schema=../schemas/component.schema.json
      name: Search
      group: Store
      order: 2
      since: 2026-11-22
      ---
      "
    `);
  });

  test('V8.2, V9.1: owners by role, and none for what may not wait', () => {
    expect(written(planned(ACME)).get('.github/CODEOWNERS')).toMatchInlineSnapshot(`
      "# Reviewers of each path, by role. Generated from status.yaml and the policy: npm run generate -- codeowners

      # Postmortems: their approvers (V8.2). Requested: Incident commander, Technical lead.
      /postmortems/ @acme/on-call @tom @ann

      # Pictures in public texts, which no rule can read: those who approve own words. Requested: Communications lead. status.yaml assigns no one to this.

      # The SOP, the people in it and the company's logo: Incident commander owns it. Requested: Incident commander.
      /policies/   @acme/on-call
      /status.yaml @acme/on-call
      /brand/      @acme/on-call

      # Code and workflows, which run with write access. Requested: Technical lead.
      /.github/          @tom @ann
      /scripts/          @tom @ann
      /src/              @tom @ann
      /package.json      @tom @ann
      /package-lock.json @tom @ann
      /.npmrc            @tom @ann
      /.nvmrc            @tom @ann
      /astro.config.mjs  @tom @ann

      # Incidents and components deliberately have no owners: an update that follows the SOP needs no review.
      /incidents/
      /components/
      "
    `);
  });

  test('is read again as what was answered, for any words', () => {
    const names = [
      '# x',
      '"',
      "'",
      '- a',
      '{a: b}',
      'null',
      '2026-11-22',
      'ü: 支付 🎉',
      '<script>',
      '${{ x }}',
      '%',
    ];
    for (const name of names) {
      const files = written(planned({ ...ACME, name, component: [name.replace(',', '')], slack: name }));
      const content = parseContent({
        site: { path: 'status.yaml', text: files.get('status.yaml')! },
        policies: PRESETS,
        components: [...files]
          .filter(([path]) => path.startsWith('components/'))
          .map(([path, text]) => ({ path, text })),
        incidents: [],
        postmortems: [],
      });
      expect(content.siteContext?.site.name).toBe(name);
      expect(content.siteContext?.site.contact.slack).toBe(name);
      expect(content.siteContext?.components.map((component) => component.name)).toEqual([name]);
      expect(validateContent(content, EXAMPLE_NOW)).toEqual([]);
    }
  });

  test('gives each component a file of its own, whatever it is called', () => {
    const named = ['Équipe & Co', 'Equipe  co', '支付', '../../etc/x', 'A'.repeat(80), '///', 'a/b/c'];
    expect(renderComponentFiles(named, '2026-11-22').map(({ path }) => path)).toMatchInlineSnapshot(`
      [
        "components/equipe-co.md",
        "components/equipe-co-2.md",
        "components/component.md",
        "components/etc-x.md",
        "components/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.md",
        "components/component-2.md",
        "components/b-c.md",
      ]
    `);
  });

  test('without people has no reviewers, with a comment in CODEOWNERS', () => {
    const { person: _person, ...nobody } = ACME;
    const text = written(planned(nobody)).get('.github/CODEOWNERS')!;
    expect(text.match(/status\.yaml assigns no one to this/g)).toHaveLength(4);
    expect(text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))).toEqual([
      '/incidents/',
      '/components/',
    ]);
  });
});

describe('what init removes', () => {
  const eventFiles = [
    { path: 'incidents/a.md', isExample: true },
    { path: 'postmortems/a.md', isExample: true },
  ];
  const present = {
    ...EMPTY,
    components: ['components/checkout.md', 'components/old.md'],
    eventFiles,
  };

  test('is the examples, and components that are not rewritten', () => {
    const plan = planned(ACME, present);
    expect(
      'actions' in plan && plan.actions.flatMap((one) => (one.type === 'remove-file' ? [one.path] : [])),
    ).toEqual(['components/old.md', 'incidents/a.md', 'postmortems/a.md']);
  });

  test('is nothing that happened, unless it is forced', () => {
    const real = { ...present, eventFiles: [...eventFiles, { path: 'incidents/b.md', isExample: false }] };
    expect(planned(ACME, real)).toMatchObject({
      error: expect.stringMatching(/^incidents\/b\.md is not an example/) as string,
    });
    const forced = planned(ACME, real, true);
    expect('actions' in forced && forced.actions).toContainEqual({
      type: 'remove-file',
      path: 'incidents/b.md',
    });
  });
});

describe('what init asks', () => {
  const presets = [
    { id: 'vauntico', name: 'Playbook', roles: { lead: { name: 'Lead' }, ops: { name: 'Ops' } } },
  ];

  test('is what no flag says, and each answer is a flag', () => {
    const asked = createSiteQuestions({}, presets, 'Africa/Lagos');
    const answers = ['Acme', 'https://a.example', 'Africa/Lagos', 'vauntico', 'Store/Checkout, Search', '-'];
    const flags = asked.reduce<InitFlags>((all, question, at) => question.apply(all, answers[at]!), {});
    expect(flags).toEqual({
      name: 'Acme',
      url: 'https://a.example',
      timezone: 'Africa/Lagos',
      policy: 'vauntico',
      component: ['Store/Checkout', 'Search'],
    });
    const people = createPeopleQuestions(flags, presets[0]!);
    const all = people.reduce<InitFlags>(
      (sofar, question, at) => question.apply(sofar, ['@amina, @ife', '-'][at]!),
      flags,
    );
    expect(all.person).toEqual(['lead=@amina, @ife']);
    expect(parseSiteAnswers(all)).toMatchObject({ answers: { people: { lead: ['@amina', '@ife'] } } });
    expect(createSiteQuestions(ACME, presets, 'UTC')).toEqual([]);
    expect(createPeopleQuestions(ACME, presets[0]!)).toEqual([]);
  });
});

test('CODEOWNERS names each person of a role once', () => {
  const siteContext = parseContent({
    site: {
      path: 'status.yaml',
      text: "name: A\nurl: https://a.example\npolicy: vayva\npeople: { incident-commander: ['@a'], engineering-lead: ['@a'] }\n",
    },
    policies: PRESETS,
    components: [],
    incidents: [],
    postmortems: [],
  }).siteContext!;
  expect(renderCodeowners(siteContext)).toContain('/postmortems/ @a\n');
});
