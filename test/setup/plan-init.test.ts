import { check } from 'prettier';
import { describe, expect, test } from 'vitest';
import type { Host } from '../../src/content/hosts.ts';
import { parseContent } from '../../src/content/content.ts';
import { validateContent } from '../../src/rules/engine/validate-content.ts';
import { renderCodeowners } from '../../src/setup/codeowners.ts';
import { parseManifest } from '../../src/setup/managed-files.ts';
import { planInit } from '../../src/setup/plan-init.ts';
import type { Engine } from '../../src/setup/company-files.ts';
import type { ExistingContent, InitPlan } from '../../src/setup/plan-init.ts';
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
  language: 'en',
  host: 'github-pages',
};
const ENGINE: Engine = {
  version: '1.2.0',
  dependency: '1.2.0',
  node: '24',
  templates: [
    {
      path: '.github/workflows/validate.yml',
      text: '# Times (V6.1, V7.2).\nrun: node src/cli/candor.ts validate\nrun: exec node src/cli/candor.ts deadlines\n',
    },
  ],
};

function existing(texts: Readonly<Record<string, string>> = {}): ExistingContent {
  const files = Object.entries(texts).map(([path, text]) => ({ path, text }));
  const inFolder = (name: string) => files.filter(({ path }) => path.startsWith(`${name}/`));
  const site = files.find(({ path }) => path === 'status.yaml');
  return {
    sources: {
      ...(site && { site }),
      policies: [...inFolder('policies'), ...PRESETS],
      components: inFolder('components'),
      incidents: inFolder('incidents').filter(({ path }) => path.endsWith('.md')),
      postmortems: [],
    },
    files: new Map(Object.entries(texts)),
  };
}

function planned(flags: InitFlags, texts?: Readonly<Record<string, string>>): InitPlan {
  const read = parseSiteAnswers(flags);
  if ('missing' in read) throw new Error(read.missing.join());
  return planInit(existing(texts), read.answers, ENGINE, EXAMPLE_NOW);
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
      "# yaml-language-server: $schema=node_modules/candor/schemas/site.schema.json
      name: 'Acme: "Pay" & Go'
      url: https://status.acme.example/live
      id: tag:status.acme.example,2026:live
      policy: vauntico
      timezone: Europe/Paris
      language: en
      host: github-pages
      audience: customers
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
      # yaml-language-server: $schema=../node_modules/candor/schemas/component.schema.json
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
      "# Reviewers of each path, by role. Generated from status.yaml and the policy: npx candor generate codeowners

      # Postmortems: their approvers. Requested: Incident commander, Technical lead.
      /postmortems/ @acme/on-call @tom @ann

      # Pictures in public texts, which no rule can read: those who approve own words. Requested: Communications lead. status.yaml assigns no one to this.

      # The SOP, its texts, the people in it and the company's logo: Incident commander owns it. Requested: Incident commander.
      /policies/   @acme/on-call
      /words/      @acme/on-call
      /status.yaml @acme/on-call
      /brand/      @acme/on-call

      # Code and workflows, which run with write access. Requested: Technical lead.
      /.github/          @tom @ann
      /package.json      @tom @ann
      /package-lock.json @tom @ann
      /.npmrc            @tom @ann
      /.nvmrc            @tom @ann

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
      'a < b',
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
    const named = [
      'Équipe & Co',
      'Equipe  co',
      'Große Maße',
      '支付',
      '../../etc/x',
      'A'.repeat(80),
      '///',
      'a/b/c',
      'AUX',
      'Com1',
    ];
    expect(renderComponentFiles(named, '2026-11-22').map(({ path }) => path)).toMatchInlineSnapshot(`
      [
        "components/equipe-co.md",
        "components/equipe-co-2.md",
        "components/grosse-masse.md",
        "components/component.md",
        "components/etc-x.md",
        "components/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.md",
        "components/component-2.md",
        "components/b-c.md",
        "components/component-aux.md",
        "components/component-com1.md",
      ]
    `);
  });

  test('names the package after the company, in Latin letters', () => {
    const text = written(planned({ ...ACME, name: 'Bäckerei Größe' })).get('package.json')!;
    expect(JSON.parse(text)).toMatchObject({ name: 'backerei-grosse-status' });
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

describe('in a folder that has some of it', () => {
  const SITE = `# Ours
name: Acme
url: https://status.acme.example/live
id: https://old.example
policy: vauntico
timezone: Africa/Lagos # head office
people: { monitoring-lead: ['@kim'] } # night shift
`;

  test('init adds what is missing, changes what was answered, and loses nothing', () => {
    const before = {
      'status.yaml': SITE,
      'components/search.md': '---\nname: Search\n---\nFinds products.\n',
      'components/old.md': '---\nname: Old\n---\n',
      'README.md': '# Ours\n',
      'package.json': '{\n    "name": "acme",\n    "scripts": { "build": "make" }\n}\n',
      '.github/workflows/validate.yml': 'our own\n',
    };
    const plan = planned({ ...ACME, name: 'Acme Pay', component: ['Search', 'Sign-in'] }, before);
    if ('error' in plan) throw new Error(plan.error);
    const files = written(plan);
    expect(files.get('status.yaml')).toMatchInlineSnapshot(`
      "# Ours
      name: Acme Pay
      url: https://status.acme.example/live
      id: https://old.example
      policy: vauntico
      timezone: Europe/Paris # head office
      people: { monitoring-lead: [ '@kim' ], technical-lead: [ '@tom', '@ann' ], incident-commander: [ '@acme/on-call' ] } # night shift
      contact:
        email: help@acme.example
        slack: '#incidents'
      "
    `);
    expect([...files.keys()].filter((path) => !path.startsWith('.github/ISSUE'))).toMatchInlineSnapshot(`
      [
        "status.yaml",
        "components/sign-in.md",
        "package.json",
        ".gitignore",
        ".gitattributes",
        ".nvmrc",
        ".npmrc",
        "incidents/.gitkeep",
        ".github/CODEOWNERS",
        ".github/dependabot.yml",
        ".github/candor.json",
      ]
    `);
    expect(JSON.parse(files.get('package.json')!)).toMatchObject({
      name: 'acme',
      scripts: { build: 'make', validate: 'candor validate' },
      dependencies: { candor: '1.2.0' },
    });
    expect(files.get('package.json')).toContain('\n    "name"');
    const left = plan.actions.filter(({ type }) => type === 'leave-file' || type === 'remove-file');
    expect(left).toEqual([
      expect.objectContaining({ type: 'leave-file', path: '.github/workflows/validate.yml' }) as unknown,
    ]);
  });

  test('a second init changes nothing', () => {
    const first = Object.fromEntries(written(planned(ACME)));
    const manifest = parseManifest(first['.github/candor.json']);
    const read = parseSiteAnswers(ACME);
    if ('missing' in read) throw new Error();
    const again = planInit({ ...existing(first), manifest }, read.answers, ENGINE, EXAMPLE_NOW);
    expect('actions' in again && again.actions.map(({ type }) => type)).toEqual([
      'run-command',
      'run-command',
    ]);
  });

  test('an invalid package.json is named, and nothing is written', () => {
    expect(planned(ACME, { 'package.json': '{' })).toMatchObject({
      error: 'package.json is not valid JSON. Nothing was written.',
    });
  });
});

describe('a host', () => {
  const UPLOAD =
    'on: push\njobs:\n  deploy:\n    steps:\n      - run: node src/cli/candor.ts build\n      - uses: actions/upload-pages-artifact@v5\n';
  const engine: Engine = {
    ...ENGINE,
    templates: [{ path: '.github/workflows/deploy.yml', text: UPLOAD }],
  };
  const plan = (flags: InitFlags, files?: ReadonlyMap<string, string>) => {
    const read = parseSiteAnswers(flags);
    if ('missing' in read) throw new Error(read.missing.join());
    const { sources } = existing({ 'components/own.md': '---\nname: Own\n---\n' });
    const manifest = parseManifest(files?.get('.github/candor.json'));
    return planInit({ sources, files: files ?? new Map(), manifest }, read.answers, engine, EXAMPLE_NOW);
  };

  test.each<[Host, readonly string[], RegExp | undefined]>([
    ['github-pages', [], /upload-pages-artifact/],
    ['cloudflare-pages', [], /wrangler@[\d.]+ pages deploy/],
    ['netlify', [], /netlify-cli@[\d.]+ deploy/],
    ['s3', ['hosting/cloudfront.js', 'hosting/s3.sh'], /sh hosting\/s3\.sh dist/],
    ['nginx', ['hosting/nginx.conf'], /rsync/],
    ['gitlab', ['.gitlab-ci.yml'], undefined],
  ])('%s gets its own files only', (host, own, publish) => {
    const files = written(plan({ ...ACME, host }));
    const isHostFile = (path: string): boolean => /^hosting\/|^\.gitlab|toml$/.test(path);
    expect([...files.keys()].filter(isHostFile)).toEqual(own);
    expect(files.get('status.yaml')).toContain(`\nhost: ${host}\n`);
    const deploy = files.get('.github/workflows/deploy.yml');
    if (publish) expect(deploy).toMatch(publish);
    const github = [...files.keys()].filter((path) => path.startsWith('.github/'));
    if (!publish) expect(github).toEqual(['.github/candor.json']);
    expect(files.get('README.md')).toContain(publish ? 'the form "Post an update"' : 'each merge request');
  });

  test('after a move, the new host’s files replace the old one’s', () => {
    const before = written(plan({ ...ACME, host: 'nginx' }));
    const moved = plan({ ...ACME, host: 's3' }, before);
    if ('error' in moved) throw new Error(moved.error);
    const changes = moved.actions.flatMap((action) =>
      action.type === 'run-command' ? [] : [[action.type, action.path]],
    );
    expect(changes).toContainEqual(['remove-file', 'hosting/nginx.conf']);
    expect(changes).toContainEqual(['write-file', 'hosting/s3.sh']);
    expect(changes).toContainEqual(['write-file', '.github/workflows/deploy.yml']);
  });

  test('a file of the company’s own where one of the host would go stays', () => {
    const files = new Map([['hosting/nginx.conf', '# ours\n']]);
    const left = plan({ ...ACME, host: 'nginx' }, files);
    if ('error' in left) throw new Error(left.error);
    expect(left.actions).toContainEqual(
      expect.objectContaining({ type: 'leave-file', path: 'hosting/nginx.conf', before: '# ours\n' }),
    );
  });
});

test('the workflows of a company run the package, and name no clause of another SOP', () => {
  expect(written(planned(ACME)).get('.github/workflows/validate.yml')).toBe(
    '# Times.\nrun: npx --no-install candor validate\nrun: exec node_modules/.bin/candor deadlines\n',
  );
});

describe('what init asks', () => {
  const presets = [
    { id: 'vauntico', name: 'Playbook', roles: { lead: { name: 'Lead' }, ops: { name: 'Ops' } } },
  ];

  test('is what no flag says, and each answer is a flag', () => {
    const asked = createSiteQuestions({}, presets, 'Africa/Lagos');
    const answers = [
      'Acme',
      'https://a.example',
      'nginx',
      'Africa/Lagos',
      'vauntico',
      'Store/Checkout, Search',
      'developers',
      'fr',
      '-',
    ];
    const flags = asked.reduce<InitFlags>((all, question, at) => question.apply(all, answers[at]!), {});
    expect(flags).toEqual({
      name: 'Acme',
      url: 'https://a.example',
      host: 'nginx',
      timezone: 'Africa/Lagos',
      policy: 'vauntico',
      component: ['Store/Checkout', 'Search'],
      audience: 'developers',
      language: 'fr',
    });
    const people = createPeopleQuestions(flags, presets[0]!);
    const all = people.reduce<InitFlags>(
      (sofar, question, at) => question.apply(sofar, ['@amina, @ife', '-'][at]!),
      flags,
    );
    expect(all.person).toEqual(['lead=@amina, @ife']);
    expect(parseSiteAnswers(all)).toMatchObject({ answers: { people: { lead: ['@amina', '@ife'] } } });
    expect(createSiteQuestions({ ...ACME, audience: 'customers' }, presets, 'UTC')).toEqual([]);
    expect(createPeopleQuestions(ACME, presets[0]!)).toEqual([]);
  });
});

test.each([
  ['--url', 'status.acme.com', /https/],
  ['--url', `https://user:${'secret'}@acme.com`, /^It (?!.*secret)/],
  ['--timezone', 'Lagos', /Africa\/Lagos/],
  ['--language', 'English', /such as en/],
  ['--email', 'help', /not an e-mail/],
  ['--person', '@a b$', /with their @/],
])('each answer is checked when it is given: %s %s', (flag, answer, problem) => {
  const roles = { lead: { name: 'Lead' } };
  const questions = [
    ...createSiteQuestions({}, [], 'UTC'),
    ...createPeopleQuestions({}, { id: 'x', name: 'X', roles }),
  ];
  const question = questions.find((one) => one.flag.startsWith(flag))!;
  expect(question.findProblem?.(answer)).toMatch(problem);
  expect(question.findProblem?.(question.flag.split(' ')[1]!.replace(/^lead=/, ''))).toBeUndefined();
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
