import type { IncidentUpdate, StatusEvent } from '../content/incident.ts';
import { floorToMinute, formatInstant, parseInstant } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';
import { formatAlternatives } from '../text/did-you-mean.ts';
import type { IncidentChange } from './change.ts';
import { editFrontMatter, replaceUpdate, validateUpdateText } from './file-text.ts';
import type { FrontMatterEdit } from './file-text.ts';
import type { IncidentInput, Question } from './inputs.ts';
import { InputError } from './input-error.ts';
import { parseTimeInput } from './parse-time-input.ts';
import { publishedVersionOf } from './published-version.ts';
import { whichIncidentQuestions } from './update-questions.ts';
import { selectEvent } from './context.ts';
import type { IncidentContext } from './context.ts';

/**
 * Replaces an update's text or its time, or a time of the incident. A published update gets the correction's time in its
 * heading (V6.4).
 * @throws InputError
 */
export function correctUpdate(
  incidentContext: IncidentContext,
  input: IncidentInput,
  now: Instant,
): IncidentChange {
  const incident = selectEvent(incidentContext, input);
  const fields = correctedFields(incident, input, now);
  if (input.text === undefined && input.time === undefined) {
    if (fields.length > 0) return correctFields(incident, fields);
    throw new InputError(
      'The corrected text is missing.',
      'Add --text "…" or --file FILE, or a time: --time 12m.',
    );
  }
  const update = findUpdate(incident, input.update ?? 'last');
  const body = input.text === undefined ? update.body : validateUpdateText(input.text);
  const time = input.time === undefined ? update.at : parseTimeInput(input.time, 'time', now);
  if (body === update.body && time === update.at)
    throw new InputError(
      `The corrected ${input.text === undefined ? 'time' : 'text'} equals the current one.`,
      'Nothing was changed.',
    );
  const published = publishedVersionOf(incidentContext, incident);
  const isKnown = incidentContext.published !== undefined;
  const isPublished = !isKnown || published?.updates.some(({ id }) => id === update.id) === true;
  const corrected = Math.max(floorToMinute(now), time);
  const text = replaceUpdate(incident, update, {
    body,
    time: formatInstant(time),
    ...((isPublished || input.time === undefined) && { corrected }),
  });
  return {
    kind: 'correct',
    id: incident.id,
    path: incident.source.path,
    text: editFrontMatter({ ...incident.source, text }, fields),
    subject: `${incident.id}: correct the update of ${formatInstant(update.at)}`,
    publicText: body,
  };
}

const CORRECTED_FIELDS = ['detected', 'started'] as const;

function correctedFields(event: StatusEvent, input: IncidentInput, now: Instant): FrontMatterEdit[] {
  const given = CORRECTED_FIELDS.filter((key) => input[key] !== undefined);
  if (given.length > 0 && event.kind !== 'incident')
    throw new InputError(`--${given[0]!} does not apply to ${event.id}.`, 'Leave it out.');
  return given.map((key) => [[key], formatInstant(parseTimeInput(input[key]!, key, now))]);
}

function correctFields({ id, source }: StatusEvent, fields: readonly FrontMatterEdit[]): IncidentChange {
  const names = fields.map(([[name]]) => String(name));
  return {
    kind: 'correct',
    id,
    path: source.path,
    text: editFrontMatter(source, fields),
    subject: `${id}: correct ${names.join(' and ')}`,
    publicText: '',
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
  const isField = CORRECTED_FIELDS.some((key) => input[key] !== undefined);
  if (isField && input.time === undefined && input.text === undefined) return [];
  if (input.update === undefined && incident.updates.length > 1) return [whichUpdateQuestion(incident)];
  if (input.text !== undefined || input.time !== undefined) return [];
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
