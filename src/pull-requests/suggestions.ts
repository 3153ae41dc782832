import type { Diagnostic, TextFix } from '../content/finding.ts';
import { applyFixes, selectCompatibleFixes } from '../content/finding.ts';
import { locateSpan } from '../content/source.ts';
import type { SourceFile, TextSpan } from '../content/source.ts';
import { formatCodeBlock, escapeMarkdown } from '../text/github-markdown.ts';
import { formatMarker, parseMarkerKeys } from '../text/comment-marker.ts';
import { hashText } from '../text/short-hash.ts';

/** Lines of the new version of a file, from 1, both ends included. */
export interface LineRange {
  readonly from: number;
  readonly to: number;
}

/** A GitHub suggestion: replacement text for some lines. */
export interface Suggestion extends LineRange {
  readonly path: string;
  /** Identifies it even if its lines move. */
  readonly key: string;
  /** Markdown, including the marker with the key. */
  readonly body: string;
}

export interface ExistingSuggestion {
  readonly id: number;
  readonly body: string;
  /** Its lines have changed since it was posted. */
  readonly outdated: boolean;
  readonly hasReply: boolean;
}

const SUGGESTION_MARKER = 'suggestion';

/** Combines fixes of the same lines into one suggestion, so that applying one never breaks another. */
export function createSuggestions(source: SourceFile, diagnostics: readonly Diagnostic[]): Suggestion[] {
  const own = diagnostics.filter(({ location, fix }) => location.path === source.path && fix !== undefined);
  const groups: { range: LineRange; fixes: TextFix[] }[] = [];
  for (const fix of selectCompatibleFixes(own)) {
    const range = lineRangeOf(source, fix);
    const last = groups.at(-1);
    if (last && range.from <= last.range.to) {
      last.range = { from: last.range.from, to: Math.max(last.range.to, range.to) };
      last.fixes.push(fix);
    } else groups.push({ range, fixes: [fix] });
  }
  const seen = new Map<string, number>();
  return groups.flatMap(({ range, fixes }) => {
    const lines = offsetsOf(source, range);
    const before = source.text.slice(lines.start, lines.end);
    const after = applyFixesInLines(source, lines, fixes);
    if (before === after) return [];
    const reasons = own.filter(({ fix }) => fixes.includes(fix!));
    const same = [source.path, before, after].join('\0');
    const count = (seen.get(same) ?? 0) + 1;
    seen.set(same, count);
    const rules = [...new Set(reasons.map(({ rule }) => rule))].join('+');
    return [
      createFixSuggestion(source.path, range, `${rules}/${hashText(`${same}\0${count}`)}`, after, reasons),
    ];
  });
}

/** A suggestion that replaces whole lines, for a reason other than a finding. */
export function createLineSuggestion(
  path: string,
  range: LineRange,
  text: string,
  reason: string,
): Suggestion {
  const key = `lines/${hashText([path, text].join('\0'))}`;
  return {
    path,
    ...range,
    key,
    body: [reason, '', formatCodeBlock(text, 'suggestion'), '', formatMarker(SUGGESTION_MARKER, key)].join(
      '\n',
    ),
  };
}

/** GitHub can show a suggestion only if its lines are within one hunk of the diff. */
export function partitionByDiff(
  suggestions: readonly Suggestion[],
  hunks: ReadonlyMap<string, readonly LineRange[]>,
): { readonly shown: Suggestion[]; readonly outsideDiff: Suggestion[] } {
  const fits = ({ path, from, to }: Suggestion): boolean =>
    (hunks.get(path) ?? []).some((hunk) => from >= hunk.from && to <= hunk.to);
  return { shown: suggestions.filter(fits), outsideDiff: suggestions.filter((one) => !fits(one)) };
}

/** Existing suggestions are not posted again; outdated ones without a reply are removed. */
export function reconcileSuggestions(
  wanted: readonly Suggestion[],
  existing: readonly ExistingSuggestion[],
): { readonly write: Suggestion[]; readonly remove: number[] } {
  const currentKeys = new Set(
    existing.filter(({ outdated }) => !outdated).map(({ body }) => suggestionKeyOf(body)),
  );
  const keys = new Set(wanted.map(({ key }) => key));
  const stale = existing.filter(({ body, outdated, hasReply }) => {
    const key = suggestionKeyOf(body);
    return key !== undefined && !hasReply && (outdated || !keys.has(key));
  });
  return { write: wanted.filter(({ key }) => !currentKeys.has(key)), remove: stale.map(({ id }) => id) };
}

/** The bot's marker is the last one, because the suggested text may contain others. */
function suggestionKeyOf(body: string): string | undefined {
  return parseMarkerKeys(body, SUGGESTION_MARKER).at(-1);
}

function createFixSuggestion(
  path: string,
  range: LineRange,
  key: string,
  text: string,
  reasons: readonly Diagnostic[],
): Suggestion {
  const reason = reasons.map(({ message, clause, rule, help }) => {
    const name = `${rule}${clause === undefined ? '' : `, ${clause}`}`;
    return `${escapeMarkdown([message, help].filter((part) => part !== '').join(' '))} (${escapeMarkdown(name)})`;
  });
  const body = [
    ...new Set(reason),
    formatCodeBlock(text, 'suggestion'),
    formatMarker(SUGGESTION_MARKER, key),
  ].join('\n\n');
  return { path, ...range, key, body };
}

function lineRangeOf(source: SourceFile, fix: TextFix): LineRange {
  const { line, endLine } = locateSpan(source, fix);
  return { from: line, to: endLine };
}

/** From the start of the first line to the end of the last one, without its line break. */
function offsetsOf({ text }: SourceFile, { from, to }: LineRange): TextSpan {
  let start = 0;
  for (let line = 1; line < from; line += 1) start = text.indexOf('\n', start) + 1;
  let end = start;
  for (let line = from; line <= to; line += 1) {
    const next = text.indexOf('\n', line === from ? start : end + 1);
    end = next === -1 ? text.length : next;
  }
  return { start, end };
}

function applyFixesInLines({ path, text }: SourceFile, lines: TextSpan, fixes: readonly TextFix[]): string {
  const moved = fixes.map((fix) => ({ ...fix, start: fix.start - lines.start, end: fix.end - lines.start }));
  return applyFixes({ path, text: text.slice(lines.start, lines.end) }, moved);
}
