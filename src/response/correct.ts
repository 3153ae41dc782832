import type { Incident, Update } from '../content/incident.ts';
import { formatInstant, readInstant } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';
import { oneOf } from '../text/did-you-mean.ts';
import type { Change } from './change.ts';
import { corrected, wordsOnly } from './file-text.ts';
import type { Given, Question } from './inputs.ts';
import { Refused } from './refused.ts';
import { toMinute } from './parse-time-input.ts';
import { askIncident } from './update-questions.ts';
import { incidentMeant } from './context.ts';
import type { World } from './context.ts';

/**
 * Puts other words in the place of an update's, and says in its heading that it did and when (V6.4).
 * @throws Refused
 */
export function correct(world: World, given: Given, now: Instant): Change {
  const incident = incidentMeant(world, given);
  const update = updateMeant(incident, given.update ?? 'last');
  if (given.text === undefined)
    throw new Refused('The corrected text is missing.', 'Add --text "…" or --file FILE.');
  const words = wordsOnly(given.text);
  if (words === update.body)
    throw new Refused('These are the words that stand there already.', 'Nothing was changed.');
  const at = Math.max(toMinute(now), update.at);
  return {
    deed: 'correct',
    id: incident.id,
    path: incident.source.path,
    text: corrected(incident, update, words, at),
    subject: `${incident.id}: correct the update of ${formatInstant(update.at)}`,
    words,
  };
}

/**
 * The update that is meant: `last`, `first`, its number, its id, or its time in any zone.
 * @throws Refused
 */
export function updateMeant({ id, updates }: Incident, text: string): Update {
  const plain = text.trim();
  const read = readInstant(plain);
  const found =
    plain === 'last'
      ? updates.at(-1)
      : plain === 'first'
        ? updates[0]
        : 'instant' in read
          ? updates.find(({ at }) => toMinute(at) === toMinute(read.instant))
          : (updates.find((update) => update.id === plain) ??
            (/^\d{1,3}$/.test(plain) ? updates[+plain - 1] : undefined));
  if (found) return found;
  const times = updates.map(({ at }) => formatInstant(at));
  throw new Refused(
    `${id} has no update "${text}".`,
    times.length === 0 ? 'It has no update at all.' : `Its updates are those of ${oneOf(times)}.`,
  );
}

/** What `correct` still has to ask: which update, and the words that should have stood there. */
export function correctQuestions(world: World, given: Given): Question[] {
  const which = askIncident(world, given);
  if (which.length > 0) return which;
  const incident = incidentMeant(world, given);
  if (given.update === undefined && incident.updates.length > 1) return [askUpdate(incident)];
  if (given.text !== undefined) return [];
  return [
    {
      flag: '--text "…" or --file FILE',
      kind: 'text',
      ask: 'The words as they should have been',
      initial: updateMeant(incident, given.update ?? 'last').body,
      take: (answer) => ({ text: String(answer) }),
    },
  ];
}

function askUpdate({ updates }: Incident): Question {
  return {
    flag: '--update last',
    kind: 'choose',
    ask: 'Which update?',
    optional: true,
    choices: updates.toReversed().map(({ id, at, wrote, body }) => ({
      value: id,
      label: `${formatInstant(at)} ${wrote}`,
      hint: body.replace(/\s+/g, ' ').slice(0, 60),
    })),
    take: (answer) => ({ update: String(answer) }),
  };
}
