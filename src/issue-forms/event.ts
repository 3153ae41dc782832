import { z } from 'zod';
import { parseInstant } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';
import type { FormAnswers } from './parse-answers.ts';
import { formTypeOfIssue } from './parse-answers.ts';
import { FORM_LABELS } from './fields.ts';
import type { FormType } from './fields.ts';

/** A form that was submitted as an issue, or as the inputs of a workflow run. */
export type FormSubmission = {
  readonly type: FormType;
  /** A GitHub login. */
  readonly author: string;
  /** The login of another person who edited the answers. */
  readonly editor?: string;
} & (
  | {
      readonly issue: number;
      readonly body: string;
      readonly submittedAt: Instant;
      readonly labels: readonly string[];
    }
  | { readonly answers: FormAnswers }
);

const userSchema = z.object({ login: z.string() });

const issueEventSchema = z.object({
  action: z.string(),
  issue: z.object({
    number: z.number().int(),
    body: z.string().nullish(),
    user: userSchema,
    created_at: z.string(),
    labels: z.array(z.object({ name: z.string() })).default([]),
    pull_request: z.unknown().optional(),
  }),
  sender: userSchema,
});

const dispatchEventSchema = z.object({
  inputs: z.record(z.string(), z.unknown()).nullish(),
  sender: userSchema,
});

/** Reads the form in a GitHub event; undefined if there is none. The event's contents are untrusted. */
export function parseFormEvent(name: string, payload: unknown): FormSubmission | undefined {
  if (name === 'workflow_dispatch') return parseDispatchEvent(payload);
  if (name !== 'issues') return undefined;
  const { action, issue, sender } = issueEventSchema.parse(payload);
  const body = issue.body ?? '';
  const labels = issue.labels.map((label) => label.name);
  const type = formTypeOfIssue(labels, body, FORM_LABELS);
  const read = parseInstant(issue.created_at);
  if (type === undefined || issue.pull_request !== undefined || !('instant' in read)) return undefined;
  const editedByOther = action === 'edited' && sender.login !== issue.user.login;
  return {
    type,
    author: issue.user.login,
    ...(editedByOther && { editor: sender.login }),
    issue: issue.number,
    body,
    submittedAt: read.instant,
    labels,
  };
}

const FORM_TYPES: Readonly<Record<string, FormType>> = {
  declare: 'open',
  announce: 'announce',
  update: 'update',
  resolve: 'resolve',
};
const LIST_FIELDS = ['component', 'verified'];
const BOOLEAN_FIELDS = ['customer-facing', 'allow-duplicate'];

function parseDispatchEvent(payload: unknown): FormSubmission | undefined {
  const { inputs, sender } = dispatchEventSchema.parse(payload);
  const texts: Record<string, string> = {};
  const selections: Record<string, readonly string[]> = {};
  for (const [id, value] of Object.entries(inputs ?? {})) {
    const text = String(value ?? '').trim();
    if (text === '' || id === 'form') continue;
    if (BOOLEAN_FIELDS.includes(id))
      selections[id] = text === 'true' ? ['yes'] : id === 'allow-duplicate' ? [] : ['no'];
    else if (LIST_FIELDS.includes(id)) selections[id] = text.split(',').map((item) => item.trim());
    else texts[id] = text;
  }
  const type = FORM_TYPES[String(inputs?.['form'] ?? '')];
  return type && { type, author: sender.login, answers: { texts, selections } };
}
