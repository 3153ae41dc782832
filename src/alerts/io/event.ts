import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { parseAlert } from '../alert.ts';
import type { Alert } from '../alert.ts';
import { toFields } from '../coerce.ts';
import { UsageError } from '../../files/command-errors.ts';

/** The event that triggered a workflow run. */
export interface AlertEvent {
  readonly alert: Alert;
  /** Whether the repository is private. False if the event doesn't contain this. */
  readonly isPrivate: boolean;
}

/**
 * Reads a `repository_dispatch` or `workflow_dispatch` event from its file.
 * @throws UsageError if the file is not such an event
 */
export async function readAlertEvent(path: string): Promise<AlertEvent> {
  const event = toFields(parseJson(await readFile(path, 'utf8')));
  const payload = event['client_payload'] ?? event['inputs'];
  if (typeof payload !== 'object' || payload === null) {
    throw new UsageError('The event has no alert: expected client_payload or inputs.');
  }
  const { private: isPrivate } = toFields(event['repository']);
  return { alert: parseAlert(payload), isPrivate: isPrivate === true };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError('The event is not valid JSON.');
  }
}

/** Identifies an alert in public places without revealing its text. */
export function alertFingerprint({ source, key }: Alert): string {
  return createHash('sha256').update(`${source}\n${key}`).digest('hex').slice(0, 24);
}
