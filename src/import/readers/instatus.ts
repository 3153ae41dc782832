import { z } from 'zod';
import type { ImportRecord, ReadError, RecordComponent, RecordReadResult } from '../record.ts';
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
import { MINUTE } from '../../time/duration.ts';
import { addToTime } from '../times/time-words.ts';
import { omitFields } from './read-front-matter.ts';
import type { Reader, ReaderInput } from './reader.ts';

const updateSchema = z.looseObject({
  message: readTextField,
  messageHtml: readTextField,
  status: readTextField,
  started: readTextField,
  createdAt: readTextField,
});

const useSchema = z.looseObject({ id: idField, name: readTextField, status: readTextField });

const entrySchema = z.looseObject({
  id: idField,
  name: readTextField,
  status: readTextField,
  impact: readTextField,
  started: readTextField,
  resolved: readTextField,
  start: readTextField,
  end: readTextField,
  duration: readTextField,
  url: readTextField,
  updates: z.array(updateSchema).nullish(),
  components: z.array(useSchema).nullish(),
});

const componentSchema = z.looseObject({
  id: idField,
  name: z.string(),
  description: readTextField,
  order: z.number().nullish(),
  group: z.union([z.string(), z.looseObject({ name: readTextField })]).nullish(),
});

const TAKEN = new Set(
  'id name status impact started resolved start end duration url updates components notify createdAt updatedAt'.split(
    ' ',
  ),
);

/** Instatus writes its words without anything between them. */
const WORDS = {
  phases: { notstartedyet: 'scheduled', inprogress: 'in-progress', verifying: 'verifying' },
  severities: {
    majoroutage: ['critical', 'major-outage'],
    partialoutage: ['major', 'partial-outage'],
    minoroutage: ['minor', 'degraded'],
    degradedperformance: ['minor', 'degraded'],
    undermaintenance: ['none', 'operational'],
  },
} as const;

/** Instatus: the answers of its API. */
export const instatusReader: Reader = {
  format: 'instatus',
  expects: '[{"id": …, "name": …, "started": …, "updates": […]}]',
  recognises: (files) => {
    const documents = peekJson(files);
    const lists = ['bare', 'incidents', 'maintenances', 'activeIncidents', 'activeMaintenances'];
    return (
      lists.some(
        (list) =>
          hasShape(documents, list, ['name', 'status', 'started', 'updates']) ||
          hasShape(documents, list, ['name', 'status', 'start', 'duration']),
      ) || hasShape(documents, 'bare', ['name', 'showUptime'])
    );
  },
  read,
};

function read({ files }: ReaderInput): RecordReadResult {
  const errors: ReadError[] = [];
  const documents = readJsonDocuments(files, errors);
  const isComponents = ({ data, path }: { data: unknown; path: string }): boolean =>
    hasShape([{ data }], 'bare', ['name', 'showUptime']) || /components?[^/]*\.json$/i.test(path);
  const components = documents
    .flatMap((document) =>
      listIn(document, isComponents(document) ? ['components', 'bare'] : ['components'], componentSchema, [
        'name',
      ]),
    )
    .map(({ id, name, description, group, order }, index): RecordComponent => {
      const heading = typeof group === 'string' ? group : group?.name;
      return {
        key: id,
        name,
        ...(heading && { group: heading }),
        ...(description && { description }),
        order: order ?? index,
      };
    });
  const names = new ComponentNames(components);
  const records = documents
    .filter((document) => !isComponents(document))
    .flatMap((document) => {
      const keys = ['incidents', 'maintenances', 'activeIncidents', 'activeMaintenances'];
      const lists = [...keys.map((key) => [key]), ['bare']];
      return lists
        .flatMap((list) => listIn(document, list, entrySchema, ['name', 'status']))
        .map((entry) => toRecord(entry, document.path, names));
    });
  return { records, components, page: {}, errors, undeclared: names.undeclared };
}

function toRecord(entry: z.output<typeof entrySchema>, file: string, names: ComponentNames): ImportRecord {
  const planned = entry.start != null;
  const start = utcTime(entry.start ?? entry.started);
  const minutes = Number(entry.duration);
  const until = entry.end ? utcTime(entry.end) : minutes > 0 ? addToTime(start, minutes * MINUTE) : undefined;
  const uses = entry.components ?? [];
  return {
    from: 'instatus',
    id: entry.id,
    ...(entry.url && { url: entry.url }),
    kind: planned ? 'maintenance' : 'incident',
    title: entry.name ?? '',
    severity: planned ? ['maintenance'] : entry.impact ? [entry.impact] : [],
    components: names.findAll(uses.map(({ id }) => id)).map((one) => ({
      ...one,
      name: one.key.startsWith('name:')
        ? (uses.find(({ id }) => id === one.name)?.name ?? one.name)
        : one.name,
    })),
    started: start,
    ended: utcTime(entry.resolved),
    ...(planned && until && { window: { from: start, until } }),
    ...(/^(?:resolved|completed)$/i.test(entry.status ?? '') && { over: true }),
    draft: false,
    updates: (entry.updates ?? []).map(({ message, messageHtml, status, started, createdAt }) => ({
      at: utcTime(started ?? createdAt),
      ...(status && { status }),
      body: message ?? '',
      ...(messageHtml && !message && { html: messageHtml }),
      format: 'markdown',
      affects: {},
      unmappedFields: {},
    })),
    words: WORDS,
    unmappedFields: omitFields(entry, TAKEN),
    origin: { file },
  };
}
