import { z } from 'zod';
import type { ImportNote } from '../note.ts';
import type { ImportRecord, ReadError, RecordReadResult, RecordTime } from '../record.ts';
import { cutText } from '../text/cut-text.ts';
import { findOrder } from '../text/text-order.ts';
import { toTextUpdates } from '../text/text-updates.ts';
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
import { parseLooseTime } from '../times/loose-time.ts';
import { HOUR, MINUTE } from '../../time/duration.ts';

const incidentSchema = z.looseObject({
  id: idField,
  title: readTextField,
  content: readTextField,
  style: readTextField,
  createdDate: readTextField,
  lastUpdatedDate: readTextField,
  active: readTextField,
  pin: readTextField,
});

const slotSchema = z.looseObject({ startDate: readTextField, endDate: readTextField });

const maintenanceSchema = z.looseObject({
  id: idField,
  title: readTextField,
  description: readTextField,
  strategy: readTextField,
  active: readTextField,
  status: readTextField,
  dateRange: z.array(readTextField).nullish(),
  timeslotList: z.array(slotSchema).nullish(),
  timezoneOffset: readTextField,
});

const WORDS = {
  severities: {
    danger: ['critical', 'major-outage'],
    warning: ['minor', 'degraded'],
    info: ['none', 'operational'],
    primary: ['none', 'operational'],
    light: ['none', 'operational'],
    dark: ['none', 'operational'],
  },
} as const;

const TAKEN = new Set(
  `id style title content pin active createdDate lastUpdatedDate status_page_id statusPageId description strategy
  intervalDay dateRange timeRange weekdays daysOfMonth timeslotList cron duration durationMinutes timezone timezoneOption
  timezoneOffset status`.split(/\s+/),
);

/** Uptime Kuma: the incident history of a status page and its maintenances. */
export const uptimeKumaReader: Reader = {
  format: 'uptime-kuma',
  expects: '{"incidents": [{"title": …, "content": …, "style": …, "createdDate": …}]}',
  recognises: (files) => {
    const documents = peekJson(files);
    return (
      ['incidents', 'bare'].some((list) => hasShape(documents, list, ['content', 'style'])) ||
      ['maintenanceList', 'bare'].some((list) => hasShape(documents, list, ['strategy', 'dateRange']))
    );
  },
  read,
};

function read({ files }: ReaderInput): RecordReadResult {
  const errors: ReadError[] = [];
  const documents = readJsonDocuments(files, errors);
  const records = documents.flatMap((document) => {
    const planned = hasShape([document], 'bare', ['strategy']);
    return [
      ...listIn(document, planned ? ['incidents'] : ['incidents', 'bare'], incidentSchema, ['content']).map(
        (one) => toIncident(one, document.path),
      ),
      ...listIn(document, planned ? ['maintenanceList', 'bare'] : ['maintenanceList'], maintenanceSchema, [
        'strategy',
      ]).map((one) => toMaintenance(one, document.path)),
    ];
  });
  const notes: ImportNote[] =
    records.length > 0
      ? [
          {
            kind: 'kept',
            text: 'Uptime Kuma records neither components nor phases of incidents, so the incidents have none',
          },
        ]
      : [];
  return { records, components: [], page: {}, errors, notes };
}

function toIncident(incident: z.output<typeof incidentSchema>, file: string): ImportRecord {
  const started = utcTime(incident.createdDate);
  const active = toFlag(incident.active) ?? true;
  const ended = active ? {} : utcTime(incident.lastUpdatedDate);
  const cut = cutText(incident.content ?? '');
  const told = toTextUpdates(cut.pieces, {
    order: findOrder(cut.pieces) ?? 'oldest-first',
    started,
    ended,
    over: !active,
    offset: 0,
  });
  const [first, ...rest] = told.updates;
  const bare = first && first.at.iso === undefined && first.at.words === undefined;
  return {
    from: 'uptime-kuma',
    id: incident.id,
    kind: 'incident',
    title: incident.title ?? '',
    severity: incident.style ? [incident.style] : [],
    components: [],
    started,
    ended,
    over: !active,
    draft: false,
    updates: bare ? [{ ...first, at: started }, ...rest] : told.updates,
    inOrder: true,
    words: WORDS,
    internalNotes: cut.hidden,
    notes: told.notes,
    unmappedFields: omitFields(incident, TAKEN),
    origin: { file },
  };
}

function toMaintenance(one: z.output<typeof maintenanceSchema>, file: string): ImportRecord {
  const offset = offsetOf(one.timezoneOffset);
  const slot = one.timeslotList?.[0];
  const range = slot ? [slot.startDate, slot.endDate] : (one.dateRange ?? []);
  const time = (value: string | null | undefined): RecordTime => (value ? { iso: value, offset } : {});
  const [from, until] = [time(range[0]), time(range[1])];
  const repeats = one.strategy != null && !/^(?:single|manual)$/.test(one.strategy);
  const slots = one.timeslotList?.length ?? 0;
  const notes: ImportNote[] = repeats
    ? [
        {
          kind: 'person',
          text: `it repeats (${one.strategy}): only the first window of ${slots} was imported`,
        },
      ]
    : [];
  return {
    from: 'uptime-kuma',
    id: `maintenance ${one.id}`,
    kind: 'maintenance',
    title: one.title ?? '',
    severity: ['maintenance'],
    components: [],
    started: from,
    ended: {},
    ...(from.iso !== undefined && until.iso !== undefined && { window: { from, until } }),
    draft: false,
    updates: one.description
      ? [{ at: from, body: one.description, format: 'markdown', affects: {}, unmappedFields: {} }]
      : [],
    words: WORDS,
    notes,
    unmappedFields: omitFields(one, TAKEN),
    origin: { file },
  };
}

function offsetOf(text: string | null | undefined): number {
  const parts = /^([+-])(\d{2}):(\d{2})$/.exec(text ?? '');
  return parts
    ? (parts[1] === '-' ? -1 : 1) * (+parts[2]! * HOUR + +parts[3]! * MINUTE)
    : (parseLooseTime(text ?? '')?.offset ?? 0);
}
