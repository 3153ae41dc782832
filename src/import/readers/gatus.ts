import { parse } from 'yaml';
import { DAY } from '../../time/duration.ts';
import { parseLooseTime } from '../times/loose-time.ts';
import { shortHash } from '../names.ts';
import type { ImportNote } from '../note.ts';
import type { ImportRecord, ReadError, RecordComponent, RecordPage, RecordReadResult } from '../record.ts';
import { formatFrontMatterValue } from './read-front-matter.ts';
import type { InputFile, Reader, ReaderInput } from './reader.ts';

interface Announcement {
  readonly at: number;
  readonly hasZone: boolean;
  readonly type: string;
  readonly message: string;
  readonly file: string;
}

const WORDS = {
  phases: { outage: 'update', warning: 'update', information: 'update', operational: 'resolved' },
  severities: {
    warning: ['minor', 'degraded'],
    outage: ['critical', 'major-outage'],
    information: ['none', 'operational'],
  },
} as const;

/** Gatus keeps no incidents: announcements farther apart than this are not of one. */
const SAME_INCIDENT = 3 * DAY;

/** Gatus: `config.yaml` with announcements, or the JSON of its API. */
export const gatusReader: Reader = {
  format: 'gatus',
  expects: 'config.yaml with announcements: [{timestamp, type, message}]',
  recognises: (files) =>
    files.some(
      ({ path, text }) => /\.(?:ya?ml|json)$/.test(path) && /^\s*["']?announcements["']?\s*:/m.test(text),
    ),
  read,
};

function read({ files }: ReaderInput): RecordReadResult {
  const errors: ReadError[] = [];
  const announcements: Announcement[] = [];
  const components: RecordComponent[] = [];
  let page: RecordPage = {};
  for (const file of files.filter(({ path }) => /\.(?:ya?ml|json)$/.test(path))) {
    const data = readConfig(file, errors);
    announcements.push(...readAnnouncements(file, data, errors));
    components.push(...readEndpoints(data));
    const title =
      formatFrontMatterValue((data['ui'] as Record<string, unknown> | undefined)?.['header']) ??
      formatFrontMatterValue((data['ui'] as Record<string, unknown> | undefined)?.['title']);
    if (title !== undefined) page = { name: title };
  }
  const sorted = announcements.toSorted((a, b) => a.at - b.at);
  const { records, left } = groupAnnouncements(sorted);
  const notes: ImportNote[] = [];
  const unzoned = announcements.filter(({ hasZone }) => !hasZone).length;
  if (unzoned > 0)
    notes.push({
      kind: 'repaired',
      text: `${unzoned} announcements name no zone: their times are read as UTC`,
    });
  if (records.length > 0)
    notes.push({
      kind: 'repaired',
      text: 'Gatus has announcements, not incidents: all up to one of the type "operational" became one incident',
    });
  for (const one of left)
    notes.push({
      kind: 'repaired',
      text: `an announcement of the type "${one.type}" is not an incident and was left out: ${new Date(one.at).toISOString().slice(0, 16)}Z ${one.message}`,
    });
  return { records, components, page, errors, notes };
}

function readConfig(file: InputFile, errors: ReadError[]): Record<string, unknown> {
  try {
    const data: unknown = parse(file.text, {
      version: '1.2',
      schema: 'core',
      maxAliasCount: 100,
      logLevel: 'silent',
    });
    return typeof data === 'object' && data !== null && !Array.isArray(data)
      ? (data as Record<string, unknown>)
      : {};
  } catch (error) {
    errors.push({
      file: file.path,
      message: `Invalid YAML: ${(error as Error).message.split('\n')[0]!}`,
    });
    return {};
  }
}

function readAnnouncements(
  { path }: InputFile,
  data: Record<string, unknown>,
  errors: ReadError[],
): Announcement[] {
  const list = Array.isArray(data['announcements']) ? (data['announcements'] as unknown[]) : [];
  if (!list.some((item) => Object.hasOwn((item ?? {}) as object, 'timestamp'))) return [];
  return list.flatMap((item, index): Announcement[] => {
    const one = (item ?? {}) as Record<string, unknown>;
    const time = parseLooseTime(formatFrontMatterValue(one['timestamp']) ?? '');
    const message = formatFrontMatterValue(one['message']);
    if (time && message !== undefined)
      return [
        {
          at: time.local - (time.offset ?? 0),
          hasZone: time.offset !== undefined,
          type: (formatFrontMatterValue(one['type']) ?? 'none').toLowerCase(),
          message,
          file: path,
        },
      ];
    errors.push({
      file: path,
      message: `announcements[${index}]: expected a timestamp such as 2026-01-15T08:03:00Z and a message.`,
    });
    return [];
  });
}

function readEndpoints(data: Record<string, unknown>): RecordComponent[] {
  return ['endpoints', 'external-endpoints'].flatMap((key) => {
    const list = Array.isArray(data[key]) ? (data[key] as unknown[]) : [];
    return list.flatMap((item): RecordComponent[] => {
      const one = (item ?? {}) as Record<string, unknown>;
      const name = formatFrontMatterValue(one['name']);
      const group = formatFrontMatterValue(one['group']);
      return name === undefined
        ? []
        : [{ key: `${group ?? ''}/${name}`, name, ...(group !== undefined && { group }) }];
    });
  });
}

function groupAnnouncements(sorted: readonly Announcement[]): {
  records: ImportRecord[];
  left: Announcement[];
} {
  const groups: Announcement[][] = [];
  const left: Announcement[] = [];
  let open: Announcement[] | undefined;
  for (const one of sorted) {
    if (open && one.at - open.at(-1)!.at > SAME_INCIDENT) open = undefined;
    if (one.type === 'outage' || one.type === 'warning' || one.type === 'operational') {
      if (!open && one.type === 'operational') {
        left.push(one);
        continue;
      }
      if (open) open.push(one);
      else groups.push((open = [one]));
      if (one.type === 'operational') open = undefined;
    } else if (open) open.push(one);
    else left.push(one);
  }
  return { records: groups.map(toRecord), left };
}

function toRecord(group: readonly Announcement[]): ImportRecord {
  const [first, last] = [group[0]!, group.at(-1)!];
  const parts = /^([^:\n]{3,80}):\s+(\S[\s\S]*)$/.exec(first.message);
  const over = last.type === 'operational';
  const types = group.map(({ type }) => type);
  return {
    from: 'gatus',
    id: `${new Date(first.at).toISOString()} ${shortHash(first.message)}`,
    kind: 'incident',
    title: parts?.[1] ?? first.message.split('\n')[0]!.slice(0, 160),
    severity: [types.includes('outage') ? 'outage' : 'warning'],
    components: [],
    started: { iso: new Date(first.at).toISOString() },
    ended: over ? { iso: new Date(last.at).toISOString() } : {},
    draft: false,
    updates: group.map((one, index) => ({
      at: { iso: new Date(one.at).toISOString() },
      ...(one.type === 'operational' && { status: 'resolved' }),
      body: index === 0 && parts ? parts[2]! : one.message,
      format: 'markdown',
      affects: {},
      unmappedFields: {},
    })),
    words: WORDS,
    unmappedFields: {},
    origin: { file: first.file },
  };
}
