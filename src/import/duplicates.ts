import type { ImportRecord } from './record.ts';

/**
 * Several files of one tool hold the same incident: those become one, with the updates of all. Two different incidents
 * that share an id by mistake stay two.
 */
export function mergeDuplicates(records: readonly ImportRecord[]): {
  records: ImportRecord[];
  duplicates: number;
} {
  const byKey = new Map<string, ImportRecord>();
  const ids = new Map<string, number>();
  let duplicates = 0;
  for (const record of records) {
    const key = JSON.stringify([record.from, record.id, record.title, record.started]);
    const twin = byKey.get(key);
    if (twin) {
      byKey.set(key, mergeRecords(twin, record));
      duplicates += 1;
      continue;
    }
    const name = JSON.stringify([record.from, record.id]);
    const count = (ids.get(name) ?? 0) + 1;
    ids.set(name, count);
    byKey.set(key, count === 1 ? record : { ...record, id: `${record.id} (${count})` });
  }
  return { records: [...byKey.values()], duplicates };
}

function mergeRecords(a: ImportRecord, b: ImportRecord): ImportRecord {
  const [more, less] = b.updates.length > a.updates.length ? [b, a] : [a, b];
  const known = new Set(more.updates.map((update) => JSON.stringify([update.at, update.body])));
  const added = less.updates.filter((update) => !known.has(JSON.stringify([update.at, update.body])));
  return {
    ...less,
    ...more,
    id: a.id,
    ended: more.ended.iso === undefined ? less.ended : more.ended,
    ...((more.over ?? less.over) !== undefined && { over: more.over ?? less.over }),
    unmappedFields: { ...less.unmappedFields, ...more.unmappedFields },
    updates: [...more.updates, ...added],
    origin: a.origin,
  };
}
