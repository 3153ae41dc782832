import type { Finding } from '../content/finding.ts';
import type { Source } from '../content/source.ts';

/** What every reporter draws: the findings, in order, and the sources to quote from. */
export interface Report {
  /** How many files were read. */
  readonly files: number;
  readonly findings: readonly Finding[];
  /** What could not be known and was therefore not judged, in sentences. */
  readonly notes: readonly string[];
  /** The source of each path that a finding names. */
  readonly sources: ReadonlyMap<string, Source>;
}

/** `3 errors and 1 warning`, `no findings`. */
export function sayCounts(findings: readonly Finding[]): string {
  const errors = findings.filter((finding) => finding.level === 'error').length;
  const warnings = findings.length - errors;
  const parts = [count(errors, 'error'), count(warnings, 'warning')].filter((part) => part !== '');
  return parts.join(' and ') || 'no findings';
}

/** `1 file`, `2 files`; empty for none. */
export function count(number: number, noun: string): string {
  return number === 0 ? '' : `${number} ${noun}${number === 1 ? '' : 's'}`;
}
