import { z } from 'zod';
import type { ImportNote } from '../note.ts';
import type {
  ImportRecord,
  ReadError,
  RecordComponent,
  RecordPage,
  RecordReadResult,
  RecordUpdate,
} from '../record.ts';
import { ComponentNames } from './component-names.ts';
import { idField, listIn, peekJson, readJsonDocuments, readTextField, utcTime } from './json-document.ts';
import { omitFields } from './read-front-matter.ts';
import type { Reader, ReaderInput } from './reader.ts';
import { formatCount } from '../../text/count.ts';

const affectedSchema = z.looseObject({ status_page_resource_id: readTextField, status: readTextField });

const itemSchema = z.looseObject({
  id: idField,
  type: readTextField,
  attributes: z
    .looseObject({
      title: readTextField,
      report_type: readTextField,
      starts_at: readTextField,
      ends_at: readTextField,
      message: readTextField,
      published_at: readTextField,
      public_name: readTextField,
      explanation: readTextField,
      position: z.number().nullish(),
      name: readTextField,
      status_page_section_id: readTextField,
      status_report_id: readTextField,
      aggregate_state: readTextField,
      affected_resources: z.array(affectedSchema).nullish(),
    })
    .nullish(),
  relationships: z.looseObject({}).nullish(),
});

type Item = z.output<typeof itemSchema>;

const WORDS = {
  severities: {
    downtime: ['critical', 'major-outage'],
    degraded: ['minor', 'degraded'],
    maintenance: ['none', 'operational'],
    resolved: ['none', 'operational'],
    'not-monitored': ['none', 'operational'],
  },
} as const;

const TAKEN = new Set(
  'title report_type starts_at ends_at status_page_id affected_resources aggregate_state created_at updated_at'.split(
    ' ',
  ),
);

/** Better Stack: the public `index.json` of a status page, or the reports of its API. */
export const betterstackReader: Reader = {
  format: 'betterstack',
  expects: '{"data": {"type": "status_page"}, "included": [{"type": "status_report"}]}',
  recognises: (files) =>
    peekJson(files).some(({ data }) =>
      /"type":"status_(?:page|report|update)"/.test(JSON.stringify(data).slice(0, 200_000)),
    ),
  read,
};

function read({ files }: ReaderInput): RecordReadResult {
  const errors: ReadError[] = [];
  const documents = readJsonDocuments(files, errors);
  const items = documents.flatMap((document) => [
    ...listIn(document, ['included'], itemSchema).map((item) => ({ item, file: document.path })),
    ...(Array.isArray((document.data as { data?: unknown } | null)?.data)
      ? listIn(document, ['data'], itemSchema).map((item) => ({ item, file: document.path }))
      : []),
  ]);
  const sections = new Map(
    items
      .filter(({ item }) => item.type === 'status_page_section')
      .map(({ item }) => [item.id, item.attributes?.name]),
  );
  const components = items
    .filter(({ item }) => item.type === 'status_page_resource')
    .map(({ item: { id, attributes } }): RecordComponent => {
      const group = sections.get(attributes?.status_page_section_id ?? '');
      return {
        key: id,
        name: attributes?.public_name ?? id,
        ...(group && { group }),
        ...(attributes?.explanation && { description: attributes.explanation }),
        ...(attributes?.position != null && { order: attributes.position }),
      };
    });
  const names = new ComponentNames(components);
  const updates = items.filter(({ item }) => item.type === 'status_update').map(({ item }) => item);
  const page = Object.assign({}, ...documents.map(({ data }) => pageOf(data))) as RecordPage;
  const records = items
    .filter(({ item }) => item.type === 'status_report')
    .map(({ item, file }) => toRecord(item, file, updates, names, page));
  const monitors = items.filter(({ item }) => item.type === 'incident').length;
  const used = new Set(
    items
      .filter(({ item }) => item.type === 'status_report')
      .flatMap(({ item }) => updatesOf(item, updates).map(({ id }) => id)),
  );
  const notes: ImportNote[] = [];
  if (monitors > 0)
    notes.push({
      kind: 'repaired',
      text: `${formatCount(monitors, 'incident')} of monitors ${monitors === 1 ? 'was' : 'were'} left out: not public in Better Stack`,
    });
  for (const { id, attributes } of updates.filter((one) => !used.has(one.id)))
    notes.push({
      kind: 'person',
      text: `the update ${id} belongs to a report that is not in the input and was left out: ${attributes?.message ?? ''}`,
    });
  return { records, components, page, errors, notes, undeclared: names.undeclared };
}

function pageOf(data: unknown): RecordPage {
  const page = (data as { data?: { type?: unknown; attributes?: Record<string, unknown> } } | null)?.data;
  if (page?.type !== 'status_page') return {};
  const { company_name: name, custom_domain: domain, subdomain } = page.attributes ?? {};
  const host =
    typeof domain === 'string' && domain !== ''
      ? domain
      : typeof subdomain === 'string' && subdomain !== ''
        ? `${subdomain}.betteruptime.com`
        : undefined;
  return { ...(typeof name === 'string' && { name }), ...(host !== undefined && { url: `https://${host}` }) };
}

function toRecord(
  item: Item,
  file: string,
  all: readonly Item[],
  names: ComponentNames,
  page: RecordPage,
): ImportRecord {
  const report = item.attributes ?? {};
  const updates = updatesOf(item, all);
  const planned = report.report_type === 'maintenance';
  const affected = report.affected_resources ?? [];
  const [from, until] = [utcTime(report.starts_at), utcTime(report.ends_at)];
  return {
    from: 'betterstack',
    id: item.id,
    ...(page.url !== undefined && { url: `${page.url}/incident/${item.id}` }),
    kind: planned ? 'maintenance' : 'incident',
    title: report.title ?? '',
    severity: planned
      ? ['maintenance']
      : severest([report.aggregate_state, ...affected.map(({ status }) => status)]),
    components: names.findAll(affected.flatMap(({ status_page_resource_id: id }) => id ?? [])),
    started: from,
    ended: until,
    ...(planned && from.iso !== undefined && until.iso !== undefined && { window: { from, until } }),
    draft: false,
    updates: updates.map(toUpdate),
    words: WORDS,
    unmappedFields: omitFields(report, TAKEN),
    origin: { file },
  };
}

/** A report names its updates, or they name it. */
function updatesOf(report: Item, all: readonly Item[]): Item[] {
  const linked =
    (report.relationships?.['status_updates'] as { data?: { id?: unknown }[] } | undefined)?.data ?? [];
  const ids = new Set(linked.map(({ id }) => String(id)));
  return all.filter(({ id, attributes }) => ids.has(id) || attributes?.status_report_id === report.id);
}

function severest(words: readonly (string | null | undefined)[]): string[] {
  const known = words.filter((word) => word != null && word !== '');
  const worst = ['downtime', 'degraded', 'maintenance'].find((word) => known.includes(word)) ?? known[0];
  return worst == null ? [] : [worst];
}

/** An update has no phase; one that says "resolved" of every resource is the end. */
function toUpdate({ attributes }: Item): RecordUpdate {
  const affected = attributes?.affected_resources ?? [];
  const over = affected.length > 0 && affected.every(({ status }) => status === 'resolved');
  return {
    at: utcTime(attributes?.published_at),
    ...(over && { status: 'resolved' }),
    body: attributes?.message ?? '',
    format: 'markdown',
    affects: Object.fromEntries(
      affected.flatMap(({ status_page_resource_id: id, status }) =>
        id && status && !over ? [[id, status]] : [],
      ),
    ),
    unmappedFields: {},
  };
}
