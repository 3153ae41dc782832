import { rulePage } from '../content/documentation.ts';
import type { Diagnostic } from '../content/finding.ts';
import type { SourceFile } from '../content/source.ts';
import { locateSpan } from '../content/source.ts';

/** The protocol's numbers for the severity of a finding. */
const SEVERITY = { error: 1, warn: 2 } as const;

/** Lines and characters count from 0. The types below are those of the Language Server Protocol, as far as they are used. */
interface Position {
  readonly line: number;
  readonly character: number;
}

interface Range {
  readonly start: Position;
  readonly end: Position;
}

interface EditorDiagnostic {
  range: Range;
  severity: 1 | 2;
  code: string;
  codeDescription: { href: string };
  source: string;
  message: string;
}

interface Hover {
  contents: { kind: 'markdown'; value: string };
  range: Range;
}

interface QuickFix {
  title: string;
  kind: 'quickfix';
  diagnostics: EditorDiagnostic[];
  edit: { changes: Record<string, { range: Range; newText: string }[]> };
}

/** Editors count lines and columns from 0. */
const toRange = ({ line, column, endLine, endColumn }: Diagnostic['location']): Range => ({
  start: { line: line - 1, character: column - 1 },
  end: { line: endLine - 1, character: endColumn - 1 },
});

export function toEditorDiagnostic({
  rule,
  clause,
  level,
  location,
  message,
  help,
}: Diagnostic): EditorDiagnostic {
  return {
    range: toRange(location),
    severity: SEVERITY[level],
    code: rule,
    codeDescription: { href: rulePage(rule) },
    source: clause === undefined ? 'candor' : `candor ${clause}`,
    message: help === '' ? message : `${message}\n${help}`,
  };
}

/** What the findings at a position say, as Markdown; null if there is none. */
export function createHover(findings: readonly Diagnostic[], position: Position): Hover | null {
  const here = findings.filter(({ location }) => contains(toRange(location), position));
  const [first] = here;
  if (!first) return null;
  const parts = here.map(({ rule, clause, message, help }) => {
    const name = `**${rule}**${clause === undefined ? '' : ` (${clause})`}`;
    return `${name}: ${escapeMarkdown([message, help].filter((text) => text !== '').join(' '))}\n\n[Why](${rulePage(rule)})`;
  });
  return { contents: { kind: 'markdown', value: parts.join('\n\n---\n\n') }, range: toRange(first.location) };
}

/** A quick fix for each finding in the range that has one right answer. */
export function createQuickFixes(
  source: SourceFile,
  uri: string,
  findings: readonly Diagnostic[],
  range: Range,
): readonly QuickFix[] {
  return findings.flatMap((finding) => {
    const { fix, location } = finding;
    if (!fix || !overlaps(toRange(location), range)) return [];
    const title = fix.text === '' ? 'Remove it' : `Write "${fix.text.replace(/\s+/g, ' ').slice(0, 80)}"`;
    const edit = { range: toRange(locateSpan(source, fix)), newText: fix.text };
    return [
      {
        title,
        kind: 'quickfix' as const,
        diagnostics: [toEditorDiagnostic(finding)],
        edit: { changes: { [uri]: [edit] } },
      },
    ];
  });
}

const isBefore = (a: Position, b: Position): boolean =>
  a.line < b.line || (a.line === b.line && a.character < b.character);
const contains = ({ start, end }: Range, position: Position): boolean =>
  !isBefore(position, start) && !isBefore(end, position);
const overlaps = (a: Range, b: Range): boolean => !isBefore(a.end, b.start) && !isBefore(b.end, a.start);

/** A finding quotes what a person wrote, which may be Markdown. */
const escapeMarkdown = (text: string): string => text.replace(/[\\`*_{}[\]<>()#+!|~]/g, '\\$&');
