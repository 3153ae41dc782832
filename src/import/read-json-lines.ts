import { z } from 'zod';
import { formatIssues, formatJsonError, parseJson } from './faults.ts';
import type { ImportRecord, ReadError, RecordReadResult, RecordComponent, RecordTime } from './record.ts';
import { MINUTE } from '../time/duration.ts';
import { shortHash } from './names.ts';
import { addToTime } from './times/time-words.ts';
import type { OutputFile } from './yaml-file.ts';

const optionalText = z.union([z.string(), z.number(), z.boolean()]).transform(String).nullish();

const updateSchema = z.looseObject({
  at: optionalText,
  at_raw: optionalText,
  status: optionalText,
  status_raw: optionalText,
  body: z.string().nullish(),
  body_html: z.string().nullish(),
});

const componentSchema = z.union([
  z.string().transform((name) => ({ name, id: undefined, group: undefined, description: undefined })),
  z.object({ id: optionalText, name: z.string(), group: optionalText, description: optionalText }),
]);

/** A file of a content root as `candor export` wrote it; other tools pass over it. */
const wholeFileSchema = z.object({
  path: z
    .string()
    .regex(
      /^(?:status\.yaml|redirects\.json|policies\/[\w-]+\.yaml|(?:components|incidents|postmortems)\/(?:[\w-]+\/)*[\w-]+\.md)$/,
    ),
  text: z.string().max(1_000_000),
});

const lineSchema = z.looseObject({
  id: optionalText,
  from: optionalText,
  format: optionalText,
  url: optionalText,
  kind: z.enum(['incident', 'maintenance', 'notice']).nullish(),
  title: optionalText,
  severity: optionalText,
  impact: optionalText,
  components: z.array(componentSchema).nullish(),
  started_at: optionalText,
  started_raw: optionalText,
  resolved_at: optionalText,
  resolved_raw: optionalText,
  scheduled_for: optionalText,
  scheduled_until: optionalText,
  resolved: z.boolean().nullish(),
  draft: z.boolean().nullish(),
  flags: z.record(z.string(), z.unknown()).nullish(),
  aliases: z.array(z.string()).nullish(),
  updates: z.array(updateSchema).nullish(),
  candor: wholeFileSchema.nullish(),
});

type JsonLine = z.output<typeof lineSchema>;

const KNOWN_FIELDS = new Set(Object.keys(lineSchema.shape).filter((key) => key !== 'flags'));
const KNOWN_UPDATE_FIELDS = new Set(Object.keys(updateSchema.shape));

/** Reads neutral JSON lines: one incident a line. A line that can't be read is a fault of its own and hides no other. */
export function readJsonLines(file: string, text: string): RecordReadResult {
  const records: ImportRecord[] = [];
  const errors: ReadError[] = [];
  const files: OutputFile[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const origin = { file, line: index + 1 };
    let data: unknown;
    try {
      data = parseJson(line);
    } catch (error) {
      errors.push({ ...origin, message: `This line is ${formatJsonError(error)}` });
      continue;
    }
    const checked = lineSchema.safeParse(data);
    const whole = checked.data?.candor;
    if (whole && (!whole.path.startsWith('incidents/') || checked.data?.kind === 'notice')) files.push(whole);
    else if (checked.data?.kind === 'notice')
      errors.push({
        ...origin,
        message: 'A notice can only be imported with its file, as `npx candor export` writes it.',
      });
    else if (checked.success)
      records.push(toImportRecord(checked.data, data as Record<string, unknown>, origin));
    else errors.push(...formatIssues(checked.error).map((message) => ({ ...origin, message })));
  }
  return { records, components: [], page: {}, errors, files };
}

function toImportRecord(
  line: JsonLine,
  raw: Record<string, unknown>,
  origin: ImportRecord['origin'],
): ImportRecord {
  const flags = line.flags ?? {};
  const over = line.resolved ?? asBoolean(flags['resolved']);
  const window = toWindow(line, flags);
  const isPlanned =
    line.kind == null ? Boolean(line.scheduled_for) || window !== undefined : line.kind === 'maintenance';
  return {
    from: line.from ?? line.format ?? 'jsonl',
    id: line.id || `unnamed-${shortHash(JSON.stringify(raw))}`,
    ...(line.url && { url: line.url }),
    ...(line.aliases && { aliases: line.aliases }),
    ...(line.candor && { file: line.candor }),
    kind: isPlanned ? 'maintenance' : 'incident',
    title: line.title ?? '',
    severity: [line.impact, line.severity].filter((word) => word != null),
    components: (line.components ?? []).map(toRecordComponent),
    started: toRecordTime(line.started_at ?? (isPlanned ? line.scheduled_for : undefined), line.started_raw),
    ended: toRecordTime(line.resolved_at, line.resolved_raw),
    ...(window && { window }),
    ...(over !== undefined && { over }),
    draft: line.draft ?? asBoolean(flags['draft']) ?? false,
    updates: (line.updates ?? []).map((update) => ({
      at: toRecordTime(update.at, update.at_raw),
      ...(update.status && { status: update.status }),
      ...(update.status_raw && { label: update.status_raw }),
      body: update.body ?? '',
      ...(update.body_html && { html: update.body_html }),
      format: 'markdown',
      affects: {},
      unmappedFields: omitFields(update, KNOWN_UPDATE_FIELDS),
    })),
    unmappedFields: omitFields(raw, KNOWN_FIELDS),
    origin,
  };
}

function toRecordComponent({
  id,
  name,
  group,
  description,
}: NonNullable<JsonLine['components']>[number]): RecordComponent {
  return {
    key: id ?? `${group ?? ''}/${name.trim().toLowerCase()}`,
    name,
    ...(group && { group }),
    ...(description && { description }),
  };
}

/** The planned window: as its own two fields, or as some generators write it, a start and minutes among the flags. */
function toWindow(line: JsonLine, flags: Readonly<Record<string, unknown>>): ImportRecord['window'] {
  if (line.scheduled_for && line.scheduled_until) {
    return { from: toRecordTime(line.scheduled_for, null), until: toRecordTime(line.scheduled_until, null) };
  }
  const from = typeof flags['scheduled'] === 'string' ? { iso: flags['scheduled'] } : {};
  const minutes = Number(flags['duration']);
  const until = minutes > 0 && minutes < 60 * 24 * 31 ? addToTime(from, minutes * MINUTE) : undefined;
  return until && { from, until };
}

function toRecordTime(iso: string | null | undefined, said: string | null | undefined): RecordTime {
  return { ...(iso && { iso }), ...(said && { words: said }) };
}

function asBoolean(value: unknown): boolean | undefined {
  const text = String(value).toLowerCase();
  return text === 'true' ? true : text === 'false' ? false : undefined;
}

function omitFields(
  data: Readonly<Record<string, unknown>>,
  placed: ReadonlySet<string>,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(data).filter(([key, value]) => !placed.has(key) && value != null));
}
