import { affectedAfter, endingUpdate } from '../content/incident.ts';
import type { Affected, Incident, Phase } from '../content/incident.ts';
import { formatInstant } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';
import { didYouMean, oneOf } from '../text/did-you-mean.ts';
import { severityAfter } from '../content/policy.ts';
import type { Severity } from '../content/policy.ts';
import { INCIDENT_PHASES } from '../content/schema/incident.ts';
import type { Change } from './change.ts';
import { affectsMeant, severityMeant } from './choosing.ts';
import { appended, oneLine, withFront, wordsOnly } from './file-text.ts';
import type { Edit } from './file-text.ts';
import type { Given } from './inputs.ts';
import { Refused } from './refused.ts';
import { saidTime, stampAfter } from './parse-time-input.ts';
import { aboutOf, filled, namesOf, phaseWords, templateFor } from './default-text.ts';
import { incidentMeant } from './context.ts';
import type { World } from './context.ts';

/**
 * Says what is new (V12.2, V12.4). Without words of one's own, the policy's: that there is nothing new, or that a phase
 * begins.
 * @throws Refused
 */
export function update(world: World, given: Given, now: Instant): Change {
  const incident = incidentMeant(world, given);
  const word = wordMeant(given);
  if (endingUpdate(incident) && word !== 'investigating' && word !== 'update') {
    throw new Refused(
      `${incident.id} is resolved already.`,
      'If it began again: --phase investigating. To add something: --phase update --text "…"',
    );
  }
  const { policy } = world.setting;
  const at = stampAfter(incident, now);
  const severity = given.severity === undefined ? undefined : severityMeant(policy, given.severity);
  const current = affectedAfter(incident, incident.updates.length - 1);
  const affects = changed(
    given.affects === undefined ? {} : affectsMeant(world.setting, given.affects, current),
    current,
  );
  const words = updateWords(world, incident, word, given, severity ?? severityOf(world, incident));
  const text = withFront(incident.source, factsOf(incident, word, given, now));
  return {
    deed: 'update',
    id: incident.id,
    path: incident.source.path,
    text: appended(text, {
      at,
      word,
      ...(affects && { affects }),
      ...(severity && { severity: severity.key }),
      body: words,
    }),
    subject: `${incident.id}: ${word} at ${formatInstant(at)}`,
    words,
  };
}

/** The severity that an incident has now. */
export function severityOf({ setting }: World, incident: Incident): Severity {
  const severity = severityAfter(setting.policy, incident, incident.updates.length - 1);
  if (severity) return severity;
  throw new Refused(
    `${incident.id} has the severity "${incident.severity}", which the policy does not have.`,
    `Say which it is: --severity ${Object.keys(setting.policy.severities)[0]}`,
  );
}

function wordMeant({ phase, noChange }: Given): Exclude<Phase, 'resolved'> | 'update' {
  if (phase === undefined) return 'update';
  if (noChange)
    throw new Refused('--no-change keeps the phase.', 'Leave --phase out, or leave --no-change out.');
  const plain = phase.trim().toLowerCase();
  const words = [...INCIDENT_PHASES.filter((one) => one !== 'resolved'), 'update'] as const;
  const found = words.find((word) => word === plain);
  if (found) return found;
  if (plain === 'resolved') throw new Refused('To resolve it: npm run incident -- resolve');
  throw new Refused(
    `--phase "${phase}" is not known.${didYouMean(plain, words)}`,
    `The phases are ${oneOf(words)}.`,
  );
}

function updateWords(
  world: World,
  incident: Incident,
  word: Phase | 'update',
  given: Given,
  severity: Severity,
): string {
  if (given.text !== undefined) return wordsOnly(given.text);
  const names = namesOf(world, aboutOf(incident));
  const own = given.noChange ? templateFor(world.setting.policy, severity, 'no-change') : phaseWords(word);
  if (own !== undefined) return wordsOnly(filled(own, names));
  throw new Refused(
    'The text is missing.',
    'Add --text "…", --file FILE, --phase identified or monitoring, or --no-change if there is nothing new.',
  );
}

/** What an update tells the team's part of the file: that the fix is in, once it is watched (V7.2). */
function factsOf({ internal }: Incident, word: Phase | 'update', given: Given, now: Instant): Edit[] {
  const watching = word === 'monitoring' && internal.fixed === undefined;
  const fixed = given.fixed ?? (watching ? 'now' : undefined);
  return [
    ...(fixed === undefined
      ? []
      : [[['internal', 'fixed'], formatInstant(saidTime(fixed, 'fixed', now))] as const]),
    ...(given.contained === undefined
      ? []
      : [[['internal', 'contained'], oneLine(given.contained)] as const]),
  ];
}

/** Only what is different from now on. */
function changed(said: Affected, current: Affected): Affected | undefined {
  const entries = Object.entries(said).filter(([id, state]) => current[id] !== state);
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}
