import { hash } from 'node:crypto';
import type { StatusEvent } from './incident.ts';
import type { SourceFile } from './source.ts';

/**
 * The events of files that were parsed without a finding, known from an earlier run of the same code. An event without a
 * finding depends on nothing besides its file.
 */
export interface ParsedEvents {
  readonly get: (source: SourceFile) => StatusEvent | undefined;
  readonly add: (event: StatusEvent) => void;
}

/** An event as one line of JSON, without its file. */
export function serializeEvent(event: StatusEvent): string {
  return JSON.stringify({ ...event, source: undefined });
}

/** @throws if it isn't an event of `serializeEvent` */
export function deserializeEvent(line: string, source: SourceFile): StatusEvent {
  const event = JSON.parse(line) as Omit<StatusEvent, 'source'> & { source: SourceFile };
  event.source = source;
  return event as StatusEvent;
}

const hashes = new WeakMap<SourceFile, string>();

/** Of a file's path and text, 43 characters. */
export function hashFile(source: SourceFile): string {
  let known = hashes.get(source);
  if (known === undefined) {
    known = hash('sha256', `${source.path}\u0000${source.text}`, 'base64url');
    hashes.set(source, known);
  }
  return known;
}
