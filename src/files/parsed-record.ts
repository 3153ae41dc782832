import { parseContent } from '../content/content.ts';
import type { Content, ContentSources } from '../content/content.ts';
import { deserializeEvent, hashFile, serializeEvent } from '../content/parsed-events.ts';
import type { ParsedEvents } from '../content/parsed-events.ts';
import type { StatusEvent } from '../content/incident.ts';
import type { SourceFile } from '../content/source.ts';
import type { RunPerFile } from '../content/time-limit.ts';
import { openRunRecord } from './run-record.ts';
import type { RunRecordOptions } from './run-record.ts';

export interface ParsedRecord {
  readonly events: ParsedEvents;
  /** Keeps the events of this run for the next one. */
  readonly save: () => Promise<void>;
}

/** Parses a content root as `parseContent` does, but files that an earlier run has parsed without a finding only once. */
export async function parseWithRecord(
  root: string,
  sources: ContentSources,
  runPerFile: RunPerFile,
  options?: RunRecordOptions,
): Promise<Content> {
  const record = await openParsedRecord(root, options);
  const content = parseContent(sources, runPerFile, record?.events);
  await record?.save();
  return content;
}

/** Opens the record of the events of a content root that were parsed before; undefined where none is kept. */
export async function openParsedRecord(
  root: string,
  options?: RunRecordOptions,
): Promise<ParsedRecord | undefined> {
  const record = await openRunRecord('parsed', root, '', options);
  if (!record) return undefined;
  const get = (source: SourceFile): StatusEvent | undefined => {
    const line = source.unreadable === undefined ? record.get(hashFile(source)) : undefined;
    return line === undefined ? undefined : deserializeEvent(line, source);
  };
  const add = (event: StatusEvent): void => record.set(hashFile(event.source), serializeEvent(event));
  return { events: { get, add }, save: record.save };
}
