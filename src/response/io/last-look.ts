import { hasErrors } from '../../content/finding.ts';
import type { Diagnostic } from '../../content/finding.ts';
import { parseChangedEvent } from '../change.ts';
import type { IncidentChange } from '../change.ts';
import type { IncidentInput, Prompt, Question } from '../inputs.ts';
import { CancellationError } from './prompt.ts';

interface LookOptions {
  readonly prompt?: Prompt;
  readonly dryRun: boolean;
  readonly isConfirmed?: boolean;
  readonly isRehearsal?: true;
}

/**
 * One look before a change is published, at a terminal. A change that was rejected can be reworded. Undefined if it goes on
 * as it is.
 * @throws CancellationError if the person stops
 */
export async function askForApproval(
  change: IncidentChange,
  diagnostics: readonly Diagnostic[],
  { prompt, dryRun, isConfirmed, isRehearsal }: LookOptions,
): Promise<IncidentInput | undefined> {
  const canReword = change.publicText !== '' && change.kind !== 'publish';
  if (!prompt || !canReword) return undefined;
  const isRejected = hasErrors(diagnostics);
  if (!isRejected && (dryRun || isConfirmed === true || isRehearsal)) return undefined;
  const rejected = isRejected ? rejectedParts(change, diagnostics) : undefined;
  if (rejected?.length === 0) return undefined;
  const answer = await prompt(rejected ? rewordQuestion(rejected) : lookQuestion(change));
  if (answer === 'text' || answer === 'title') return askForNew(answer, change, prompt);
  if (answer === 'stop') {
    if (rejected) return undefined;
    throw new CancellationError();
  }
  return undefined;
}

type Part = 'text' | 'title';

/** What is before the time of an update. */
const HEADING = '## ';

/** What has errors and can be reworded: the title of a new incident, its text, both, or nothing. */
export function rejectedParts(
  { kind, text }: IncidentChange,
  diagnostics: readonly Diagnostic[],
): readonly Part[] {
  const lines = text.split('\n');
  const isTitle = ({ location }: Diagnostic): boolean =>
    lines[location.line - 1]?.startsWith('title:') === true;
  const errors = diagnostics.filter(({ level }) => level === 'error');
  const end = lines.indexOf('---', 1);
  const isTime = ({ location: { line, column } }: Diagnostic): boolean =>
    lines[line - 1]?.startsWith(HEADING) === true && column === HEADING.length + 1;
  const isText = (one: Diagnostic): boolean => one.location.line > end && !isTime(one);
  return [
    ...(kind === 'open' && errors.some(isTitle) ? (['title'] as const) : []),
    ...(errors.some(isText) ? (['text'] as const) : []),
  ];
}

function rewordQuestion(parts: readonly Part[]): Question {
  return {
    flag: '--text "…"',
    kind: 'choose',
    prompt: `Rewrite the ${parts[0]}?`,
    choices: [
      ...parts.map((part) => ({ value: part, label: parts.length > 1 ? `yes: the ${part}` : 'yes' })),
      { value: 'stop', label: 'no' },
    ],
    toInput: () => ({}),
  };
}

function lookQuestion({ kind }: IncidentChange): Question {
  return {
    flag: '--yes',
    kind: 'choose',
    prompt: 'Publish this? (return: yes, e: edit, escape: stop)',
    awaitsFreshKeys: true,
    choices: [
      { value: 'publish', label: 'yes' },
      { value: 'text', label: 'no: edit the text', key: 'e' },
      ...(kind === 'open' ? [{ value: 'title', label: 'no: edit the title', key: 't' }] : []),
      { value: 'stop', label: 'no: stop' },
    ],
    toInput: () => ({}),
  };
}

async function askForNew(part: Part, change: IncidentChange, prompt: Prompt): Promise<IncidentInput> {
  const answer = await prompt({
    flag: `--${part} "…"`,
    kind: part === 'text' ? 'text' : 'line',
    prompt: `The new ${part}`,
    initial: part === 'text' ? change.publicText : parseChangedEvent(change).title,
    toInput: () => ({}),
  });
  return { [part]: String(answer) };
}
