import type { Audience, WordingContext, WordingKind } from '../context.ts';
import type { WordingMatch, PublicWordingRule } from '../match.ts';
import { matchWording } from '../match-wording.ts';

export const WORDING_RULES: readonly PublicWordingRule[] = [
  'jargon',
  'blame',
  'speculation',
  'promise',
  'minimising',
];

/** A span that a person labelled. Borderline labels don't count. */
export interface WordingLabel {
  readonly rule: PublicWordingRule;
  readonly start: number;
  readonly end: number;
  readonly borderline: boolean;
}

/** One labelled update, with the names that the site would declare. */
export interface LabelledUpdate {
  readonly id: string;
  readonly org: string;
  /** How it was sampled, as its file describes; '' if it does not. */
  readonly drawn: string;
  /** Who reads its site, if the file says so. */
  readonly audience?: Audience;
  readonly kind: WordingKind;
  readonly body: string;
  readonly names: readonly string[];
  readonly labels: readonly WordingLabel[];
}

/** An update with all that the rules found in it. */
export interface CheckedUpdate {
  readonly update: LabelledUpdate;
  readonly matches: readonly WordingMatch[];
  /** Rules for which it was not labelled; they are not scored. */
  readonly unlabelled: readonly PublicWordingRule[];
}

/** Runs the rules on each update. `unlabelled` lists rules that a sample (`drawn`) was not labelled for. */
export function checkUpdates(
  updates: readonly LabelledUpdate[],
  contextOf: (update: LabelledUpdate) => WordingContext,
  unlabelled: ReadonlyMap<string, readonly PublicWordingRule[]> = new Map(),
): readonly CheckedUpdate[] {
  return updates.map((update) => ({
    update,
    matches: matchWording(update.body, contextOf(update)),
    unlabelled: unlabelled.get(update.drawn) ?? [],
  }));
}

/** Counts of one kind of decision. Precision is right / (right + wrong), recall is right / (right + missed). */
export interface DecisionCounts {
  readonly right: number;
  readonly wrong: number;
  readonly missed: number;
}

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
  /** Whole updates: any error of the rule against any firm label of it. */
  readonly byUpdate: Readonly<Record<PublicWordingRule | 'all', DecisionCounts>>;
  /** Errors that overlap a label, and firm labels that an error overlaps. */
  readonly bySpan: Readonly<Record<PublicWordingRule | 'all', DecisionCounts>>;
  /** Updates without labels: how many, how many with an error, and how many with an error other than jargon. */
  readonly clean: { readonly updates: number; readonly flagged: number; readonly otherThanJargon: number };
  readonly disagreements: readonly Disagreement[];
}

/**
 * Scores the errors of the rules on labelled updates. Firm labels count; where an update has only borderline labels of a
 * rule (by span: where an error overlaps one) the rule is neither right nor wrong.
 * @param isCounted which matches count: errors, unless given
 */
export function scoreUpdates(
  checked: readonly CheckedUpdate[],
  isCounted: (match: WordingMatch, update: LabelledUpdate) => boolean = ({ level }) => level === 'error',
): WordingScores {
  const byUpdate = emptyTable();
  const bySpan = emptyTable();
  const clean = { updates: 0, flagged: 0, otherThanJargon: 0 };
  const disagreements: Disagreement[] = [];
  for (const { update, matches, unlabelled: skipped } of checked) {
    const errors = matches.filter((match) => isCounted(match, update));
    if (update.labels.length === 0 && skipped.length === 0) {
      clean.updates++;
      if (errors.length > 0) clean.flagged++;
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
    updates: checked.length,
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
      const sentence = textAround(update.body, label.start, label.end);
      disagreements.push({ id: update.id, rule, kind: 'miss', text, sentence });
    }
  } else if (found.length > 0 && labels.length === 0) {
    score.wrong++;
    for (const { text, entry, start, end } of found) {
      const sentence = textAround(update.body, start, end);
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
  const overlaps = (match: WordingMatch, label: WordingLabel): boolean =>
    match.start < label.end && label.start < match.end;
  const score = table[rule];
  for (const match of found) {
    if (firm.some((label) => overlaps(match, label))) score.right++;
    else if (!labels.some((label) => overlaps(match, label))) score.wrong++;
  }
  for (const label of firm) if (!found.some((match) => overlaps(match, label))) score.missed++;
}

const textAround = (text: string, start: number, end: number): string =>
  text
    .slice(Math.max(0, start - 100), Math.min(text.length, end + 80))
    .replace(/\s+/g, ' ')
    .trim();
