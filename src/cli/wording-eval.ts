import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { UsageError } from '../files/command-errors.ts';
import { findLoweredFigures, parseBaseline, toFigures } from '../wording/evaluation/baseline.ts';
import type { Baseline } from '../wording/evaluation/baseline.ts';
import { crossValidate } from '../wording/evaluation/by-site.ts';
import type { AudienceScores } from '../wording/evaluation/by-site.ts';
import { renderBySite, renderEntries } from '../wording/evaluation/by-site-table.ts';
import { LEXICON } from '../wording/lexicon.gen.ts';
import { describePatterns, renderPatternTable } from '../wording/evaluation/pattern-table.ts';
import { drawFindings, renderDrawn } from '../wording/evaluation/draw.ts';
import { scoreEntries } from '../wording/evaluation/entries.ts';
import { findUnlabelledRules, parseLabelledUpdates, suppliersByOrg } from '../wording/evaluation/labelled.ts';
import { checkUpdates, scoreUpdates } from '../wording/evaluation/score.ts';
import type { LabelledUpdate } from '../wording/evaluation/score.ts';
import {
  createAudienceLookup,
  createSiteContexts,
  isHeldOut,
  parseDeclaredSites,
} from '../wording/evaluation/sites.ts';
import { renderEvaluation } from '../wording/evaluation/table.ts';
import type { CommandRun } from './declarations/declaration.ts';
import type { wordingEval } from './declarations/wording.ts';

export const runWordingEval: CommandRun<typeof wordingEval> = async (values, { file: files }) => {
  const { rule, part, drawn } = values;
  const texts = await Promise.all(files.map((path) => readFile(path, 'utf8')));
  const read = texts.flatMap((text, index) => readUpdates(text, basename(files[index]!)));
  const updates = read.filter(
    (update) =>
      (part === undefined || isHeldOut(update.org) === (part === 'held-out')) &&
      (drawn === undefined || update.drawn.endsWith(`: ${drawn}`)),
  );
  if (updates.length === 0)
    throw new UsageError('No update of these files was drawn in this way or is in this part.');
  const sites =
    values.sites === undefined ? new Map() : parseDeclaredSites(await readFile(values.sites, 'utf8'));
  const audienceOf = createAudienceLookup(read, sites);
  const suppliersOf = await readSuppliers(values.suppliers, read, values.by === 'site');
  const began = performance.now();
  const contextOf = createSiteContexts(read, sites, suppliersOf);
  const checked = checkUpdates(updates, contextOf, values.all ? undefined : findUnlabelledRules(read));
  const perSecond = Math.round((updates.length / (performance.now() - began)) * 1000);
  const chosen = (name: string): boolean => rule === undefined || name === rule;
  if (values.patterns) {
    const rows = describePatterns(LEXICON, scoreEntries(checked, audienceOf)).filter((row) =>
      chosen(row.rule),
    );
    process.stdout.write(values.format === 'json' ? toJson(rows) : renderPatternTable(rows));
    return 0;
  }
  if (values.entries) {
    const entries = [...scoreEntries(checked, audienceOf).values()].filter((score) => chosen(score.rule));
    process.stdout.write(values.format === 'json' ? toJson(entries) : renderEntries(entries));
    return 0;
  }
  if (values.draw !== undefined) {
    const chosenOnly = checked.map((one) => ({
      ...one,
      matches: one.matches.filter((match) => chosen(match.rule)),
    }));
    const findings = drawFindings(chosenOnly, parseCount(values.draw), values.seed);
    process.stdout.write(values.format === 'json' ? toJson(findings) : renderDrawn(findings));
    return 0;
  }
  if (values.by === 'site') {
    const scores = crossValidate(checked, audienceOf);
    process.stdout.write(values.format === 'json' ? toJson(scores) : renderBySite(scores));
    if (values.baseline === undefined) return 0;
    return compareToBaseline(
      values.baseline,
      nameData(files, texts, [part, drawn, values.suppliers, sites.size > 0 ? 'declared' : undefined]),
      scores,
      values.update,
    );
  }
  const report = {
    ...scoreUpdates(checked),
    perSecond,
    unlabelled: Object.fromEntries(findUnlabelledRules(read)),
  };
  process.stdout.write(
    values.format === 'json'
      ? toJson(report)
      : renderEvaluation(report, { misses: values.misses, ...(rule !== undefined && { rule }) }),
  );
  return 0;
};

function parseCount(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new UsageError('--draw takes a whole number from 1 to 999999.');
  return Number(text);
}

const toJson = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** Prefixes the sample with its file, so that equal sample names of two files stay separate. */
function readUpdates(text: string, file: string): readonly LabelledUpdate[] {
  return parseLabelledUpdates(text).map((update) => ({
    ...update,
    drawn: `${file}: ${update.drawn || 'all'}`,
  }));
}

/** The files and a hash of their contents: figures of other data can't be compared. */
function nameData(
  files: readonly string[],
  texts: readonly string[],
  options: readonly (string | undefined)[],
): string {
  const hash = createHash('sha256').update(texts.join('\n')).digest('hex').slice(0, 12);
  const chosen = options.filter((option) => option !== undefined);
  return [...files.map((file) => basename(file)), ...chosen, hash].join(' ');
}

async function compareToBaseline(
  file: string,
  data: string,
  scores: readonly AudienceScores[],
  update: boolean,
): Promise<number> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  const baseline: Baseline = text === undefined ? {} : parseBaseline(text);
  const now = toFigures(scores);
  if (update) {
    await writeFile(
      file,
      toJson(Object.fromEntries(Object.entries({ ...baseline, [data]: now }).toSorted())),
    );
    return 0;
  }
  const before = baseline[data];
  if (before === undefined)
    throw new UsageError(`${file} has no figures for ${data}. Add --update to write them.`);
  const lowered = findLoweredFigures(before, now);
  process.stdout.write(
    lowered.length === 0 ? '\nNo figure is lower than in the baseline.\n' : `\n${lowered.join('\n')}\n`,
  );
  return lowered.length === 0 ? 0 : 1;
}

/** With `leaveOut`, `auto` gives a site the suppliers that the labels of the other sites name. */
async function readSuppliers(
  source: string | undefined,
  updates: readonly LabelledUpdate[],
  leaveOut: boolean,
): Promise<(org: string) => readonly string[]> {
  if (source === undefined) return () => [];
  if (source === 'auto') {
    const own = suppliersByOrg(updates);
    if (!leaveOut) return (org) => own.get(org) ?? [];
    return (org) => [...new Set([...own].flatMap(([other, names]) => (other === org ? [] : names)))];
  }
  const text = await readFile(source, 'utf8');
  const rows = text
    .split('\n')
    .map((row) => row.trim())
    .filter((row) => row !== '' && !row.startsWith('#'))
    .map((row) => /^(?:([^:]*):)?(.*)$/.exec(row) ?? ['', '', row])
    .map(([, org = '', names = '']) => ({
      org: org.trim(),
      names: names.split(',').map((name) => name.trim()),
    }));
  return (org) => rows.filter((row) => row.org === org || row.org === '').flatMap(({ names }) => names);
}
