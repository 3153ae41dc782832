import type { Diagnostic, TextFix } from './finding.ts';
import type { SourceFile } from './source.ts';

/** Fixes in order, without those that overlap an earlier one. */
export function selectCompatibleFixes(diagnostics: readonly Diagnostic[]): TextFix[] {
  const fixes = diagnostics.flatMap((diagnostic) => (diagnostic.fix ? [diagnostic.fix] : []));
  const chosen: TextFix[] = [];
  for (const fix of fixes.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    const last = chosen.at(-1);
    if (!last || fix.start > last.end || (fix.start === last.end && fix.end > fix.start)) chosen.push(fix);
  }
  return chosen;
}

/** The fixes must not overlap. */
export function applyFixes(source: SourceFile, fixes: readonly TextFix[]): string {
  let text = '';
  let at = 0;
  for (const fix of fixes) {
    text += source.text.slice(at, fix.start) + fix.text;
    at = fix.end;
  }
  return text + source.text.slice(at);
}
