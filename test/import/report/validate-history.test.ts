import { expect, test } from 'vitest';
import { validateHistory } from '../../../src/import/report/validate-history.ts';
import { importLines, incident, NOW, parsed } from '../run-import.ts';

const update = {
  at: '2024-05-01T09:10:00Z',
  status: 'investigating',
  body: 'Some customers cannot pay by card.',
};

function findIn(...updates: readonly unknown[]) {
  const imported = importLines(
    incident({ id: '1', started_at: '2024-05-01T09:00:00Z', resolved_at: '2024-05-01T10:00:00Z', updates }),
  );
  const ids = new Set(imported.report.files.map(({ id }) => id));
  const { rules, writtenEndings } = validateHistory(parsed(imported), ids, NOW)!;
  return { writtenEndings, apology: rules.some(({ rule }) => rule === 'require-apology') };
}

test('an ending that the import wrote is counted, and nothing in it is a finding', () => {
  expect(findIn(update)).toEqual({ writtenEndings: 1, apology: false });
});

test('the same words of the company are checked', () => {
  const own = { at: '2024-05-01T10:00:00Z', status: 'resolved', body: 'Resolved.' };
  expect(findIn(update, own)).toEqual({ writtenEndings: 0, apology: true });
});
