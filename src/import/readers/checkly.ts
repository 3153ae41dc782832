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
import { omitFields } from './read-front-matter.ts';
import type { Reader, ReaderInput } from './reader.ts';

const incidentSchema = z.looseObject({
  id: idField,
  name: readTextField,
  severity: readTextField,
  lastUpdateStatus: readTextField,
  services: z.array(z.looseObject({ id: idField, name: readTextField })).nullish(),
  incidentUpdates: z
    .array(
      z.looseObject({
        status: readTextField,
        description: readTextField,
        created_at: readTextField,
        createdAt: readTextField,
      }),
    )
    .nullish(),
  created_at: readTextField,
  createdAt: readTextField,
});

const windowSchema = z.looseObject({
  id: idField,
  name: readTextField,
  description: readTextField,
  startsAt: readTextField,
  endsAt: readTextField,
  created_at: readTextField,
  repeatUnit: readTextField,
  services: z.array(z.looseObject({ id: idField, name: readTextField })).nullish(),
});

const TAKEN = new Set(
  `id name severity lastUpdateStatus services incidentUpdates created_at createdAt updated_at updatedAt description tags
  startsAt endsAt repeatUnit repeatInterval repeatEndsAt`.split(/\s+/),
);

const WORDS = {
  severities: {
    critical: ['critical', 'major-outage'],
    major: ['major', 'partial-outage'],
    medium: ['minor', 'degraded'],
    minor: ['minor', 'degraded'],
  },
} as const;

/** Checkly: the incidents and maintenance windows of its API. */
export const checklyReader: Reader = {
  format: 'checkly',
  expects: '{"entries": [{"name": …, "incidentUpdates": […]}]}',
  recognises: (files) => {
    const documents = peekJson(files);
    return ['entries', 'bare'].some(
      (list) =>
        hasShape(documents, list, ['incidentUpdates']) || hasShape(documents, list, ['startsAt', 'endsAt']),
    );
  },
  read,
};

function read({ files }: ReaderInput): RecordReadResult {
  const errors: ReadError[] = [];
  const documents = readJsonDocuments(files, errors);
  const isWindow = (document: { data: unknown }): boolean =>
    ['entries', 'bare'].some((list) => hasShape([document], list, ['startsAt']));
  const incidents = documents
    .filter((document) => !isWindow(document))
    .flatMap((document) =>
      listIn(document, ['entries', 'bare'], incidentSchema, ['name']).map((one) => ({
        one,
        file: document.path,
      })),
    );
  const windows = documents.filter(isWindow).flatMap((document) =>
    listIn(document, ['entries', 'bare'], windowSchema, ['name']).map((one) => ({
      one,
      file: document.path,
    })),
  );
  const services = new Map<string, RecordComponent>();
  for (const { id, name } of [...incidents, ...windows].flatMap(({ one }) => one.services ?? []))
    services.set(id, { key: id, name: name ?? id });
  const names = new ComponentNames([...services.values()]);
  return {
    records: [
      ...incidents.map(({ one, file }) => toIncident(one, file, names)),
      ...windows.map(({ one, file }) => toWindow(one, file, names)),
    ],
    components: [...services.values()],
    page: {},
    errors,
  };
}

function toIncident(
  incident: z.output<typeof incidentSchema>,
  file: string,
  names: ComponentNames,
): ImportRecord {
  const updates = incident.incidentUpdates ?? [];
  const times = updates
    .filter(({ status }) => /^resolved$/i.test(status ?? ''))
    .map((one) => one.created_at ?? one.createdAt);
  return {
    from: 'checkly',
    id: incident.id,
    kind: 'incident',
    title: incident.name ?? '',
    severity: incident.severity ? [incident.severity] : [],
    components: names.findAll((incident.services ?? []).map(({ id }) => id)),
    started: utcTime(incident.created_at ?? incident.createdAt),
    ended: utcTime(
      times
        .filter((time) => time != null)
        .toSorted()
        .at(-1),
    ),
    ...(/^resolved$/i.test(incident.lastUpdateStatus ?? '') && { over: true }),
    draft: false,
    updates: updates.map((one) => ({
      at: utcTime(one.created_at ?? one.createdAt),
      ...(one.status && { status: one.status }),
      body: one.description ?? '',
      format: 'markdown',
      affects: {},
      unmappedFields: {},
    })),
    words: WORDS,
    unmappedFields: omitFields(incident, TAKEN),
    origin: { file },
  };
}

function toWindow(one: z.output<typeof windowSchema>, file: string, names: ComponentNames): ImportRecord {
  const [from, until] = [utcTime(one.startsAt), utcTime(one.endsAt)];
  return {
    from: 'checkly',
    id: `maintenance ${one.id}`,
    kind: 'maintenance',
    title: one.name ?? '',
    severity: ['maintenance'],
    components: names.findAll((one.services ?? []).map(({ id }) => id)),
    started: from,
    ended: {},
    ...(from.iso !== undefined && until.iso !== undefined && { window: { from, until } }),
    draft: false,
    updates: one.description
      ? [
          {
            at: utcTime(one.created_at),
            status: 'scheduled',
            body: one.description,
            format: 'markdown',
            affects: {},
            unmappedFields: {},
          },
        ]
      : [],
    words: WORDS,
    ...(one.repeatUnit && {
      notes: [
        {
          kind: 'person' as const,
          text: `it repeats every ${one.repeatUnit}: only the first window was imported`,
        },
      ],
    }),
    unmappedFields: omitFields(one, TAKEN),
    origin: { file },
  };
}
