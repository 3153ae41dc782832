import { affectedAfter, endingUpdate, isEnd } from '../content/incident.ts';
import type { Affected, Incident } from '../content/incident.ts';
import { formatInstant } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';
import { didYouMean, oneOf } from '../text/did-you-mean.ts';
import type { Policy } from '../content/policy.ts';
import { FIXES } from '../content/schema/incident.ts';
import type { Change } from './change.ts';
import { affectsMeant } from './choosing.ts';
import { appended, oneLine, withFront, wordsOnly } from './file-text.ts';
import type { Edit } from './file-text.ts';
import type { Given } from './inputs.ts';
import { Refused } from './refused.ts';
import { saidTime, stampAfter, toMinute } from './parse-time-input.ts';
import { severityOf } from './update.ts';
import { aboutOf, filled, namesOf, othersAffected, templateFor } from './default-text.ts';
import { incidentMeant } from './context.ts';
import type { World } from './context.ts';

/** It can't be resolved yet: the fix has to be watched until then (V7.2). */
export interface TooEarly {
  readonly incident: Incident;
  readonly until: Instant;
}

/**
 * Ends an incident: what the SOP wants recorded (V7.1, V7.3), the monitoring time (V7.2), and the resolution's words,
 * which say that all is well only if it is (V5.3).
 * @throws Refused
 */
export function resolve(world: World, given: Given, now: Instant): Change | TooEarly {
  const incident = incidentMeant(world, given);
  if (endingUpdate(incident)) throw new Refused(`${incident.id} is resolved already.`);
  const { policy } = world.setting;
  const fixed = fixedAt(incident, policy, given, now);
  const edits = recorded(incident, policy, given, fixed);
  const early = tooEarly(world, given, now);
  if (early) return early;
  const at = stampAfter(incident, now);
  const current = affectedAfter(incident, incident.updates.length - 1);
  const affects = still(
    given.affects === undefined ? {} : affectsMeant(world.setting, given.affects, current),
  );
  const words =
    given.text === undefined ? lastWords(world, incident, affects ?? {}, at) : wordsOnly(given.text);
  return {
    deed: 'resolve',
    id: incident.id,
    path: incident.source.path,
    text: appended(withFront(incident.source, edits), {
      at,
      word: 'resolved',
      ...(affects && { affects }),
      body: words,
    }),
    subject: `${incident.id}: resolved at ${formatInstant(at)}`,
    words,
  };
}

/** Until when the fix has to be watched, where that isn't over (V7.2). */
export function tooEarly(world: World, given: Given, now: Instant): TooEarly | undefined {
  const incident = incidentMeant(world, given);
  const { policy } = world.setting;
  const fixed = fixedAt(incident, policy, given, now);
  if (fixed === undefined || policy.monitoring === undefined) return undefined;
  const until = toMinute(fixed) + policy.monitoring;
  return stampAfter(incident, now) < until ? { incident, until } : undefined;
}

function lastWords(world: World, incident: Incident, affects: Affected, at: Instant): string {
  const severity = severityOf(world, incident);
  const partly = othersAffected(world, incident, affects, at);
  const template = templateFor(world.setting.policy, severity, partly ? 'resolved-partly' : 'resolved');
  return wordsOnly(filled(template, namesOf(world, aboutOf(incident))));
}

/** What stays affected after the end; the end itself says that the rest is well. */
function still(said: Affected): Affected | undefined {
  const entries = Object.entries(said).filter(([, state]) => state !== 'operational');
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

/** When the fix was in production: as said, as recorded and not taken back since, or since when it is watched. */
export function fixedAt(incident: Incident, policy: Policy, given: Given, now: Instant): Instant | undefined {
  if (given.fixed !== undefined) return saidTime(given.fixed, 'fixed', now);
  const setback = incident.updates.findLast(
    ({ phase }) => phase === 'investigating' || phase === 'identified',
  );
  const { fixed } = incident.internal;
  if (fixed !== undefined && (setback === undefined || fixed >= setback.at)) return fixed;
  const watched = watchedSince(incident);
  if (watched !== undefined || (!policy.resolve.fix && policy.monitoring === undefined)) return watched;
  throw new Refused(
    'Nothing says when the fix was in production.',
    'Add --fixed 35m (how long ago), or a time. If it has not been announced: npm run incident -- update --phase monitoring',
  );
}

function watchedSince({ updates }: Incident): Instant | undefined {
  let since: Instant | undefined;
  for (const update of updates.toReversed()) {
    if (update.phase !== 'monitoring' && !isEnd(update.phase)) break;
    since = update.at;
  }
  return since;
}

/** What the policy wants recorded before, from what was said; what is there already stays. */
function recorded(incident: Incident, policy: Policy, given: Given, fixed: Instant | undefined): Edit[] {
  const { internal } = incident;
  const edits: Edit[] = [];
  const set = (key: string, value: unknown): void => void edits.push([['internal', key], value]);
  if (given.cause !== undefined) set('cause', oneLine(given.cause));
  else if (policy.resolve.cause && internal.cause === undefined)
    throw missing('cause', '"A release doubled the load."');
  if (given.fix !== undefined) set('fix', oneOfThese(given.fix, FIXES, 'fix'));
  else if (policy.resolve.fix && internal.fix === undefined) throw missing('fix', FIXES.join('|'));
  if (fixed !== undefined && fixed !== internal.fixed && (policy.resolve.fix || given.fixed !== undefined))
    set('fixed', formatInstant(fixed));
  if (given.tested !== undefined) set('tested', oneOfThese(given.tested, TESTED, 'tested'));
  else if (policy.resolve.tested && internal.tested === undefined) throw missing('tested', TESTED.join('|'));
  const verified = verifiedMeant(policy, given.verified ?? []);
  const open = uncheckedOf(incident, policy, given);
  if (open.length > 0) {
    const list = open.map((key) => `  ${key}: ${policy.verification[key]}`).join('\n');
    throw new Refused(
      `Not verified yet:\n${list}`,
      `Check it, then add --verified ${open.join(',')}  (or KEY=not-applicable)`,
    );
  }
  for (const [key, value] of Object.entries(verified)) edits.push([['internal', 'verified', key], value]);
  return edits;
}

const TESTED = ['staging', 'not-possible'] as const;

/** The checks of the policy that nobody has answered yet (V7.3, U3.5). */
export function uncheckedOf({ internal }: Incident, policy: Policy, given: Given): string[] {
  const known = { ...internal.verified, ...verifiedMeant(policy, given.verified ?? []) };
  return Object.keys(policy.verification).filter((key) => !Object.hasOwn(known, key));
}

/** Reads `metrics`, `user=not-applicable`, `all`. A check that fails is no resolution. */
function verifiedMeant(
  { verification }: Policy,
  said: readonly string[],
): Record<string, true | 'not-applicable'> {
  const keys = Object.keys(verification);
  const verified: Record<string, true | 'not-applicable'> = {};
  for (const item of said.flatMap((one) => one.split(','))) {
    const [key = '', value = 'yes'] = item.split(/[=:]/).map((part) => part.trim().toLowerCase());
    if (key === '') continue;
    const checks = key === 'all' ? keys : keys.filter((known) => known === key);
    if (checks.length === 0) {
      const help = keys.length === 0 ? 'The policy asks for none.' : `The checks are ${oneOf(keys)}.`;
      throw new Refused(`The policy has no check "${key}".${didYouMean(key, keys)}`, help);
    }
    if (['no', 'false'].includes(value)) {
      throw new Refused(
        `Not resolved while this fails: ${checks.map((check) => verification[check]).join('; ')}.`,
        'Until it holds: npm run incident -- update',
      );
    }
    const answer = ['not-applicable', 'n/a', 'na'].includes(value) ? 'not-applicable' : 'yes';
    if (answer === 'yes' && !['yes', 'true', 'y'].includes(value)) {
      throw new Refused(`"${value}" is no answer to ${key}.`, 'Write yes, no or not-applicable.');
    }
    for (const check of checks) verified[check] = answer === 'yes' ? true : answer;
  }
  return verified;
}

function oneOfThese<T extends string>(text: string, known: readonly T[], flag: string): T {
  const plain = text.trim().toLowerCase();
  const found = known.find((one) => one === plain);
  if (found !== undefined) return found;
  throw new Refused(
    `--${flag} "${text}" is not known.${didYouMean(plain, known)}`,
    `Write --${flag} ${oneOf(known)}.`,
  );
}

function missing(flag: string, example: string): Refused {
  return new Refused(`The ${flag} is missing.`, `Add --${flag} ${example}`);
}
