import type { WordingContext, WordingKind } from './context.ts';
import type { WordingMatch, PublicWordingRule } from './hit.ts';
import { matchWording } from './judge.ts';

export const WORDING_RULES: readonly PublicWordingRule[] = [
  'jargon',
  'blame',
  'speculation',
  'promise',
  'minimising',
];

/** A span that a person labelled. Borderline labels count neither way. */
export interface WordingLabel {
  readonly rule: PublicWordingRule;
  readonly start: number;
  readonly end: number;
  readonly borderline: boolean;
}

/** One labelled update, with what the site would declare about itself. */
export interface LabelledUpdate {
  readonly id: string;
  readonly org: string;
  /** How it was chosen, in the words of its file; '' if the file does not say. */
  readonly drawn: string;
  readonly kind: WordingKind;
  readonly body: string;
  readonly names: readonly string[];
  readonly labels: readonly WordingLabel[];
}

/** Counts of one kind of decision. Precision is right / (right + wrong), recall is right / (right + missed). */
export interface DecisionCounts {
  readonly right: number;
  readonly wrong: number;
  readonly missed: number;
}

/** A decision the engine and the label disagree on. */
export interface Disagreement {
  readonly id: string;
  readonly rule: PublicWordingRule;
  readonly kind: 'miss' | 'false-alarm';
  readonly text: string;
  readonly sentence: string;
  readonly entry?: string;
}

export interface WordingScores {
  readonly updates: number;
  /** Whole updates: the rule gives an error anywhere, and a firm label of it is anywhere. */
  readonly byUpdate: Readonly<Record<PublicWordingRule | 'all', DecisionCounts>>;
  /** Errors that touch a label, and firm labels that an error touches. */
  readonly bySpan: Readonly<Record<PublicWordingRule | 'all', DecisionCounts>>;
  /** Updates without any label, those of them with any error, and with an error of another rule than jargon. */
  readonly clean: { readonly updates: number; readonly alarmed: number; readonly otherThanJargon: number };
  readonly disagreements: readonly Disagreement[];
}

/**
 * Scores the rules on labelled updates, errors only. Firm labels count; where a rule has only borderline labels on an
 * update (by span: where an error touches one) it is neither right nor wrong. `unread` names the rules that nobody
 * looked for in a part of the file (by `drawn`); they are not scored there.
 */
export function evaluateWording(
  updates: readonly LabelledUpdate[],
  contextOf: (update: LabelledUpdate) => WordingContext,
  unread: ReadonlyMap<string, readonly PublicWordingRule[]> = new Map(),
): WordingScores {
  const byUpdate = emptyTable();
  const bySpan = emptyTable();
  const clean = { updates: 0, alarmed: 0, otherThanJargon: 0 };
  const disagreements: Disagreement[] = [];
  for (const update of updates) {
    const errors = matchWording(update.body, contextOf(update)).filter(({ level }) => level === 'error');
    const skipped = unread.get(update.drawn) ?? [];
    if (update.labels.length === 0 && skipped.length === 0) {
      clean.updates++;
      if (errors.length > 0) clean.alarmed++;
      if (errors.some(({ rule }) => rule !== 'jargon')) clean.otherThanJargon++;
    }
    for (const rule of WORDING_RULES.filter((known) => !skipped.includes(known))) {
      const found = errors.filter((match) => match.rule === rule);
      const labels = update.labels.filter((label) => label.rule === rule);
      const firm = labels.filter((label) => !label.borderline);
      scoreUpdate(byUpdate, disagreements, update, rule, found, firm, labels);
      scoreSpans(bySpan, rule, found, firm, labels);
    }
  }
  return {
    updates: updates.length,
    byUpdate: withTotal(byUpdate),
    bySpan: withTotal(bySpan),
    clean,
    disagreements,
  };
}

type Table = Record<PublicWordingRule, { right: number; wrong: number; missed: number }>;

const emptyTable = (): Table => ({
  jargon: { right: 0, wrong: 0, missed: 0 },
  blame: { right: 0, wrong: 0, missed: 0 },
  speculation: { right: 0, wrong: 0, missed: 0 },
  promise: { right: 0, wrong: 0, missed: 0 },
  minimising: { right: 0, wrong: 0, missed: 0 },
});

const withTotal = (table: Table): Record<PublicWordingRule | 'all', DecisionCounts> => {
  const all = { right: 0, wrong: 0, missed: 0 };
  for (const score of Object.values(table)) {
    all.right += score.right;
    all.wrong += score.wrong;
    all.missed += score.missed;
  }
  return { ...table, all };
};

function scoreUpdate(
  table: Table,
  disagreements: Disagreement[],
  update: LabelledUpdate,
  rule: PublicWordingRule,
  found: readonly WordingMatch[],
  firm: readonly WordingLabel[],
  labels: readonly WordingLabel[],
): void {
  const score = table[rule];
  if (firm.length > 0 && found.length > 0) score.right++;
  else if (firm.length > 0) {
    score.missed++;
    for (const label of firm) {
      const text = update.body.slice(label.start, label.end);
      const sentence = surroundings(update.body, label.start, label.end);
      disagreements.push({ id: update.id, rule, kind: 'miss', text, sentence });
    }
  } else if (found.length > 0 && labels.length === 0) {
    score.wrong++;
    for (const { text, entry, start, end } of found) {
      const sentence = surroundings(update.body, start, end);
      disagreements.push({ id: update.id, rule, kind: 'false-alarm', text, sentence, entry });
    }
  }
}

function scoreSpans(
  table: Table,
  rule: PublicWordingRule,
  found: readonly WordingMatch[],
  firm: readonly WordingLabel[],
  labels: readonly WordingLabel[],
): void {
  const touch = (match: WordingMatch, label: WordingLabel): boolean =>
    match.start < label.end && label.start < match.end;
  const score = table[rule];
  for (const match of found) {
    if (firm.some((label) => touch(match, label))) score.right++;
    else if (!labels.some((label) => touch(match, label))) score.wrong++;
  }
  for (const label of firm) if (!found.some((match) => touch(match, label))) score.missed++;
}

const surroundings = (text: string, start: number, end: number): string =>
  text
    .slice(Math.max(0, start - 100), Math.min(text.length, end + 80))
    .replace(/\s+/g, ' ')
    .trim();
