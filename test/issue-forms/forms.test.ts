import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseSiteContext } from '../../src/content/content.ts';
import type { SiteContext } from '../../src/content/content.ts';
import { FIRST_HEADINGS } from '../../src/issue-forms/fields.ts';
import { createIssueForms } from '../../src/issue-forms/forms.ts';
import { renderFormFiles } from '../../src/issue-forms/issue-template-yaml.ts';
import { ENGINE_ROOT } from '../../src/files/engine.ts';
import { readContent } from '../../src/files/read-content.ts';
import { respondWorld } from '../support/incident-context.ts';
import { run } from '../support/run.ts';
import { scratch, SHOP } from '../support/scratch.ts';
import { readChooser, readForm } from './github-form-schema.ts';
import type { GithubForm } from './github-form-schema.ts';

async function readSiteContext(root: string): Promise<SiteContext> {
  return parseSiteContext(await readContent(root)).siteContext!;
}

function formNamed(siteContext: SiteContext, name: string): GithubForm {
  return readForm(renderFormFiles(siteContext).find(({ path }) => path.endsWith(name))!.text);
}

function optionsOf(form: GithubForm, id: string): readonly string[] {
  const field = form.body.find((one) => one.type !== 'markdown' && one.id === id);
  if (field?.type === 'checkboxes') return field.attributes.options.map(({ label }) => label);
  return field?.type === 'dropdown' ? field.attributes.options : [];
}

const guideOf = (form: GithubForm): string =>
  form.body.flatMap((one) => (one.type === 'markdown' ? [one.attributes.value] : [])).join('\n');

describe('the forms in this repository', () => {
  test('are those that its own policy and components give', () => {
    expect(run('forms', ['generate', '--check'], { cwd: ENGINE_ROOT })).toEqual({
      code: 0,
      out: '',
      err: '',
    });
  });

  test('a changed component is noticed, then written', () => {
    const root = scratch(SHOP);
    const files = [
      'declare-incident.yml',
      'post-update.yml',
      'resolve-incident.yml',
      'plan-maintenance-or-notice.yml',
      'config.yml',
    ];
    const paths = files.map((name) => `.github/ISSUE_TEMPLATE/${name}`);
    const said = (words: string): string => paths.map((path) => `${path} ${words}\n`).join('');
    expect(run('forms', ['generate', '--check', '--root', root])).toMatchObject({
      code: 1,
      out: said('is out of date'),
    });
    expect(run('forms', ['generate', '--root', root])).toMatchObject({ code: 0, out: said('written') });
    expect(run('forms', ['generate', '--check', '--root', root])).toMatchObject({ code: 0, out: '' });
    expect(readFileSync(join(root, paths[0]!), 'utf8')).toContain('- Checkout\n');
  });
});

describe.each(['.', 'examples/vauntico'])('the forms of %s', (folder) => {
  test('keep every rule that GitHub has for forms', async () => {
    const siteContext = await readSiteContext(join(ENGINE_ROOT, folder));
    for (const { path, text } of renderFormFiles(siteContext)) {
      if (path.endsWith('config.yml')) readChooser(text);
      else readForm(text);
    }
  });

  test('V1.1: the severities are the SOP’s, with their definitions and examples', async () => {
    const siteContext = await readSiteContext(join(ENGINE_ROOT, folder));
    const form = formNamed(siteContext, 'declare-incident.yml');
    const severities = Object.entries(siteContext.policy.severities);
    expect(optionsOf(form, 'severity')).toEqual(
      severities.map(([key, { name }]) => `${key.toUpperCase()} ${name}`),
    );
    const guide = guideOf(form).replaceAll('\\', '');
    for (const [, { name, definition, examples }] of severities)
      for (const words of [name, ...definition, ...examples]) expect(guide).toContain(words);
  });

  test('only the severity and the component have to be answered', async () => {
    const { body } = formNamed(await readSiteContext(join(ENGINE_ROOT, folder)), 'declare-incident.yml');
    const required = body.flatMap((one) =>
      'validations' in one && one.validations?.required ? [one.id] : [],
    );
    expect(required).toEqual(['severity', 'component']);
  });

  test('V7.3: the checks are the SOP’s, and each may not apply', async () => {
    const siteContext = await readSiteContext(join(ENGINE_ROOT, folder));
    const form = formNamed(siteContext, 'resolve-incident.yml');
    const checks = Object.values(siteContext.policy.verification);
    expect(optionsOf(form, 'verified')).toEqual(checks);
    expect(optionsOf(form, 'not-applicable')).toEqual(checks.map((check) => `Does not apply: ${check}`));
  });

  test('V16.1: the list of forms shows how to report a problem', async () => {
    const siteContext = await readSiteContext(join(ENGINE_ROOT, folder));
    const { text } = renderFormFiles(siteContext).find(({ path }) => path.endsWith('config.yml'))!;
    const [report] = readChooser(text).contact_links;
    expect(report!.url).toBe(siteContext.site.url);
    expect(report!.about).toContain(siteContext.site.contact.email ?? '');
    expect(report!.about).toContain(siteContext.site.contact.slack ?? '');
  });
});

test('U1.1: four severities are four choices', async () => {
  const form = formNamed(
    await readSiteContext(join(ENGINE_ROOT, 'examples/vauntico')),
    'declare-incident.yml',
  );
  expect(optionsOf(form, 'severity')).toEqual([
    'SEVERITY-1 Critical',
    'SEVERITY-2 High',
    'SEVERITY-3 Moderate',
    'SEVERITY-4 Low',
  ]);
});

describe('names that mean something to YAML or to GitHub', () => {
  test.each([
    [
      ['None', 'yes'],
      ['None (one)', 'yes'],
    ],
    [
      ['Cards', 'cards'],
      ['Cards (one)', 'cards (two)'],
    ],
    [
      ['12:30', '0x1F'],
      ['12:30', '0x1F'],
    ],
    [
      ['a: b # c', "- 'x'"],
      ['a: b # c', "- 'x'"],
    ],
    [
      ['on', '~'],
      ['on', '~'],
    ],
  ])('%j are the options %j', (names, expected) => {
    const { siteContext } = respondWorld();
    const [one, two] = siteContext.components;
    const components = [
      { ...one!, id: 'one', name: names[0]! },
      { ...two!, id: 'two', name: names[1]! },
    ];
    const form = formNamed({ ...siteContext, components }, 'declare-incident.yml');
    expect(optionsOf(form, 'component')).toEqual(expected);
  });

  test('whatever the components are called, the forms keep GitHub’s rules', () => {
    const { siteContext } = respondWorld();
    const [one] = siteContext.components;
    const name = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
      .filter((text) => text.trim() !== '');
    fc.assert(
      fc.property(fc.array(name, { maxLength: 6 }), (names) => {
        const components = names.map((text, index) => ({ ...one!, id: `c${index}`, name: text }));
        for (const { path, text } of renderFormFiles({ ...siteContext, components }))
          if (!path.endsWith('config.yml')) readForm(text);
      }),
      { numRuns: 100 },
    );
  });
});

test('the answers of a form are found again by its shape: what is of several lines is last, and the first heading is known', () => {
  for (const form of createIssueForms(respondWorld().siteContext)) {
    expect(form.fields.findIndex(({ kind }) => kind === 'text')).toBe(form.fields.length - 1);
    expect(form.fields[0]!.label).toBe(FIRST_HEADINGS[form.type]);
  }
});
