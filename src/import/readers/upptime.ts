import { readIssues } from './github-issues.ts';
import { hasShape, peekJson } from './json-document.ts';
import type { RecordReadResult } from '../record.ts';
import type { Reader, ReaderInput } from './reader.ts';
import { readUpptimeRuns } from './upptime-runs.ts';

/** Upptime: GitHub issues, and on demand the outages that the log of the repository shows. */
export const upptimeReader: Reader = {
  format: 'upptime',
  expects: 'GitHub issues with their comments as JSON, or .upptimerc.yml and history/',
  recognises: (files) =>
    files.some(({ path }) => /(?:^|\/)\.?upptimerc\.ya?ml$/.test(path)) ||
    hasShape(peekJson(files), 'bare', ['number', 'title', 'labels']),
  read,
};

function read(input: ReaderInput): RecordReadResult {
  const issues = readIssues(
    { ...input, files: input.files.filter(({ path }) => !/(?:^|\/)(?:history|api|graphs)\//.test(path)) },
    'upptime',
  );
  const runs = readUpptimeRuns(input, issues.components);
  return {
    ...issues,
    records: [...issues.records, ...runs.records],
    components: [...issues.components, ...runs.components],
    errors: [...issues.errors, ...runs.errors],
    notes: [...(issues.notes ?? []), ...runs.notes],
  };
}
