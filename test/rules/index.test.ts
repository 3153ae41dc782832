import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { RULES } from '../../src/rules/index.ts';
import { examplesOf, outputOfBuiltIn, outputOfRule, readPage, renewPage, UPDATE } from './rule-pages.ts';

const files = readdirSync(new URL('../../src/rules/', import.meta.url));
const pages = files.filter((name) => name.endsWith('.md')).map((name) => name.slice(0, -3));
/** Ids of findings that no rule makes. */
const BUILT_IN = ['valid-format', 'no-unused-suppression'];
const clauses = /^(?:V|U)\d+\.\d+$/;

describe('the catalogue of rules', () => {
  test('is in alphabetical order, each rule once', () => {
    const ids = RULES.map((rule) => rule.id);
    expect(ids).toEqual([...new Set(ids)].toSorted());
  });

  test('has a page for each rule and each built-in finding, and no other page', () => {
    expect(pages.toSorted()).toEqual([...RULES.map((rule) => rule.id), ...BUILT_IN].toSorted());
  });

  test('has a file of the same name for each rule', () => {
    expect(RULES.filter((rule) => !files.includes(`${rule.id}.ts`))).toEqual([]);
  });

  test('names clauses that exist in the SOPs', () => {
    expect(RULES.flatMap((rule) => rule.clauses).filter((clause) => !clauses.test(clause))).toEqual([]);
  });
});

for (const rule of RULES) {
  describe(`${rule.clauses.join(', ')} ${rule.id}`, () => {
    if (UPDATE) renewPage(rule.id, (example) => outputOfRule(rule, example));
    const page = readPage(rule.id);
    const examples = examplesOf(page);

    test('has a page with its name, its clauses, an example that passes and one that fails', () => {
      expect(page.startsWith(`# ${rule.id}\n`)).toBe(true);
      for (const clause of rule.clauses) expect(page).toContain(clause);
      expect(new Set(examples.map((example) => example.result))).toEqual(new Set(['Passes', 'Fails']));
    });

    for (const [index, example] of examples.entries()) {
      test(`${example.result.toLowerCase()}: example ${index + 1}`, () => {
        expect(outputOfRule(rule, example)).toBe(example.output);
        if (example.result === 'Fails') expect(example.output).not.toBe('');
      });
    }
  });
}

for (const id of BUILT_IN) {
  describe(`the page of "${id}"`, () => {
    if (UPDATE) renewPage(id, (example) => outputOfBuiltIn(id, example));
    const page = readPage(id);
    const examples = examplesOf(page);

    test('has its name, an example that passes and one that fails', () => {
      expect(page.startsWith(`# ${id}\n`)).toBe(true);
      expect(new Set(examples.map((example) => example.result))).toEqual(new Set(['Passes', 'Fails']));
    });

    for (const [index, example] of examples.entries()) {
      test(`${example.result.toLowerCase()}: example ${index + 1}`, () => {
        expect(outputOfBuiltIn(id, example)).toBe(example.output);
        if (example.result === 'Fails') expect(example.output).not.toBe('');
      });
    }
  });
}
