import type { z } from 'zod';
import { formatJsonError, parseJson } from './faults.ts';
import { readValue, lineFinder, lineOfJsonError, readList } from './json-reading.ts';
import type { JsonPath, JsonReadContext } from './json-reading.ts';
import type {
  ImportRecord,
  ReadError,
  RecordReadResult,
  RecordComponent,
  RecordPage,
  RecordUpdate,
} from './record.ts';
import {
  statuspageComponentSchema,
  statuspageIncidentSchema,
  statuspagePageSchema,
  IGNORED_FIELDS,
  statuspageUpdateSchema,
} from './statuspage-schema.ts';
import type { StatuspageComponent, StatuspageIncident, StatuspageUpdate } from './statuspage-schema.ts';

const LISTS = ['incidents', 'scheduled_maintenances'] as const;

/**
 * Reads what Statuspage's public API answers: incidents.json, scheduled-maintenances.json, summary.json,
 * components.json, or several of them in one value. One that can't be read is a fault of its own and hides no other.
 */
export function readStatuspage(file: string, text: string): RecordReadResult {
  const errors: ReadError[] = [];
  const nothing = { records: [], components: [], page: {}, errors };
  let data: unknown;
  try {
    data = parseJson(text);
  } catch (error) {
    errors.push({
      file,
      line: lineOfJsonError(text, error as Error),
      message: `This is ${formatJsonError(error)}`,
    });
    return nothing;
  }
  if (typeof data !== 'object' || data === null || Array.isArray(data)) {
    errors.push({
      file,
      line: 1,
      message: 'Expected an object with "incidents", "scheduled_maintenances" or "components".',
    });
    return nothing;
  }
  const reading: JsonReadContext = { file, errors, lineOf: lineFinder(text) };
  const all = data as Record<string, unknown>;
  if (![...LISTS, 'components'].some((key) => key in all)) {
    errors.push({
      file,
      line: 1,
      message: 'It has no "incidents", no "scheduled_maintenances" and no "components".',
    });
  }
  const page =
    all['page'] === undefined ? undefined : readValue(statuspagePageSchema, all['page'], ['page'], reading);
  const listed = readList(all['components'], ['components'], reading, statuspageComponentSchema);
  const records: ImportRecord[] = [];
  const components = new Map<string, RecordComponent>();
  for (const component of sortComponents(listed)) components.set(component.key, component);
  for (const list of LISTS) {
    for (const { value, path } of readList(all[list], [list], reading, statuspageIncidentSchema)) {
      const kind = list === 'incidents' && !value.scheduled_for ? 'incident' : 'maintenance';
      const record = toImportRecord(value, path, kind, page?.url ?? undefined, components, reading);
      records.push(record);
    }
  }
  return { records, components: [...components.values()], page: toRecordPage(page), errors };
}

function toImportRecord(
  incident: StatuspageIncident,
  path: JsonPath,
  kind: ImportRecord['kind'],
  pageUrl: string | undefined,
  declared: ReadonlyMap<string, RecordComponent>,
  reading: JsonReadContext,
): ImportRecord {
  const updates = readList(
    incident.incident_updates,
    [...path, 'incident_updates'],
    reading,
    statuspageUpdateSchema,
  ).map(({ value }) => value);
  const own = sortComponents(
    readList(incident.components, [...path, 'components'], reading, statuspageComponentSchema),
  );
  const components = new Map(own.map((one) => [one.key, declared.get(one.key) ?? one]));
  for (const one of updates.flatMap((update) => update.affected_components ?? [])) {
    if (one.code && one.name && !components.has(one.code)) {
      components.set(one.code, declared.get(one.code) ?? { key: one.code, name: one.name });
    }
  }
  const { scheduled_for: from, scheduled_until: until } = incident;
  const address = pageUrl ? `${pageUrl.replace(/\/+$/, '')}/incidents/${incident.id}` : undefined;
  const url = address ?? incident.shortlink ?? undefined;
  const started = kind === 'incident' ? (incident.started_at ?? incident.created_at) : undefined;
  return {
    from: 'statuspage',
    id: incident.id,
    ...(url && { url }),
    kind,
    title: incident.name ?? '',
    severity: incident.impact ? [incident.impact] : [],
    components: [...components.values()],
    started: started ? { iso: started } : {},
    ended: incident.resolved_at ? { iso: incident.resolved_at } : {},
    ...(from && until && { window: { from: { iso: from }, until: { iso: until } } }),
    ...(/^(?:resolved|postmortem|completed)$/.test(incident.status ?? '') && { over: true }),
    draft: false,
    updates: [
      ...updates.map(toRecordUpdate),
      ...(isPostmortemPublic(incident) ? toPostmortemUpdate(incident, updates) : []),
    ],
    ...(incident.postmortem_body &&
      !isPostmortemPublic(incident) && {
        internalNotes: [`A postmortem that was not published there: ${incident.postmortem_body}`],
      }),
    unmappedFields: {
      ...(incident.shortlink && incident.shortlink !== url && { shortlink: incident.shortlink }),
      ...unmappedFieldsOf(incident),
    },
    origin: { file: reading.file },
  };
}

function toRecordUpdate(update: StatuspageUpdate): RecordUpdate {
  const at = update.display_at ?? update.created_at;
  const affects = (update.affected_components ?? []).flatMap(({ code, new_status: state }) =>
    code && state ? [[code, state]] : [],
  );
  return {
    at: at ? { iso: at } : {},
    ...(update.status && { status: update.status }),
    body: update.body ?? '',
    format: 'text',
    affects: Object.fromEntries(affects) as Record<string, string>,
    unmappedFields: unmappedFieldsOf(update),
  };
}

/** The manage API also has drafts: they have no time of publication, but the field for it. */
function isPostmortemPublic({
  postmortem_published_at: at,
  postmortem_ignored: ignored,
}: StatuspageIncident): boolean {
  return at !== null && ignored !== true;
}

/** A review that stands beside the updates is one more text that was published. */
function toPostmortemUpdate(
  incident: StatuspageIncident,
  updates: readonly StatuspageUpdate[],
): RecordUpdate[] {
  const body = incident.postmortem_body;
  if (!body || updates.some((update) => update.body === body)) return [];
  const at = incident.postmortem_published_at ?? incident.resolved_at;
  return [
    {
      at: at ? { iso: at } : {},
      status: 'postmortem',
      body,
      format: 'markdown',
      affects: {},
      unmappedFields: {},
    },
  ];
}

/** Components in the order of the page, without the groups themselves. */
function sortComponents(listed: readonly { readonly value: StatuspageComponent }[]): RecordComponent[] {
  const all = listed.map(({ value }) => value);
  const groups = new Map(all.filter(({ group }) => group).map((group) => [group.id, group]));
  const rank = (one: StatuspageComponent): number => {
    const group = one.group_id ? groups.get(one.group_id) : undefined;
    return group ? (group.position ?? 0) * 1000 + (one.position ?? 0) : (one.position ?? 0) * 1000;
  };
  return all
    .filter(({ group }) => !group)
    .map((one) => {
      const group = one.group_id ? groups.get(one.group_id)?.name : undefined;
      return {
        key: one.id,
        name: one.name,
        ...(group !== undefined && { group }),
        ...(one.description && { description: one.description }),
        order: Math.trunc(rank(one)),
      };
    })
    .toSorted((a, b) => a.order - b.order);
}

function toRecordPage(page: z.output<typeof statuspagePageSchema> | undefined): RecordPage {
  return {
    ...(page?.name && { name: page.name }),
    ...(page?.url && { url: page.url }),
    ...(page?.time_zone && { timezone: page.time_zone }),
  };
}

function unmappedFieldsOf(data: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(data).filter(([key, value]) => !IGNORED_FIELDS.has(key) && value != null),
  );
}
