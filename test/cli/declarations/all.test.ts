import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DECLARATIONS, GROUPS } from '../../../src/cli/declarations/all.ts';
import type { CommandDeclaration } from '../../../src/cli/declarations/declaration.ts';
import { choiceNames } from '../../../src/cli/declarations/declaration.ts';
import { DETECTION_SOURCES } from '../../../src/content/schema/incident.ts';
import { ENGINE_ROOT } from '../../../src/files/engine.ts';
import { IMPORT_FORMATS } from '../../../src/import/formats.ts';
import { READERS } from '../../../src/import/readers/all-readers.ts';
import { incidentOpen } from '../../../src/cli/declarations/incident.ts';

const declarations: readonly CommandDeclaration[] = DECLARATIONS;

describe.each(declarations.map((declaration) => [declaration.name, declaration] as const))(
  'the declaration of %s',
  (name, declaration) => {
    const { summary, description, options, arguments: args = {}, environment = {}, exitCodes } = declaration;

    test('says what the command does, in sentences', () => {
      expect(summary).toMatch(/^[A-Z].*\.$/);
      expect(summary).not.toContain('\n');
      expect(description ?? 'A.').toMatch(/[.)]$|^In bash/);
    });

    test('explains each option, argument, variable and exit code in a phrase', () => {
      const phrases = [
        ...[...Object.values(options), ...Object.values(args)].map(({ help }) => help),
        ...Object.values(environment),
        ...Object.values(exitCodes),
      ];
      for (const phrase of phrases) expect(phrase).toMatch(/^\S.*[^.\s]$/);
    });

    test('has the exit codes 0 and 2, and others only with a meaning of their own', () => {
      expect(Object.keys(exitCodes)).toEqual(expect.arrayContaining(['0', '2']));
      expect(new Set(Object.values(exitCodes)).size).toBe(Object.keys(exitCodes).length);
    });

    test('has defaults that are among the choices, and required arguments first', () => {
      for (const option of Object.values(options)) {
        if (!('value' in option) || option.choices === undefined || option.default === undefined) continue;
        expect(choiceNames(option.choices)).toContain(option.default);
      }
      const required = Object.values(args).map((argument) => argument.required === true);
      expect(required).toEqual(required.toSorted((a, b) => Number(b) - Number(a)));
      const variadic = Object.values(args).findIndex((argument) => argument.variadic === true);
      expect([-1, Object.keys(args).length - 1]).toContain(variadic);
    });

    test('is data, and belongs to a group if its name has two words', () => {
      expect(structuredClone(declaration)).toEqual(declaration);
      const [first, ...more] = name.split(' ');
      const parents = [...GROUPS, ...declarations].map((parent) => parent.name);
      if (more.length > 0) expect(parents).toContain(first);
    });
  },
);

test('no two declarations have the same name', () => {
  const names = [...declarations, ...GROUPS].map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

/** Variables of other programs, and variables that Candor only sets. */
const NOT_DECLARED = [
  'ASTRO_TELEMETRY_DISABLED',
  'CANDOR_ROOT',
  'GIT_CONFIG_COUNT',
  'GITHUB_ACTIONS',
  'HOME',
  'NODE_ENV',
  'NO_COLOR',
  'PATH',
];

test('every environment variable that the code reads is declared', () => {
  const files = readdirSync(join(ENGINE_ROOT, 'src'), { recursive: true, encoding: 'utf8' });
  const read = files
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => [
      ...readFileSync(join(ENGINE_ROOT, 'src', file), 'utf8').matchAll(
        /\benv\??\.?\[?'?([A-Z][A-Z_]+)'?\]?|requireVariable\('([A-Z_]+)'/g,
      ),
    ])
    .map(([, one, other]) => (one ?? other)!);
  const declared = new Set(declarations.flatMap(({ environment = {} }) => Object.keys(environment)));
  expect(read).toContain('GITHUB_TOKEN');
  expect([...new Set(read)].filter((name) => !declared.has(name) && !NOT_DECLARED.includes(name))).toEqual(
    [],
  );
});

test('the choices that other folders own are theirs', () => {
  expect(Object.keys(IMPORT_FORMATS).toSorted()).toEqual(READERS.map(({ format }) => format).toSorted());
  expect(incidentOpen.options.source.choices).toEqual([...DETECTION_SOURCES]);
});

/** Short files with the names that an option takes. */
const NAME_LISTS = ['../../import/formats.ts', '../../content/hosts.ts', '../../wording/context.ts'];

test('the files of declarations import only declarations and names of formats', () => {
  const folder = join(ENGINE_ROOT, 'src/cli/declarations');
  const imported = readdirSync(folder).flatMap((file) => [
    ...readFileSync(join(folder, file), 'utf8').matchAll(/ from '([^']+)';$/gm),
  ]);
  expect(imported.length).toBeGreaterThan(20);
  const others = imported.map(([, from]) => from!).filter((from) => !from.startsWith('./'));
  expect([...new Set(others)]).toSatisfy((paths: string[]) =>
    paths.every((path) => NAME_LISTS.includes(path)),
  );
});
