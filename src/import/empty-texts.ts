import type { RecordReadResult } from './record.ts';

/**
 * Whether a source answers in the right shape with nothing in it: most of its entries have no text at all. Such an import
 * would publish a history of empty headings.
 */
export function findEmptyTexts(
  inputs: readonly RecordReadResult[],
): { empty: number; all: number } | undefined {
  const records = inputs.flatMap((input) => input.records);
  const empty = records.filter(({ updates }) =>
    updates.every(({ body, html, label }) => `${body}${html ?? ''}${label ?? ''}`.trim() === ''),
  );
  return records.length > 0 && empty.length * 2 > records.length
    ? { empty: empty.length, all: records.length }
    : undefined;
}
