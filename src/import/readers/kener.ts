import { z } from 'zod';
import type { ImportRecord, ReadError, RecordComponent, RecordReadResult, RecordUpdate } from '../record.ts';
import { ComponentNames } from './component-names.ts';
import { readIssues } from './github-issues.ts';
import {
  hasShape,
  idField,
  listIn,
  peekJson,
  readJsonDocuments,
  readTextField,
  utcTime,
} from './json-document.ts';
import { omitFields, toFlag } from './read-front-matter.ts';
import type { Reader, ReaderInput } from './reader.ts';

const monitorUse = z.looseObject({
  monitor_tag: readTextField,
  tag: readTextField,
  impact: readTextField,
  monitor_impact: readTextField,
});

const commentSchema = z.looseObject({
  comment: readTextField,
  timestamp: readTextField,
  commented_at: readTextField,
  state: readTextField,
  status: readTextField,
});

const incidentSchema = z.looseObject({
  id: idField,
  title: readTextField,
  start_date_time: readTextField,
  end_date_time: readTextField,
  state: readTextField,
  status: readTextField,
  incident_type: readTextField,
  monitors: z.array(monitorUse).nullish(),
  comments: z.array(commentSchema).nullish(),
  url: readTextField,
});

const maintenanceSchema = z.looseObject({
  id: idField,
  title: readTextField,
  description: readTextField,
  start_date_time: readTextField,
  end_date_time: readTextField,
  rrule: readTextField,
  duration_seconds: readTextField,
  status: readTextField,
  monitors: z.array(monitorUse).nullish(),
});

const monitorSchema = z.looseObject({
  tag: idField,
  name: readTextField,
  description: readTextField,
  category_name: readTextField,
});

const TAKEN = new Set(
  `id title start_date_time end_date_time state incident_source monitors comments url created_at updated_at description
  rrule duration_seconds status is_global incident_type`.split(/\s+/),
);

const WORDS = { severities: { maintenance: ['none', 'operational'] } } as const;

/** Kener: the answers of its API (v4), or the issues of its GitHub repository (v1 to v3). */
export const kenerReader: Reader = {
  format: 'kener',
  expects: '{"incidents": [{"start_date_time": …}]}, or GitHub issues with [start_datetime:…] in their text',
  recognises: (files) => {
    const documents = peekJson(files);
    return (
      ['incidents', 'maintenances', 'bare'].some((list) => hasShape(documents, list, ['start_date_time'])) ||
      files.some(({ path, text }) => path.endsWith('.json') && /\[start_datetime:\d+\]/.test(text))
    );
  },
  read,
};

function read(input: ReaderInput): RecordReadResult {
  const errors: ReadError[] = [];
  const documents = readJsonDocuments(input.files, errors);
  const api = ['incidents', 'maintenances', 'monitors'].some((list) =>
    documents.some(({ data }) => typeof data === 'object' && data !== null && Object.hasOwn(data, list)),
  );
  if (!api && hasShape(documents, 'bare', ['number'])) return readIssues(input, 'kener');
  const components = documents
    .flatMap((document) =>
      listIn(
        document,
        ['monitors', ...(hasShape([document], 'bare', ['tag', 'name']) ? ['bare'] : [])],
        monitorSchema,
        ['tag'],
      ),
    )
    .map(({ tag, name, description, category_name: group }, order): RecordComponent => ({
      key: tag,
      name: name ?? tag,
      ...(group && group !== 'Home' && { group }),
      ...(description && { description }),
      order,
    }));
  const names = new ComponentNames(components);
  const incidents = documents.flatMap((document) =>
    listIn(
      document,
      ['incidents', ...(hasShape([document], 'bare', ['state', 'start_date_time']) ? ['bare'] : [])],
      incidentSchema,
      ['start_date_time'],
    ).map((incident) => toIncident(incident, document.path, names)),
  );
  const maintenances = documents.flatMap((document) =>
    listIn(
      document,
      ['maintenances', ...(hasShape([document], 'bare', ['duration_seconds']) ? ['bare'] : [])],
      maintenanceSchema,
      ['start_date_time'],
    ).map((one) => toMaintenance(one, document.path, names)),
  );
  return {
    records: [...incidents, ...maintenances],
    components,
    page: {},
    errors,
    undeclared: names.undeclared,
  };
}

function usesOf(
  monitors: z.output<typeof monitorUse>[] | null | undefined,
): { tag: string; impact?: string }[] {
  return (monitors ?? []).flatMap(({ monitor_tag: a, tag: b, impact, monitor_impact: other }) => {
    const tag = a ?? b;
    const word = impact ?? other;
    return tag == null ? [] : [{ tag, ...(word && { impact: word }) }];
  });
}

function toIncident(
  incident: z.output<typeof incidentSchema>,
  file: string,
  names: ComponentNames,
): ImportRecord {
  const uses = usesOf(incident.monitors);
  const state = incident.state ?? incident.status ?? '';
  const over = /^(?:resolved|closed)$/i.test(state) ? true : undefined;
  return {
    from: 'kener',
    id: incident.id,
    ...(incident.url && { url: incident.url }),
    kind: /maintenance/i.test(incident.incident_type ?? '') ? 'maintenance' : 'incident',
    title: incident.title ?? '',
    severity: severest(uses.map(({ impact }) => impact ?? '')),
    components: names.findAll(uses.map(({ tag }) => tag)),
    started: utcTime(incident.start_date_time),
    ended: utcTime(incident.end_date_time),
    ...(over !== undefined && { over }),
    draft: toFlag(incident['is_draft']) ?? false,
    updates: (incident.comments ?? []).map(toUpdate),
    words: WORDS,
    unmappedFields: omitFields(incident, TAKEN),
    origin: { file },
  };
}

/** Its status is its phase, or whether it is shown: one that was taken back is inactive. */
function toUpdate({
  comment,
  timestamp,
  commented_at,
  state,
  status,
}: z.output<typeof commentSchema>): RecordUpdate {
  const shown = /^(?:in)?active$/i.exec(status ?? '')?.[0].toLowerCase();
  const phase = state ?? (shown === undefined ? status : undefined);
  return {
    at: utcTime(timestamp ?? commented_at),
    ...(phase && { status: phase }),
    body: comment ?? '',
    format: 'markdown',
    affects: {},
    unmappedFields: shown === 'inactive' ? { deleted: true } : {},
  };
}

function severest(words: readonly string[]): string[] {
  const known = words.filter((word) => word !== '');
  const down = known.find((word) => /down/i.test(word));
  return down ? [down] : known.slice(0, 1);
}

function toMaintenance(
  one: z.output<typeof maintenanceSchema>,
  file: string,
  names: ComponentNames,
): ImportRecord {
  const from = utcTime(one.start_date_time);
  const start = Number(one.start_date_time);
  const length = Number(one.duration_seconds);
  const until = one.end_date_time
    ? utcTime(one.end_date_time)
    : start > 0 && length > 0
      ? { iso: String(start + length) }
      : undefined;
  const repeats = one.rrule && !/COUNT=1\b/i.test(one.rrule) ? one.rrule : undefined;
  return {
    from: 'kener',
    id: `maintenance ${one.id}`,
    kind: 'maintenance',
    title: one.title ?? '',
    severity: ['maintenance'],
    components: names.findAll(usesOf(one.monitors).map(({ tag }) => tag)),
    started: from,
    ended: {},
    ...(until && { window: { from, until } }),
    draft: false,
    updates: one.description
      ? [
          {
            at: {},
            status: 'scheduled',
            body: one.description,
            format: 'markdown',
            affects: {},
            unmappedFields: {},
          },
        ]
      : [],
    words: WORDS,
    ...(repeats !== undefined && {
      notes: [
        { kind: 'person' as const, text: `it repeats (${repeats}): only the first window was imported` },
      ],
    }),
    unmappedFields: omitFields(one, TAKEN),
    origin: { file },
  };
}
