import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { parseAlert } from '../alert.ts';
import type { Alert } from '../alert.ts';
import { toFields } from '../coerce.ts';
import { UsageError } from '../../files/command-errors.ts';

/** What started a workflow's run. */
export interface AlertEvent {
  readonly alert: Alert;
  /** Whether only its members can read the repository; not if the event doesn't say so. */
  readonly isPrivate: boolean;
}

/**
 * Reads the event of a `repository_dispatch` or a `workflow_dispatch` from its file.
 * @throws UsageError where the file is no event
 */
export async function readAlertEvent(path: string): Promise<AlertEvent> {
  const event = toFields(parseJson(await readFile(path, 'utf8')));
  const payload = event['client_payload'] ?? event['inputs'];
  if (typeof payload !== 'object' || payload === null) {
    throw new UsageError('The event holds no alert: neither client_payload nor inputs.');
  }
  const { private: isPrivate } = toFields(event['repository']);
  return { alert: parseAlert(payload), isPrivate: isPrivate === true };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError('The event is no JSON.');
  }
}

/** What an alert is known by where everybody may read it: nothing of its words can be read from it. */
export function alertFingerprint({ source, key }: Alert): string {
  return createHash('sha256').update(`${source}\n${key}`).digest('hex').slice(0, 24);
}
