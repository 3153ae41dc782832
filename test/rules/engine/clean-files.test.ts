import { describe, expect, test } from 'vitest';
import type { Content } from '../../../src/content/content.ts';
import { hashFile } from '../../../src/content/parsed-events.ts';
import type { SourceFile } from '../../../src/content/source.ts';
import { hashSettings, readsMore, watchContext } from '../../../src/rules/engine/clean-files.ts';
import type { CleanFiles } from '../../../src/rules/engine/clean-files.ts';
import { createRuleContext } from '../../../src/rules/engine/context.ts';
import { lintIncidentFiles } from '../../../src/rules/engine/lint.ts';
import { isIncidentFileRule } from '../../../src/rules/engine/rule.ts';
import type { IncidentFileRule } from '../../../src/rules/engine/rule.ts';
import { validateContent } from '../../../src/rules/engine/validate-content.ts';
import { RULES } from '../../../src/rules/index.ts';
import { EXAMPLE_NOW, exampleContent, PRESETS } from '../../support/example-content.ts';
import { RESOLUTION, RESOLVED_INTERNAL } from '../../support/resolved-incident.ts';
import { examplesOf, readPage } from '../rule-pages.ts';

/** Without a finding; it stays open without a text that resolves it. */
function incident(id: string, resolution: string): SourceFile {
  const text = `---
title: Some orders fail at checkout
severity: sev-2
components: { checkout: partial-outage }
detected: 2026-11-22T09:02Z
${RESOLVED_INTERNAL}---

## 2026-11-22T09:10Z investigating

We are experiencing degraded performance with Checkout. Some users may experience failed payments. Our team is investigating.
${resolution === '' ? '' : `\n## 2026-11-22T10:40Z resolved\n\n${resolution}\n`}`;
  return { path: `incidents/${id}.md`, text };
}

/** Every incident on the pages of the rules, those that fail and those that pass. */
const EXAMPLES: readonly SourceFile[] = RULES.filter(isIncidentFileRule)
  .flatMap(({ id }) => examplesOf(readPage(id)))
  .filter(({ info }) => info.startsWith('incident'))
  .map(({ text }, index) => ({ path: `incidents/example-${index}.md`, text }));

/** Files that are clean, in memory. */
function createCleanFiles(known: ReadonlyMap<string, string> = new Map()) {
  const seen = new Map<string, string>();
  const files: CleanFiles = {
    get: (source) => {
      const given = known.get(hashFile(source));
      if (given !== undefined) seen.set(hashFile(source), given);
      return given;
    },
    add: (source, given) => seen.set(hashFile(source), given),
  };
  return { files, seen };
}

function validateTwice(
  first: Content,
  second: Content,
  now = EXAMPLE_NOW,
): { findings: unknown; expected: unknown; known: ReadonlyMap<string, string> } {
  const filled = createCleanFiles();
  validateContent(first, EXAMPLE_NOW, undefined, undefined, filled.files);
  const { files } = createCleanFiles(filled.seen);
  return {
    findings: validateContent(second, now, undefined, undefined, files),
    expected: validateContent(second, now),
    known: filled.seen,
  };
}

describe('files that are known to be clean', () => {
  test.each(['vayva', 'company'])(
    'the findings of %s on all examples of the rules are the same without a record, with an empty one and with a full one',
    (policy) => {
      const content = exampleContent(EXAMPLES, policy);
      const { findings, expected, known } = validateTwice(content, content);
      expect(findings).toEqual(expected);
      expect(known.size).toBeGreaterThan(3);
      const empty = createCleanFiles();
      expect(validateContent(content, EXAMPLE_NOW, undefined, undefined, empty.files)).toEqual(expected);
    },
  );

  test('an earlier time finds the times of a clean file in the future', () => {
    const content = exampleContent(EXAMPLES);
    const { findings, expected } = validateTwice(content, content, Date.UTC(2026, 0, 1));
    expect(findings).toEqual(expected);
    expect(JSON.stringify(findings)).toContain('no-future-time');
  });

  test('another file may make a clean one wrong', () => {
    const [resolved, open] = [incident('resolved', RESOLUTION), incident('open', '')];
    const { findings, expected, known } = validateTwice(
      exampleContent([resolved]),
      exampleContent([resolved, open]),
    );
    expect(findings).toEqual(expected);
    expect(JSON.stringify(findings)).toContain('still open');
    expect(known.size).toBe(2);
  });

  test.each([
    ['text', incident('resolved', RESOLUTION.replace('has been', 'was certainly, definitely ASAP'))],
    ['name', { ...incident('resolved', RESOLUTION), path: 'incidents/renamed.md' }],
  ])('a file with another %s is checked by all rules', (_, changed) => {
    const filled = createCleanFiles();
    filled.files.add(incident('resolved', RESOLUTION), '');
    expect(createCleanFiles(filled.seen).files.get(changed)).toBeUndefined();
    expect(createCleanFiles(filled.seen).files.get(incident('resolved', RESOLUTION))).toBe('');
  });

  test.each([
    ['that is used', RESOLUTION.replace('has been', 'with kubelet pods has been'), 'no-jargon', 0],
    ['that is unused', RESOLUTION, 'no-jargon', 1],
    ['of an unknown rule', RESOLUTION, 'no-such-rule', 1],
    ['of a rule that reads more than the file', RESOLUTION, 'no-future-time', 1],
  ])('a file with a suppression %s is never clean, and is reported once', (_, text, rule, count) => {
    const content = exampleContent([
      incident('resolved', `${text}\n<!-- allow ${rule}: the name of a product -->\n`),
    ]);
    const { findings, expected, known } = validateTwice(content, content);
    expect(findings).toEqual(expected);
    const first = createCleanFiles();
    expect(validateContent(content, EXAMPLE_NOW, undefined, undefined, first.files)).toEqual(expected);
    expect(JSON.stringify(findings).split('"no-unused-suppression"')).toHaveLength(count + 1);
    expect([...known.keys()]).not.toContain(hashFile(content.incidents[0]!.source));
  });

  test.each([
    ['the same', 'a', 'a', 1],
    ['something else', 'a', 'b', 2],
  ])(
    'a rule that was given %s of other files checks a clean file again only if that differs',
    (_, first, second, checks) => {
      const { siteContext, incidents } = exampleContent([incident('resolved', RESOLUTION)]);
      let checked = 0;
      const ruleGiven = (given: string): IncidentFileRule => ({
        ...{
          id: 'no-jargon',
          clauses: [],
          level: 'error',
          summary: '',
          appliesTo: 'all',
          reads: 'other files',
        },
        given: () => given,
        check: () => {
          checked += 1;
          return [];
        },
      });
      const { files, seen } = createCleanFiles();
      lintIncidentFiles(
        siteContext!,
        incidents,
        EXAMPLE_NOW,
        [ruleGiven(first)],
        undefined,
        undefined,
        files,
      );
      const next = createCleanFiles(seen);
      lintIncidentFiles(
        siteContext!,
        incidents,
        EXAMPLE_NOW,
        [ruleGiven(second)],
        undefined,
        undefined,
        next.files,
      );
      expect(checked).toBe(checks);
      expect([...next.seen.values()]).toEqual([second]);
    },
  );

  test('a file is not clean if a rule read the time without declaring it', () => {
    const { siteContext, incidents } = exampleContent([incident('resolved', RESOLUTION)]);
    const lateRule = (read: boolean): IncidentFileRule => ({
      id: 'no-jargon',
      clauses: [],
      level: 'error',
      summary: '',
      appliesTo: 'all',
      check: (_, context) => (read && context.now < 0 ? [{ at: { start: 0, end: 1 }, message: '' }] : []),
    });
    for (const read of [true, false]) {
      const { files, seen } = createCleanFiles();
      lintIncidentFiles(siteContext!, incidents, EXAMPLE_NOW, [lateRule(read)], undefined, undefined, files);
      expect(seen.size).toBe(read ? 0 : 1);
    }
  });

  test('a rule that reads other files, the time or the history declares it', () => {
    const { siteContext, incidents } = exampleContent(EXAMPLES, 'company');
    const watched = watchContext(createRuleContext(siteContext!, incidents, EXAMPLE_NOW));
    const undeclared = RULES.filter(isIncidentFileRule).filter((rule) => {
      const before = watched.reads();
      for (const event of incidents) void [...rule.check(event, watched.context)];
      return watched.reads() > before && !readsMore(rule);
    });
    expect(undeclared.map(({ id }) => id)).toEqual([]);
    expect(watched.reads()).toBeGreaterThan(0);
  });
});

describe('the hash of the settings', () => {
  const sources = {
    site: { path: 'status.yaml', text: 'name: Shop\n' },
    policies: PRESETS,
    components: [{ path: 'components/checkout.md', text: '---\nname: Checkout\n---\n' }],
    incidents: [],
    postmortems: [],
    words: [{ path: 'words/fr.yaml', text: 'a: b\n' }],
    pictures: [{ path: 'media/a.png', version: '1' }],
  };
  const before = hashSettings(sources);

  test.each([
    ['status.yaml', { ...sources, site: { path: 'status.yaml', text: 'name: Other\n' } }],
    ['a policy', { ...sources, policies: PRESETS.map((one) => ({ ...one, text: `${one.text}# a\n` })) }],
    ['a component', { ...sources, components: [] }],
    ['words', { ...sources, words: [] }],
    ['a picture', { ...sources, pictures: [{ path: 'media/a.png', version: '2' }] }],
    ['the stylesheet', { ...sources, themeCss: { path: 'theme.css' } }],
    ['the name of the logo', { ...sources, logo: { path: 'media/logo.svg' } }],
  ])('changes with %s', (_, changed) => {
    expect(hashSettings(changed)).not.toBe(before);
  });

  test('does not change with incidents', () => {
    expect(hashSettings({ ...sources, incidents: [incident('a', '')] })).toBe(before);
  });
});
