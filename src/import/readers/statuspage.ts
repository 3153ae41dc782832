import { readJsonLines } from '../read-json-lines.ts';
import { readStatuspage } from '../read-statuspage.ts';
import type { RecordReadResult } from '../record.ts';
import { hasShape, peekJson } from './json-document.ts';
import type { InputFile, Reader } from './reader.ts';

/** Statuspage: what its public API or its manage API answers. */
export const statuspageReader: Reader = {
  format: 'statuspage',
  expects: '{"incidents": [{"incident_updates": […]}]}',
  recognises: (files) => {
    const documents = peekJson(files);
    const lists = ['incidents', 'scheduled_maintenances', 'bare'];
    return (
      lists.some((list) => hasShape(documents, list, ['incident_updates'])) ||
      hasShape(documents, 'components', ['status', 'page_id'])
    );
  },
  read: ({ files }) => mergeResults(answersIn(files).map(({ path, text }) => readStatuspage(path, text))),
};

/** The JSON files that are answers of Statuspage; all of them where none is, so that each says what it lacks. */
function answersIn(files: readonly InputFile[]): readonly InputFile[] {
  const json = files.filter(({ path }) => /\.json$/i.test(path));
  const lists = ['incidents', 'scheduled_maintenances', 'components', 'bare'];
  const answers = json.filter((file) => {
    const documents = peekJson([file]);
    return documents.length === 0 || lists.some((list) => hasShape(documents, list, ['name']));
  });
  return answers.length > 0 ? answers : json;
}

/** Neutral JSON lines, which `candor export` writes too. */
export const jsonLinesReader: Reader = {
  format: 'jsonl',
  expects: 'a file with one JSON object a line, each with "title" and "updates"',
  recognises: (files) =>
    files.some(({ path, text }) => /\.(?:jsonl|ndjson)$/i.test(path) && /^\s*\{/.test(text)),
  read: ({ files }) => mergeResults(lineFiles(files).map(({ path, text }) => readJsonLines(path, text))),
};

function lineFiles(files: readonly InputFile[]): readonly InputFile[] {
  const named = files.filter(({ path }) => /\.(?:jsonl|ndjson)$/i.test(path));
  return named.length > 0 ? named : files;
}

/** What several files gave, as one. */
export function mergeResults(results: readonly RecordReadResult[]): RecordReadResult {
  return {
    records: results.flatMap(({ records }) => records),
    components: results.flatMap(({ components }) => components),
    page: Object.assign({}, ...results.map(({ page }) => page)) as RecordReadResult['page'],
    errors: results.flatMap(({ errors }) => errors),
    notes: results.flatMap(({ notes }) => notes ?? []),
    files: results.flatMap(({ files }) => files ?? []),
  };
}
