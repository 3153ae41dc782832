import { z } from 'zod';
import type { ImportNote } from '../note.ts';
import type {
  ImportRecord,
  ReadError,
  RecordComponent,
  RecordReadResult,
  RecordTime,
  RecordUpdate,
} from '../record.ts';
import { ComponentNames } from './component-names.ts';
import {
  hasShape,
  idField,
  listIn,
  peekJson,
  readJsonDocuments,
  readTextField,
  utcTime,
} from './json-document.ts';
import type { JsonDocument } from './json-document.ts';
import { omitFields } from './read-front-matter.ts';
import type { Reader, ReaderInput } from './reader.ts';
import { formatCount } from '../../text/count.ts';

const itemSchema = z.looseObject({
  id: idField,
  type: readTextField,
  attributes: z.looseObject({}).nullish(),
  relationships: z.looseObject({}).nullish(),
});

type Item = z.output<typeof itemSchema>;

const PHASES: Readonly<Record<string, string>> = {
  1: 'investigating',
  2: 'identified',
  3: 'monitoring',
  4: 'resolved',
};
const SCHEDULE_PHASES: Readonly<Record<string, string>> = {
  0: 'scheduled',
  1: 'in-progress',
  2: 'completed',
};
const STATES: Readonly<Record<string, string>> = {
  1: 'operational',
  2: 'degraded',
  3: 'partial outage',
  4: 'major outage',
  5: 'unknown',
  6: 'under maintenance',
};

const WORDS = {
  phases: { upcoming: 'scheduled', complete: 'completed' },
  severities: { unknown: ['minor', 'degraded'], 'performance-issues': ['minor', 'degraded'] },
} as const;

const TAKEN = new Set(
  `id guid name message visible stickied notifications status occurred published created updated occurred_at published_at
  created_at updated_at scheduled scheduled_at completed completed_at component_id user_id human_status latest_status
  latest_human_status latest_icon permalink updates components meta duration is_resolved deleted_at`.split(
    /\s+/,
  ),
);

/** Cachet: the answers of its API, of version 3 (JSON:API) or 2. */
export const cachetReader: Reader = {
  format: 'cachet',
  expects: '{"data": [{"type": "incidents", "attributes": {…}}]}',
  recognises: (files) => {
    const documents = peekJson(files);
    const typed = documents.some(({ data }) =>
      /^(?:incidents|schedules|components|component-groups)$/.test(firstType(data)),
    );
    return typed || hasShape(documents, 'data', ['human_status', 'message']);
  },
  read,
};

function firstType(data: unknown): string {
  const list = (data as { data?: unknown } | null)?.data;
  return Array.isArray(list) ? String((list[0] as { type?: unknown } | undefined)?.type ?? '') : '';
}

function read({ files }: ReaderInput): RecordReadResult {
  const errors: ReadError[] = [];
  const documents = readJsonDocuments(files, errors);
  const listed = documents.flatMap((document) =>
    listIn(document, ['data'], itemSchema).map((item) => ({ item, document })),
  );
  const included = documents.map((document) => ({
    document,
    items: listIn(document, ['included'], itemSchema),
  }));
  const components = new Map<string, RecordComponent>();
  for (const item of [...listed.map(({ item: one }) => one), ...included.flatMap(({ items }) => items)]) {
    const name = textOf(item, 'name');
    if (item.type === 'components' && name !== undefined && !components.has(item.id))
      components.set(item.id, {
        key: item.id,
        name,
        ...(textOf(item, 'description') !== undefined && { description: textOf(item, 'description')! }),
      });
  }
  const names = new ComponentNames([...components.values()]);
  const records: ImportRecord[] = [];
  let hidden = 0;
  for (const { item, document } of listed) {
    const planned = item.type === 'schedules' || (item.type == null && fieldOf(item, 'scheduled_at') != null);
    if (
      item.type !== 'incidents' &&
      !planned &&
      !(item.type == null && textOf(item, 'message') !== undefined)
    )
      continue;
    if (isHidden(item)) hidden += 1;
    else
      records.push(
        toRecord(
          item,
          planned,
          document,
          included.find((one) => one.document === document)?.items ?? [],
          names,
        ),
      );
  }
  const notes: ImportNote[] =
    hidden > 0
      ? [
          {
            kind: 'repaired',
            text: `${formatCount(hidden, 'entry', 'entries')} hidden in Cachet ${hidden === 1 ? 'was' : 'were'} left out`,
          },
        ]
      : [];
  return {
    records,
    components: [...components.values()],
    page: {},
    errors,
    notes,
    undeclared: names.undeclared,
  };
}

/** A field of an item, of version 3 below `attributes`, of version 2 in the item itself. */
function fieldOf(item: Item, name: string): unknown {
  return (item.attributes ?? item)[name];
}

/** Version 2 has a switch; version 3 has 0 for who is signed in, 1 for everyone, 2 for nobody. */
function isHidden(item: Item): boolean {
  const visible = numberOf(fieldOf(item, 'visible'));
  return (visible !== '' && !/^(?:1|true)$/i.test(visible)) || fieldOf(item, 'deleted_at') != null;
}

function textOf(item: Item, name: string): string | undefined {
  const value = fieldOf(item, name);
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

/** `{string}` of version 3, or the text of version 2. */
function timeOf(item: Item, ...keys: readonly string[]): RecordTime {
  for (const name of keys) {
    const value = fieldOf(item, name);
    const text = typeof value === 'object' && value !== null ? (value as { string?: unknown }).string : value;
    if (typeof text === 'string' && text !== '') return utcTime(text);
  }
  return {};
}

function numberOf(value: unknown): string {
  return String(
    typeof value === 'object' && value !== null
      ? ((value as { value?: unknown }).value ?? '')
      : (value ?? ''),
  );
}

function related(item: Item, kind: string): string[] {
  const list = (item.relationships?.[kind] as { data?: unknown } | undefined)?.data;
  return Array.isArray(list) ? list.flatMap((one) => String((one as { id?: unknown })?.id ?? '') || []) : [];
}

function toRecord(
  item: Item,
  planned: boolean,
  document: JsonDocument,
  included: readonly Item[],
  names: ComponentNames,
): ImportRecord {
  const ids = related(item, 'components');
  const own = Array.isArray(fieldOf(item, 'updates')) ? (fieldOf(item, 'updates') as unknown[]) : [];
  const updates = [
    ...included.filter(
      (one) =>
        one.type === 'updates' &&
        related(item, 'updates').includes(one.id) &&
        String(fieldOf(one, 'updateable_id') ?? item.id) === item.id,
    ),
    ...own.flatMap((one) => itemSchema.safeParse(one).data ?? []),
  ];
  const phases = planned ? SCHEDULE_PHASES : PHASES;
  const message = textOf(item, 'message');
  const created = timeOf(item, 'published', 'published_at', 'created', 'created_at');
  const phaseNow = phases[numberOf(fieldOf(item, 'status'))];
  // The status of an incident is that of its last update; its own message came first.
  const firstPhase =
    updates.length > 0 || phaseNow === undefined
      ? planned
        ? 'scheduled'
        : 'investigating'
      : planned
        ? 'scheduled'
        : phaseNow;
  const first: RecordUpdate[] =
    message === undefined ? [] : [{ ...toUpdate(message, created), status: firstPhase }];
  const from = timeOf(item, 'scheduled', 'scheduled_at');
  const until = timeOf(item, 'completed', 'completed_at');
  const rest = updates.map((one) => {
    const phase = phases[numberOf(fieldOf(one, 'status'))];
    return {
      ...toUpdate(textOf(one, 'message') ?? '', timeOf(one, 'created', 'created_at')),
      ...(phase !== undefined && { status: phase }),
    };
  });
  const url = textOf(item, 'permalink');
  const started = planned
    ? from
    : timeOf(item, 'occurred', 'occurred_at', 'published', 'created', 'created_at');
  const over = phaseNow === 'resolved' || phaseNow === 'completed';
  const last = rest.findLast(({ status }) => status === 'resolved');
  return {
    from: 'cachet',
    id: planned ? `schedule ${item.id}` : item.id,
    ...(url !== undefined && { url }),
    kind: planned ? 'maintenance' : 'incident',
    title: textOf(item, 'name') ?? '',
    severity: planned ? ['maintenance'] : severityOf(ids, included),
    components: names.findAll(ids),
    started,
    ended: planned ? until : (last?.at ?? (over ? timeOf(item, 'updated', 'updated_at') : {})),
    ...(planned && from.iso !== undefined && until.iso !== undefined && { window: { from, until } }),
    ...(over && { over }),
    draft: false,
    updates: [...first, ...rest],
    words: WORDS,
    unmappedFields: omitFields(
      (item.attributes ?? item) as Record<string, unknown>,
      new Set([...TAKEN, 'type', 'attributes', 'relationships']),
    ),
    origin: { file: document.path },
  };
}

function toUpdate(body: string, at: RecordTime): RecordUpdate {
  return { at, body, format: 'markdown', affects: {}, unmappedFields: {} };
}

/** The worst that a component suffered from in this incident; where several incidents share it, the answer does not say which. */
function severityOf(ids: readonly string[], included: readonly Item[]): string[] {
  const states = ids.flatMap((id) => {
    const uses = included.filter((one) => one.type === 'components' && one.id === id);
    const one = uses.length === 1 ? uses[0] : uses.toSorted((a, b) => pivotOf(b) - pivotOf(a))[0];
    return one ? [pivotOf(one)] : [];
  });
  const worst = Math.max(0, ...states.filter((state) => state <= 4));
  const word = STATES[worst];
  return word === undefined ? [] : [word];
}

function pivotOf(item: Item): number {
  const pivot = fieldOf(item, 'pivot') as { component_status?: unknown } | undefined;
  return Number(numberOf(pivot?.component_status)) || 0;
}
