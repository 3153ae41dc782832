import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { readAlert } from '../alert.ts';
import type { Alert } from '../alert.ts';
import { toFields } from '../coerce.ts';
import { UsageError } from '../../files/command-errors.ts';

/** What started a workflow's run. */
export interface IntakeEvent {
  readonly alert: Alert;
  /** Whether only its members can read the repository; not if the event doesn't say so. */
  readonly isPrivate: boolean;
}

/**
 * Reads the event of a `repository_dispatch` or a `workflow_dispatch` from its file.
 * @throws UsageError where the file is no event
 */
export async function readEvent(path: string): Promise<IntakeEvent> {
  const event = toFields(parsed(await readFile(path, 'utf8')));
  const payload = event['client_payload'] ?? event['inputs'];
  if (typeof payload !== 'object' || payload === null) {
    throw new UsageError('The event holds no alert: neither client_payload nor inputs.');
  }
  const { private: isPrivate } = toFields(event['repository']);
  return { alert: readAlert(payload), isPrivate: isPrivate === true };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError('The event is no JSON.');
  }
}

/** What an alert is known by where everybody may read it: nothing of its words can be read from it. */
export function markOf({ source, key }: Alert): string {
  return createHash('sha256').update(`${source}\n${key}`).digest('hex').slice(0, 24);
}
