import type { IncidentUpdate, StatusEvent } from '../content/incident.ts';
import { floorToMinute, formatInstant, parseInstant } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';
import { formatAlternatives } from '../text/did-you-mean.ts';
import type { IncidentChange } from './change.ts';
import { replaceUpdateBody, validateUpdateText } from './file-text.ts';
import type { IncidentInput, Question } from './inputs.ts';
import { InputError } from './input-error.ts';
import { whichIncidentQuestions } from './update-questions.ts';
import { selectEvent } from './context.ts';
import type { IncidentContext } from './context.ts';

/**
 * Replaces an update's text and marks the correction with its time in the heading (V6.4).
 * @throws InputError
 */
export function correctUpdate(
  incidentContext: IncidentContext,
  input: IncidentInput,
  now: Instant,
): IncidentChange {
  const incident = selectEvent(incidentContext, input);
  const update = findUpdate(incident, input.update ?? 'last');
  if (input.text === undefined)
    throw new InputError('The corrected text is missing.', 'Add --text "…" or --file FILE.');
  const publicText = validateUpdateText(input.text);
  if (publicText === update.body)
    throw new InputError('The corrected text equals the current one.', 'Nothing was changed.');
  const at = Math.max(floorToMinute(now), update.at);
  return {
    kind: 'correct',
    id: incident.id,
    path: incident.source.path,
    text: replaceUpdateBody(incident, update, publicText, at),
    subject: `${incident.id}: correct the update of ${formatInstant(update.at)}`,
    publicText,
  };
}

/**
 * Finds an update by `last`, `first`, its number, its id, or its time in any zone.
 * @throws InputError if there is none
 */
export function findUpdate({ id, updates }: StatusEvent, text: string): IncidentUpdate {
  const plain = text.trim();
  const read = parseInstant(plain);
  const found =
    plain === 'last'
      ? updates.at(-1)
      : plain === 'first'
        ? updates[0]
        : 'instant' in read
          ? updates.find(({ at }) => floorToMinute(at) === floorToMinute(read.instant))
          : (updates.find((update) => update.id === plain) ??
            (/^\d{1,3}$/.test(plain) ? updates[+plain - 1] : undefined));
  if (found) return found;
  const times = updates.map(({ at }) => formatInstant(at));
  throw new InputError(
    `${id} has no update "${text}".`,
    times.length === 0 ? 'It has no updates.' : `Its updates are at ${formatAlternatives(times)}.`,
  );
}

/** The unanswered questions of `correct`: which update, and its corrected text. */
export function correctQuestions(incidentContext: IncidentContext, input: IncidentInput): Question[] {
  const which = whichIncidentQuestions(incidentContext, input);
  if (which.length > 0) return which;
  const incident = selectEvent(incidentContext, input);
  if (input.update === undefined && incident.updates.length > 1) return [whichUpdateQuestion(incident)];
  if (input.text !== undefined) return [];
  return [
    {
      flag: '--text "…" or --file FILE',
      kind: 'text',
      prompt: 'The corrected text',
      initial: findUpdate(incident, input.update ?? 'last').body,
      toInput: (answer) => ({ text: String(answer) }),
    },
  ];
}

function whichUpdateQuestion({ updates }: StatusEvent): Question {
  return {
    flag: '--update last',
    kind: 'choose',
    prompt: 'Which update?',
    optional: true,
    choices: updates.toReversed().map(({ id, at, writtenPhase, body }) => ({
      value: id,
      label: `${formatInstant(at)} ${writtenPhase}`,
      hint: body.replace(/\s+/g, ' ').slice(0, 60),
    })),
    toInput: (answer) => ({ update: String(answer) }),
  };
}
