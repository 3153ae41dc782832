import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { ENGINE_ROOT } from '../../src/files/engine.ts';
import { DOCTOR_CHECKS } from '../../src/setup/doctor.ts';
import { REQUIRED_CHECKS } from '../../src/setup/checks-repository.ts';
import { parseWorkflowRequirements } from '../../src/setup/workflow-needs.ts';
import { run } from '../support/run.ts';

const read = (path: string): string => readFileSync(join(ENGINE_ROOT, path), 'utf8');

/** The part of GitHub's reference for `dependabot.yml` that is used here; what it does not name is refused. */
const days = z.int().min(1).max(90);
const steps = z.enum(['major', 'minor', 'patch']);
const dependabotSchema = z.strictObject({
  version: z.literal(2),
  updates: z.array(
    z.strictObject({
      'package-ecosystem': z.enum(['npm', 'github-actions']),
      directory: z.string().startsWith('/'),
      schedule: z.strictObject({
        interval: z.enum(['daily', 'weekly', 'monthly', 'quarterly', 'semiannually', 'yearly']),
        day: z
          .enum(['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'])
          .optional(),
        time: z
          .string()
          .regex(/^\d\d:\d\d$/)
          .optional(),
        timezone: z.string().optional(),
      }),
      cooldown: z
        .strictObject({
          'default-days': days,
          'semver-major-days': days.optional(),
          'semver-minor-days': days.optional(),
          'semver-patch-days': days.optional(),
        })
        .optional(),
      'open-pull-requests-limit': z.int().min(0).optional(),
      groups: z
        .record(
          z.string().regex(/^[A-Za-z][A-Za-z0-9|_-]*[A-Za-z]$/),
          z.strictObject({
            'applies-to': z.enum(['version-updates', 'security-updates']).optional(),
            'dependency-type': z.enum(['development', 'production']).optional(),
            patterns: z.array(z.string()).optional(),
            'exclude-patterns': z.array(z.string()).optional(),
            'update-types': z.array(steps).optional(),
          }),
        )
        .optional(),
      ignore: z
        .array(
          z.strictObject({
            'dependency-name': z.string(),
            versions: z.array(z.string()).optional(),
            'update-types': z.array(z.templateLiteral(['version-update:semver-', steps])).optional(),
          }),
        )
        .optional(),
    }),
  ),
});

describe('U6.2: dependabot.yml', () => {
  const text = read('.github/dependabot.yml');
  const config = dependabotSchema.parse(parse(text));

  test('asks weekly for packages and for actions', () => {
    expect(config.updates.map((one) => [one['package-ecosystem'], one.schedule.interval])).toEqual([
      ['npm', 'weekly'],
      ['github-actions', 'weekly'],
    ]);
  });

  test('ignores only what is installed here, each with its reason above it', () => {
    const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<string, object>;
    const ignored = config.updates.flatMap(({ ignore = [] }) => ignore.map((one) => one['dependency-name']));
    expect(ignored.filter((name) => !(name in { ...dependencies, ...devDependencies }))).toEqual([]);
    const lines = text.split('\n');
    const first = lines.findIndex((line) => line.trim() === 'ignore:');
    expect(lines[first + 1]).toMatch(/^ +# /);
    expect(ignored).toEqual(expect.arrayContaining(['astro', 'oxlint', 'knip', 'emulate']));
  });

  test('the schema of this test refuses what GitHub does not know', () => {
    expect(
      dependabotSchema.safeParse(parse(text.replace('interval: weekly', 'interval: often'))).success,
    ).toBe(false);
    expect(dependabotSchema.safeParse(parse(text.replace('groups:', 'group:'))).success).toBe(false);
  });
});

describe('U5.1: pull request templates', () => {
  test.each([
    ['pull_request_template.md', ['HOTFIX_TEMPLATE.md', 'SIMPLE_FIX.md', 'incident-update.md']],
    ['PULL_REQUEST_TEMPLATE/HOTFIX_TEMPLATE.md', ['rollback', 'staging', 'dashboards', 'sacred features']],
    ['PULL_REQUEST_TEMPLATE/SIMPLE_FIX.md', ['undo']],
    ['PULL_REQUEST_TEMPLATE/incident-update.md', ['V6.1, V6.2, V6.3', 'V7.2']],
  ])('%s is there and says what it is for', (path, words) => {
    const text = read(`.github/${path}`);
    for (const word of words) expect(text).toContain(word);
    for (const [, script = '', command] of text.matchAll(/npm run ([\w:]+)(?: -- (\w+))?/g)) {
      expect(JSON.parse(read('package.json'))).toHaveProperty(['scripts', script]);
      expect(command).toBeUndefined();
    }
    for (const [, script = '', command = '--help'] of text.matchAll(/npx candor (\w+)(?: (\w+))?/g))
      expect(run(script, [command, '--help'])).toMatchObject({ code: 0 });
  });

  test('the templates that the default one names are there', () => {
    const named = [...read('.github/pull_request_template.md').matchAll(/template=([\w-]+\.md)/g)];
    expect(named.length).toBeGreaterThan(2);
    for (const [, name] of named)
      expect(existsSync(join(ENGINE_ROOT, '.github/PULL_REQUEST_TEMPLATE', name!))).toBe(true);
  });
});

test('the ruleset requires the commit statuses that doctor wants, from GitHub Actions, and no job has their names', () => {
  const { rules } = JSON.parse(read('.github/main-ruleset.json')) as {
    rules: { type: string; parameters?: { required_status_checks?: object[] } }[];
  };
  const required = rules.find(({ type }) => type === 'required_status_checks')?.parameters;
  const byGithubActions = REQUIRED_CHECKS.map((context) => ({ context, integration_id: 15368 }));
  expect(required?.required_status_checks).toEqual(byGithubActions);
  const jobs = readdirSync(join(ENGINE_ROOT, '.github/workflows')).flatMap(
    (name) => parseWorkflowRequirements({ path: name, text: read(`.github/workflows/${name}`) }).checks,
  );
  expect(jobs.filter((job) => REQUIRED_CHECKS.includes(job))).toEqual([]);
});

describe('what is generated', () => {
  const CURRENT = { code: 0, out: '', err: '' };

  test('V9.1: CODEOWNERS is current', () => {
    expect(run('generate', ['codeowners', '--check'], { cwd: ENGINE_ROOT })).toEqual(CURRENT);
  });
});

describe('docs/adopter/getting-started.md', () => {
  const text = read('docs/adopter/getting-started.md');
  const promised = [...text.matchAll(/^doctor says: (.*)$/gm)].flatMap(([, line]) =>
    [...line!.matchAll(/`ok ([a-z-]+)`/g)].map(([, id]) => id!),
  );

  test('ends each step with what doctor says, and every check belongs to one step', () => {
    expect(promised.toSorted()).toEqual(DOCTOR_CHECKS.map(({ id }) => id).toSorted());
    const parts = text.split(/^## (?=\d)/m).slice(1, -1);
    expect(parts.filter((step) => !step.includes('doctor says: '))).toEqual([]);
  });

  test('names checks and commands that exist', () => {
    const ids = DOCTOR_CHECKS.map(({ id }) => id);
    for (const [, id] of text.matchAll(/\| `([a-z-]+)` \|$/gm)) expect(ids).toContain(id);
    const { scripts } = JSON.parse(read('package.json')) as { scripts: object };
    for (const [, name] of text.matchAll(/npm run ([\w:]+)/g)) expect(Object.keys(scripts)).toContain(name);
  });
});
