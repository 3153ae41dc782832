import { parse } from 'yaml';
import { z } from 'zod';
import { formatIssues } from '../faults.ts';
import type { ImportRecord, ReadError, RecordComponent, RecordPage, RecordReadResult } from '../record.ts';
import { ComponentNames } from './component-names.ts';
import { omitFields, toFlag } from './read-front-matter.ts';
import type { InputFile, Reader, ReaderInput } from './reader.ts';

const text = z.union([z.string(), z.number(), z.boolean()]).transform(String).nullish();

const pageSchema = z.looseObject({
  version: z.string(),
  name: text,
  url: text,
  systems: z.array(z.looseObject({ id: text, name: text, description: text })).nullish(),
});

/** A switch, or the word for it. */
const flag = z
  .union([z.boolean(), z.string(), z.number()])
  .transform((value) => toFlag(value) ?? false)
  .nullish();

const incidentSchema = z.looseObject({
  version: z.string(),
  id: z.union([z.string().min(1), z.number()]).transform(String),
  name: text,
  impact: text,
  systems: z.array(z.union([z.string(), z.number()]).transform(String)).nullish(),
  timeline: z
    .array(
      z.looseObject({
        ts: text,
        description: text,
        investigating: flag,
        resolved: flag,
      }),
    )
    .nullish(),
});

const TAKEN = new Set(['version', 'id', 'name', 'impact', 'systems', 'timeline']);

/** stactus: `stactus.yaml` and one YAML file an incident. */
export const stactusReader: Reader = {
  format: 'stactus',
  expects: 'stactus.yaml, and incidents/*.yaml with "version: incident/v1"',
  recognises: (files) =>
    files.some(
      (file) => isYaml(file) && /^version:\s*["']?(?:incident|stactus)\/v\d/m.test(file.text.slice(0, 2000)),
    ),
  read,
};

function isYaml({ path }: InputFile): boolean {
  return /\.ya?ml$/.test(path) && !/(?:^|\/)(?:node_modules|\.github)\//.test(path);
}

function read({ files }: ReaderInput): RecordReadResult {
  const errors: ReadError[] = [];
  const documents = files.filter(isYaml).flatMap((file) => {
    try {
      return [
        {
          file,
          data: parse(file.text, {
            version: '1.2',
            schema: 'core',
            maxAliasCount: 100,
            logLevel: 'silent',
          }) as unknown,
        },
      ];
    } catch (error) {
      const { message, linePos } = error as Error & { linePos?: readonly { line: number }[] };
      const line = linePos?.[0]?.line;
      errors.push({
        file: file.path,
        ...(line !== undefined && { line }),
        message: `Invalid YAML: ${message.split('\n')[0]!.replace(/ at line.*$/, '')}.`,
      });
      return [];
    }
  });
  const versionOf = (data: unknown): string => String((data as { version?: unknown } | null)?.version ?? '');
  const pages = documents
    .filter(({ data }) => versionOf(data).startsWith('stactus/'))
    .flatMap(({ data }) => pageSchema.safeParse(data).data ?? []);
  const components = pages.flatMap(({ systems }) =>
    (systems ?? []).flatMap(({ id, name, description }, order): RecordComponent[] => {
      const key = id ?? name;
      return key == null ? [] : [{ key, name: name ?? key, ...(description && { description }), order }];
    }),
  );
  const page: RecordPage = {
    ...(pages[0]?.name && { name: pages[0].name }),
    ...(pages[0]?.url && { url: pages[0].url }),
  };
  const names = new ComponentNames(components);
  const records: ImportRecord[] = [];
  for (const { file, data } of documents) {
    if (versionOf(data).startsWith('stactus/')) continue;
    if (!versionOf(data).startsWith('incident/') && !/incidents?\//.test(file.path)) continue;
    const checked = incidentSchema.safeParse(data);
    if (checked.success) records.push(toRecord(checked.data, file, names, page));
    else for (const message of formatIssues(checked.error)) errors.push({ file: file.path, message });
  }
  return { records, components, page, errors, undeclared: names.undeclared };
}

function toRecord(
  incident: z.output<typeof incidentSchema>,
  file: InputFile,
  names: ComponentNames,
  page: RecordPage,
): ImportRecord {
  const timeline = incident.timeline ?? [];
  const first = timeline[0]?.ts;
  const last = timeline.findLast(({ resolved }) => resolved)?.ts;
  return {
    from: 'stactus',
    id: incident.id,
    ...(page.url && { url: `${page.url.replace(/\/+$/, '')}/incidents/${incident.id}` }),
    kind: 'incident',
    title: incident.name ?? '',
    severity: incident.impact ? [incident.impact] : [],
    components: names.findAll(incident.systems ?? []),
    started: first ? utc(first) : {},
    ended: last ? utc(last) : {},
    draft: false,
    updates: timeline.map((entry) => ({
      at: entry.ts ? utc(entry.ts) : {},
      ...(entry.resolved ? { status: 'resolved' } : entry.investigating ? { status: 'investigating' } : {}),
      body: entry.description ?? '',
      format: 'text',
      affects: {},
      unmappedFields: omitFields(entry, new Set(['ts', 'description', 'investigating', 'resolved'])),
    })),
    unmappedFields: omitFields(incident, TAKEN),
    origin: { file: file.path },
  };
}

/** stactus writes times in UTC without saying so. */
function utc(ts: string): { iso: string; offset: number } {
  return { iso: ts, offset: 0 };
}
