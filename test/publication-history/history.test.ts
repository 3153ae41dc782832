import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseContent } from '../../src/content/content.ts';
import { splitVersion } from '../../src/publication-history/split-version.ts';
import type { IncidentHistory } from '../../src/publication-history/history.ts';
import { replayHistory, EMPTY_HISTORY } from '../../src/publication-history/replay.ts';
import type { CommitChanges } from '../../src/publication-history/replay.ts';
import { formatInstant } from '../../src/time/instant.ts';
import { idFromPath, parseIncident } from '../../src/content/parse-incident.ts';
import type { SourceFile } from '../../src/content/source.ts';
import { checkRemovedIncidents } from '../../src/publication-history/removed-incidents.ts';
import { lintIncidentFiles } from '../../src/rules/engine/lint.ts';
import { RULES } from '../../src/rules/index.ts';
import { isIncidentFileRule } from '../../src/rules/engine/rule.ts';
import { exampleContent } from '../support/example-content.ts';

const MINUTE = 60_000;
const BEGINS = Date.UTC(2026, 10, 1);
const WITNESSES = RULES.filter((rule) => isIncidentFileRule(rule) && rule.needs === 'history');

/** An incident as it grows in a test: the lines that only ever get more, and what is internal. */
interface Growing {
  readonly name: string;
  readonly updates: readonly string[];
  readonly internal: string;
  readonly blanks: string;
}

const show = ({ updates, internal, blanks }: Growing): string =>
  `---\ntitle: Some orders fail\nseverity: sev-2\ndetected: 2026-11-01T00:00Z\ninternal:\n  notes: n${internal}\n---\n${blanks}${updates.join(blanks)}`;

/** One commit: to which incident, what, and how long after the one before. */
const deed = fc.record({
  incident: fc.integer({ min: 0, max: 4 }),
  kind: fc.constantFrom('update', 'update', 'update', 'internal', 'blanks', 'nothing'),
  wait: fc.integer({ min: 1, max: 200 }),
  off: fc.integer({ min: -5, max: 5 }),
  word: fc.constantFrom('investigating', 'identified', 'update', 'resolved'),
  text: fc.constantFrom(
    'We are investigating.',
    'a\n\n- b\n- c',
    '```\n## 2026-11-01T00:00Z no heading\n```',
    '> ##',
  ),
});

/** A line on which updates are only added, at true times. */
const trueLine = fc.array(deed, { maxLength: 40 }).map((deeds) => {
  let at = BEGINS;
  const files = new Map<string, Growing>();
  const steps: CommitChanges[] = [{ commit: 'root', at, files: [] }];
  for (const [index, { incident, kind, wait, off, word, text }] of deeds.entries()) {
    at += wait * MINUTE;
    const name = `i${incident}`;
    const was = files.get(name) ?? { name, updates: [], internal: '1', blanks: '\n' };
    const heading = `## ${formatInstant(at + off * MINUTE)} ${word}\n\n${text}\n`;
    const is: Growing = {
      ...was,
      ...(kind === 'update' && { updates: [...was.updates, heading] }),
      ...(kind === 'internal' && { internal: String(index) }),
      ...(kind === 'blanks' && { blanks: '\n'.repeat(1 + (index % 3)) }),
    };
    files.set(name, is);
    const path = `incidents/${name}.md`;
    const change = { path, blob: String(index), after: { path, text: show(is) } };
    steps.push({
      commit: `c${index}`,
      at: at + (index % 60) * 1000,
      files: kind === 'nothing' ? [] : [change],
    });
  }
  return { steps, now: at + MINUTE };
});

function follow(steps: readonly CommitChanges[]): IncidentHistory {
  const pass = replayHistory(EMPTY_HISTORY, true);
  for (const step of steps) pass.addCommit(step);
  return pass.finish();
}

/** The files as they stand after the last step. */
function standing(steps: readonly CommitChanges[]): SourceFile[] {
  const files = new Map<string, SourceFile>();
  for (const { path, after } of steps.flatMap((step) => step.files)) {
    if (after) files.set(path, after);
    else files.delete(path);
  }
  return [...files.values()];
}

function findingsOf(steps: readonly CommitChanges[], now: number): string[] {
  const { siteContext, incidents, diagnostics } = parseContent({
    ...sourcesOf(),
    incidents: standing(steps),
  });
  expect(diagnostics).toEqual([]);
  const history = follow(steps);
  const found = [
    ...lintIncidentFiles(siteContext!, incidents, now, WITNESSES, history),
    ...checkRemovedIncidents(history, siteContext!.policy),
  ];
  return found.map(({ rule, message }) => `${rule}: ${message}`);
}

function sourcesOf(): Parameters<typeof parseContent>[0] {
  const { siteContext } = exampleContent([]);
  const site = { path: 'status.yaml', text: 'name: Shop\nurl: https://shop.example\npolicy: vayva\n' };
  return { site, policies: [siteContext!.policy.source], components: [], incidents: [], postmortems: [] };
}

describe('what git shows about published updates', () => {
  test('V6.4 a line on which updates are only added, at true times, never gives a finding', () => {
    fc.assert(
      fc.property(trueLine, ({ steps, now }) => {
        expect(findingsOf(steps, now)).toEqual([]);
      }),
    );
  });

  test('V6.4 other words, another time or a lost update on such a line always give one', () => {
    const spoil = fc.constantFrom('words', 'time', 'lost', 'file');
    fc.assert(
      fc.property(trueLine, spoil, fc.nat(), ({ steps, now }, how, which) => {
        const files = standing(steps).filter(({ text }) => text.includes('\n## '));
        fc.pre(files.length > 0);
        const { path, text } = files[which % files.length]!;
        const spoilt = {
          words: text.replace(/\n(We are|a\n|> ##|```\n##)/, '\nWe are not $1'),
          time: text.replace(/^## 2026-(\d\d)/m, '## 2025-$1'),
          lost: text.replace(/^## [^#]*?(?=^## 2026|$(?![\s\S]))/m, ''),
          file: undefined,
        }[how];
        fc.pre(spoilt !== text);
        const after = spoilt === undefined ? {} : { after: { path, text: spoilt } };
        const more = [...steps, { commit: 'spoilt', at: now, files: [{ path, blob: 'z', ...after }] }];
        const { value } = parseIncident({ path, text: spoilt ?? text });
        fc.pre(value !== undefined);
        expect(findingsOf(more, now + MINUTE)).not.toEqual([]);
      }),
    );
  });

  test('V6.4 a line read in two parts says the same as read in one', () => {
    fc.assert(
      fc.property(trueLine, fc.nat(), ({ steps }, where) => {
        const at = where % (steps.length + 1);
        const first = follow(steps.slice(0, at));
        const texts = new Map(standing(steps.slice(0, at)).map((source) => [source.path, source]));
        const pass = replayHistory(first, at === 0);
        for (const step of steps.slice(at)) {
          const files = step.files.map((file) => {
            const before = texts.get(file.path);
            texts.delete(file.path);
            return { ...file, ...(before && { before }) };
          });
          pass.addCommit({ ...step, files });
        }
        expect(pass.finish()).toEqual(follow(steps));
      }),
    );
  });

  test('V6.4 cutting a version finds the same updates as parsing it', () => {
    const piece = fc.constantFrom(
      ...[
        '## 2026-11-22T09:10Z investigating\n',
        '## 2026-11-22T09:10Z update\n',
        '##2026-11-22 10:10+01:00 identified\n',
      ],
      ...[
        '## 2026-11-22T09:40Z resolved (corrected 2026-11-22T09:50Z)  \n',
        '```\n',
        '~~~~\n',
        '~~~\n',
        '   ```js\n',
      ],
      ...[
        '### 2026-11-22T09:10Z update\n',
        ' ## 2026-11-22T09:10Z update\n',
        'words\n',
        '\n',
        'Affects: checkout degraded\n',
      ],
      ...['<!-- allow no-promised-fix-time: why -->\n', '---\n', '## #x\n', '\t', '#'],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = `---\ntitle: x\nseverity: sev-2\ndetected: 2026-11-22T09:00Z\n---\n${pieces.join('')}`;
        const source = { path: 'incidents/a.md', text };
        const { value } = parseIncident(source);
        if (value) expect(splitVersion(source).ids).toEqual(value.updates.map(({ id }) => id));
        const version = splitVersion({ ...source, text: text.slice(3) });
        expect(version.ids).toHaveLength(version.sections.length);
      }),
      { numRuns: 2000 },
    );
  });

  test('V6.4 a whole folder that is renamed at once, alike or not, is followed name by name, and soon', () => {
    for (const own of [true, false]) {
      const names = Array.from({ length: 5000 }, (_, index) => String(index));
      const textOf = (index: string): string =>
        show({
          name: '',
          updates: [`## 2026-11-01T00:00Z update\n\nNumber ${own ? index : 0}\n`],
          internal: '1',
          blanks: '\n',
        });
      const pathOf = (start: string, index: string): string => `incidents/${start}${index}.md`;
      const arrive = (start: string) =>
        names.map((index) => ({
          path: pathOf(start, index),
          blob: '',
          after: { path: pathOf(start, index), text: textOf(index) },
        }));
      const leave = names.map((index) => ({ path: pathOf('old-', index), blob: '' }));
      const start = performance.now();
      const { incidents } = follow([
        { commit: 'a', at: BEGINS, files: arrive('old-') },
        { commit: 'b', at: BEGINS + MINUTE, files: [...leave, ...arrive('new-')] },
      ]);
      expect(performance.now() - start).toBeLessThan(10_000);
      expect(names.filter((index) => incidents.get(`new-${index}`)?.previousId !== `old-${index}`)).toEqual(
        [],
      );
      expect(
        names.filter((index) => incidents.get(`old-${index}`)?.removal?.renamedTo !== `new-${index}`),
      ).toEqual([]);
    }
  });

  test('V6.4 whatever the texts, the way along the line ends', () => {
    const texts = fc.array(fc.option(fc.oneof(fc.string(), fc.constant('---\n---\n## x'))), { maxLength: 8 });
    fc.assert(
      fc.property(texts, (versions) => {
        const path = 'incidents/a.md';
        const steps = versions.map((text, index) => ({
          commit: String(index),
          at: index,
          files: [{ path, blob: text ?? '', ...(text !== null && { after: { path, text } }) }],
        }));
        expect([...follow(steps).incidents.keys()].every((id) => id === idFromPath(path))).toBe(true);
      }),
    );
  });
});
