import type { z } from 'zod';
import { collectMinorFindings } from './minor-findings.ts';
import { createParseError, collectSchemaErrors, formatValue } from './parse-errors.ts';
import type { ParseResult } from './parse-errors.ts';
import type { Diagnostic } from './finding.ts';
import { parseFrontMatter } from './front-matter.ts';
import type { StatusEvent, IncidentUpdate, Phase } from './incident.ts';
import { parseUpdates } from './parse-updates.ts';
import {
  INCIDENT_PHASES,
  incidentSchema,
  MAINTENANCE_PHASES,
  maintenanceSchema,
  NOTICE_PHASES,
  noticeSchema,
} from './schema/incident.ts';
import { KEY_PATTERN } from './schema/fields.ts';
import { findControlCharacter } from './source.ts';
import type { SourceFile } from './source.ts';
import { findNearest, formatAlternatives, formatDidYouMean } from '../text/did-you-mean.ts';
import type { YamlDocument } from './yaml.ts';

/** In UTF-16 units. */
export const MAX_FILE_LENGTH = 1_000_000;

/**
 * Parses a file in `incidents/`. Never throws: an invalid file gives findings, with `partial` if some of it is valid.
 * `zone` is the site's, for suggesting times with a time zone.
 */
export function parseIncident(source: SourceFile, zone = 'UTC'): IncidentParseResult {
  const diagnostics: Diagnostic[] = checkReadable(source);
  if (diagnostics.length > 0) return { diagnostics };
  const front = parseFrontMatter(source);
  if (!('bodyStart' in front))
    return { diagnostics: [createParseError(source, front, front.message, FRONT_MATTER_HELP)] };
  const id = idFromPath(source.path);
  if (!KEY_PATTERN.test(id)) {
    const help =
      'Rename it, for example to 2026-11-22-checkout.md: the name is the permanent address of the page.';
    const message = `The file name "${id.slice(0, 80)}" must be lower-case letters, digits and hyphens.`;
    diagnostics.push(createParseError(source, { start: 0, end: 3 }, message, help));
  }
  const kind = isRecord(front.data) ? front.data['kind'] : undefined;
  // The keys and phases depend on the kind, so nothing else can be checked.
  if (kind !== undefined && !isKind(kind))
    return { diagnostics: [...diagnostics, unknownKindError(source, front, kind)] };
  const { schema, phases, requiredTimes } = FORMATS[kind ?? 'incident'];
  const checked = front.errors.length === 0 ? schema.safeParse(front.data ?? {}) : undefined;
  if (!checked?.success) {
    for (const diagnostic of collectSchemaErrors(source, front, checked?.error, schema, zone))
      diagnostics.push(diagnostic);
  }
  const body = parseUpdates(source, front.bodyStart, phases, zone);
  // Not spread: a file with thousands of headings would exceed the maximum number of arguments.
  for (const diagnostic of body.diagnostics) diagnostics.push(diagnostic);
  const { suppressions } = body;
  const updates = kind === 'notice' ? withoutDirectives(source, body.updates, diagnostics) : body.updates;
  const cut = collectMinorFindings(source, front);
  if (checked?.success && diagnostics.length === 0) {
    return {
      value: buildStatusEvent(source, id, checked.data as FrontMatterData, updates, suppressions),
      diagnostics: cut,
    };
  }
  diagnostics.push(...cut);
  const rest = checked?.success
    ? checked
    : schema.safeParse(withoutInvalidFields(front.data, checked?.error, requiredTimes));
  if (!rest.success) return { diagnostics };
  return {
    partial: buildStatusEvent(source, id, rest.data as FrontMatterData, updates, suppressions),
    diagnostics,
  };
}

/** A notice affects nothing, so a line that says otherwise is an error, and not part of the result. */
function withoutDirectives(
  source: SourceFile,
  updates: readonly IncidentUpdate[],
  diagnostics: Diagnostic[],
): readonly IncidentUpdate[] {
  return updates.map(({ affects, severity, ...update }) => {
    const written = [
      ...(affects ? [update.spans.affects] : []),
      ...(severity === undefined ? [] : [update.spans.severity]),
    ];
    for (const span of written) {
      if (!span) continue;
      const message = 'A notice affects no component and has no severity.';
      const help = 'Delete this line, or report an incident or planned maintenance in a file of its own.';
      diagnostics.push(createParseError(source, span, message, help));
    }
    return update;
  });
}

interface FileFormat {
  readonly schema: z.ZodType;
  readonly phases: readonly Phase[];
  readonly requiredTimes: readonly string[];
}

/** By kind. */
const FORMATS: Readonly<Record<StatusEvent['kind'], FileFormat>> = {
  incident: { schema: incidentSchema, phases: INCIDENT_PHASES, requiredTimes: ['detected'] },
  maintenance: { schema: maintenanceSchema, phases: MAINTENANCE_PHASES, requiredTimes: ['starts', 'ends'] },
  notice: { schema: noticeSchema, phases: NOTICE_PHASES, requiredTimes: ['ends'] },
};

const KINDS = Object.keys(FORMATS);

function isKind(kind: unknown): kind is StatusEvent['kind'] {
  return typeof kind === 'string' && KINDS.includes(kind);
}

function unknownKindError(source: SourceFile, front: YamlDocument, kind: unknown): Diagnostic {
  const span = front.locate(['kind']);
  const help = `Write ${formatAlternatives(KINDS)}.`;
  if (typeof kind === 'object')
    return createParseError(source, span, `"kind" is ${formatValue(kind)}.`, help);
  const meant = findNearest(String(kind), KINDS);
  const fix = meant === undefined ? undefined : { ...span, text: meant };
  const message = `Unknown kind "${String(kind).slice(0, 60)}".${formatDidYouMean(String(kind), KINDS)}`;
  return createParseError(source, span, message, help, fix);
}

export interface IncidentParseResult extends ParseResult<StatusEvent> {
  /** The incident without its invalid fields, so that the rules can still check the rest. */
  readonly partial?: StatusEvent;
}

/** Removes invalid fields and replaces missing required ones. */
function withoutInvalidFields(
  data: unknown,
  error: z.ZodError | undefined,
  requiredTimes: readonly string[],
): unknown {
  if (!isRecord(data)) return {};
  const copy = structuredClone(data);
  for (const issue of error?.issues ?? []) {
    const keys =
      issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
    for (const path of keys) removeField(copy, path);
  }
  const standIn = '2000-01-01T00:00Z';
  const times = Object.fromEntries(requiredTimes.map((key) => [key, standIn]));
  return { title: 'untitled', ...times, ...copy };
}

function removeField(data: Record<string, unknown>, path: readonly PropertyKey[]): void {
  let at: unknown = data;
  for (const step of path.slice(0, -1))
    at = isRecord(at) || Array.isArray(at) ? (at as never)[step] : undefined;
  if (isRecord(at)) delete at[String(path.at(-1))];
}

const FRONT_MATTER_HELP =
  'Begin the file with "---", the keys title, severity, components and detected, and "---" again.';

type FrontMatterData =
  z.output<typeof incidentSchema> | z.output<typeof maintenanceSchema> | z.output<typeof noticeSchema>;

function buildStatusEvent(
  source: SourceFile,
  id: string,
  data: FrontMatterData,
  updates: StatusEvent['updates'],
  suppressions: StatusEvent['suppressions'],
): StatusEvent {
  const { title, internal, imported } = data;
  const written = { id, source, title, internal, ...(imported && { imported }), updates, suppressions };
  if (data.kind === 'notice') {
    const { starts, ends } = data;
    const from = starts ?? updates[0]?.at ?? ends;
    return { ...written, kind: 'notice', components: {}, drill: false, starts: from, ends };
  }
  const shared = { ...written, components: data.components, drill: data.drill };
  if (data.kind === 'maintenance') {
    const { starts, ends, notice } = data;
    return { ...shared, kind: 'maintenance', starts, ends, ...(notice !== undefined && { notice }) };
  }
  return {
    ...shared,
    kind: 'incident',
    severity: data.severity,
    started: data.started ?? data.detected,
    detected: data.detected,
    ...(data.ended !== undefined && { ended: data.ended }),
    customerFacing: data['customer-facing'],
    security: data.security,
    ...(data.disclosed !== undefined && { disclosed: data.disclosed }),
    ...(data['merged-into'] !== undefined && { mergedInto: data['merged-into'] }),
    ...(data['postmortem-approved'] !== undefined && { postmortemApprovedAt: data['postmortem-approved'] }),
  };
}

/** Findings for a source that isn't text or is too large. */
export function checkReadable(source: SourceFile): Diagnostic[] {
  const first = { start: 0, end: 1 };
  if (source.unreadable !== undefined) return [createParseError(source, first, source.unreadable)];
  if (source.text.length > MAX_FILE_LENGTH) {
    const size = `${Math.round(source.text.length / 100_000) / 10} million characters`;
    return [createParseError(source, first, `The file has ${size}; at most 1 million are read.`)];
  }
  const conflicts = findConflictMarkers(source);
  if (conflicts.length > 0) return conflicts;
  const control = findControlCharacter(source.text);
  if (!control) return [];
  const span = { start: control.index, end: control.index + 1 };
  const message = `An invisible character (${control.code}) can make text look different from its content.`;
  return [createParseError(source, span, message, 'Delete it.', { ...span, text: '' })];
}

const CONFLICT_MARKER = /^(?:<{7}|={7}|>{7}|\|{7})(?= |$).*$/gm;

const MAX_CONFLICT_MARKERS = 12;

/** Lines that git leaves in a file that two people changed at once. */
function findConflictMarkers(source: SourceFile): Diagnostic[] {
  if (!/^[<=>|]{7}/m.test(source.text)) return [];
  const markers = [...source.text.matchAll(CONFLICT_MARKER)].slice(0, MAX_CONFLICT_MARKERS);
  return markers.map(({ index, 0: line }) => {
    const message = `"${line.slice(0, 40)}" is a conflict marker of git.`;
    const help = 'Keep one of the two texts between the markers, and delete the markers.';
    return createParseError(source, { start: index, end: index + line.length }, message, help);
  });
}

/** The file's name without folders and extension. */
export function idFromPath(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.[^.]*$/, '');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
