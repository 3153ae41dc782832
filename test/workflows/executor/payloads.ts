import type { WebhookDefinition } from '@octokit/webhooks-examples';
import { createRequire } from 'node:module';
import { dig } from './event.ts';
import type { Payload } from './event.ts';

/** The package is one JSON file. */
const examples = createRequire(import.meta.url)('@octokit/webhooks-examples') as readonly WebhookDefinition[];

/** Actions without a recorded payload: the name of another one that sends the same. */
const ALIKE: Readonly<Record<string, string>> = { 'pull_request edited': 'opened' };

/** Overrides: an object is merged into what is there, anything else takes its place. */
export type Overrides = Readonly<Record<string, unknown>>;

/**
 * A payload that GitHub once sent, with what a test says in place of it.
 * @param action the example with this `action` is taken, if the event has any
 */
export function payloadOf(event: string, action: string | undefined, overrides: Overrides): Payload {
  if (event === 'schedule') return { ...overrides };
  // GitHub sends the same payload for both.
  const sent = event === 'pull_request_target' ? 'pull_request' : event;
  const definition = examples.find(({ name }) => name === sent);
  const found =
    definition?.examples.find((example) => dig(example, 'action') === action) ??
    definition?.examples.find((example) => dig(example, 'action') === ALIKE[`${sent} ${action}`]) ??
    (event === 'repository_dispatch' ? definition?.examples[0] : undefined);
  if (!found) throw new Error(`no example of ${event} ${action ?? ''}`);
  const named = action === undefined ? {} : { action };
  return merged(merged(structuredClone(found), named), overrides) as Payload;
}

function merged(base: unknown, over: unknown): unknown {
  if (!isRecord(base) || !isRecord(over)) return over;
  return {
    ...base,
    ...Object.fromEntries(Object.entries(over).map(([key, value]) => [key, merged(base[key], value)])),
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
