import { z } from 'zod';
import { readInstant } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';
import type { Answers } from './parse-answers.ts';
import { deedOfIssue } from './parse-answers.ts';
import { FORM_TAGS } from './fields.ts';
import type { FormDeed } from './fields.ts';

/** A form that was filled on an issue, or sent by hand as a run's inputs. */
export type Filled = {
  readonly deed: FormDeed;
  /** Whose answers they are. */
  readonly by: string;
  /** Who else had a hand in them. */
  readonly editor?: string;
} & (
  | {
      readonly issue: number;
      readonly body: string;
      readonly at: Instant;
      readonly labels: readonly string[];
    }
  | { readonly answers: Answers }
);

const person = z.object({ login: z.string() });

const issueEvent = z.object({
  action: z.string(),
  issue: z.object({
    number: z.number().int(),
    body: z.string().nullish(),
    user: person,
    created_at: z.string(),
    labels: z.array(z.object({ name: z.string() })).default([]),
    pull_request: z.unknown().optional(),
  }),
  sender: person,
});

const runEvent = z.object({
  inputs: z.record(z.string(), z.unknown()).nullish(),
  sender: person,
});

/** The form in an event of GitHub's, or undefined where there is none. Nothing in an event is believed but its shape. */
export function filledIn(name: string, payload: unknown): Filled | undefined {
  if (name === 'workflow_dispatch') return sentByHand(payload);
  if (name !== 'issues') return undefined;
  const { action, issue, sender } = issueEvent.parse(payload);
  const body = issue.body ?? '';
  const labels = issue.labels.map((label) => label.name);
  const deed = deedOfIssue(labels, body, FORM_TAGS);
  const read = readInstant(issue.created_at);
  if (deed === undefined || issue.pull_request !== undefined || !('instant' in read)) return undefined;
  const edited = action === 'edited' && sender.login !== issue.user.login;
  return {
    deed,
    by: issue.user.login,
    ...(edited && { editor: sender.login }),
    issue: issue.number,
    body,
    at: read.instant,
    labels,
  };
}

const DEEDS: Readonly<Record<string, FormDeed>> = { declare: 'open', update: 'update', resolve: 'resolve' };
const LISTS = ['component', 'verified'];
const YES_NO = ['customer-facing', 'another'];

function sentByHand(payload: unknown): Filled | undefined {
  const { inputs, sender } = runEvent.parse(payload);
  const written: Record<string, string> = {};
  const chosen: Record<string, readonly string[]> = {};
  for (const [id, value] of Object.entries(inputs ?? {})) {
    const text = String(value ?? '').trim();
    if (text === '' || id === 'form') continue;
    if (YES_NO.includes(id)) chosen[id] = text === 'true' ? ['yes'] : id === 'another' ? [] : ['no'];
    else if (LISTS.includes(id)) chosen[id] = text.split(',').map((item) => item.trim());
    else written[id] = text;
  }
  const deed = DEEDS[String(inputs?.['form'] ?? '')];
  return deed && { deed, by: sender.login, answers: { written, chosen } };
}
