import type { Affected } from '../content/incident.ts';
import { formatInstant } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';
import { didYouMean, oneOf } from '../text/did-you-mean.ts';
import type { Severity } from '../content/policy.ts';
import { SOURCES } from '../content/schema/incident.ts';
import type { Change } from './change.ts';
import { componentsMeant, severityMeant } from './choosing.ts';
import { newFile, oneLine, wordsOnly } from './file-text.ts';
import type { NewUpdate } from './file-text.ts';
import type { Given } from './inputs.ts';
import { Refused } from './refused.ts';
import { saidTime, toMinute } from './parse-time-input.ts';
import { asksImpact, filled, namesOf, templateFor, titleFor } from './default-text.ts';
import type { World } from './context.ts';

/**
 * Declares an incident (V2.1, V2.2, V3.1): the file with the machine's time, the people, and the first update, filled
 * from the template of its severity (V5.1, V5.2).
 * @throws Refused where something that has no right default is missing or is not understood
 */
export function open(world: World, given: Given, now: Instant): Change {
  const { policy } = world.setting;
  if (given.another === false)
    throw new Refused('Nothing was opened.', 'To write to the one that is open: npm run incident -- update');
  const severity = severityMeant(policy, required(given.severity, 'severity'));
  const components = componentsMeant(world.setting, given.component ?? [], severity);
  const ids = Object.keys(components);
  if (ids.length === 0) throw missing('component');
  const detected = given.detected === undefined ? toMinute(now) : saidTime(given.detected, 'detected', now);
  const id = freshId(detected, ids[0]!, world.taken);
  const names = namesOf(world, ids);
  const shown = isShown(severity, given);
  const words = shown ? firstWords(world, severity, names, given) : '';
  const title = oneLine(given.title ?? titleFor(names, components, given.impact));
  const at = Math.max(toMinute(now), detected);
  const updates: NewUpdate[] = shown ? [{ at, word: 'investigating', body: words }] : [];
  return {
    deed: 'open',
    id,
    path: `incidents/${id}.md`,
    text: newFile(front(world, given, { title, severity, components, detected, now }), updates),
    subject: `${severity.key.toUpperCase()}: ${title}`,
    words,
  };
}

/** Whether customers will see it, or would if it were not a drill (V12.5). */
export function isShown(severity: Severity, given: Given): boolean {
  return (
    severity.public === 'always' || (severity.public === 'customer-facing' && given.customerFacing === true)
  );
}

function firstWords({ setting }: World, severity: Severity, names: readonly string[], given: Given): string {
  if (given.text !== undefined) return wordsOnly(given.text);
  const impact = oneLine(given.impact ?? '');
  if (impact === '' && asksImpact(setting.policy, severity)) throw missing('impact');
  return wordsOnly(filled(templateFor(setting.policy, severity, 'first'), names, impact));
}

interface Facts {
  readonly title: string;
  readonly severity: Severity;
  readonly components: Affected;
  readonly detected: Instant;
  readonly now: Instant;
}

function front(world: World, given: Given, { title, severity, components, detected, now }: Facts): object {
  const { policy } = world.setting;
  const commander = commanderFor(world, given);
  if (commander === undefined && policy.required.commander !== undefined) throw missing('commander');
  const source = given.source?.toLowerCase() ?? 'internal';
  if (!SOURCES.some((known) => known === source)) {
    throw new Refused(
      `--source "${given.source}" is not known.${didYouMean(source, SOURCES)}`,
      `Write --source ${oneOf(SOURCES)}.`,
    );
  }
  return {
    title,
    severity: severity.key,
    components,
    ...(given.started !== undefined && { started: formatInstant(saidTime(given.started, 'started', now)) }),
    detected: formatInstant(detected),
    ...(given.customerFacing === true &&
      severity.public === 'customer-facing' && { 'customer-facing': true }),
    ...(given.drill === true && { drill: true }),
    internal: {
      source,
      ...(commander !== undefined && { commander }),
      ...(given.unattended !== true && { acknowledged: formatInstant(Math.max(toMinute(now), detected)) }),
      ...(given.tracking !== undefined && { tracking: oneLine(given.tracking) }),
      ...(given.contained !== undefined && { contained: oneLine(given.contained) }),
    },
  };
}

/** Who leads: as said, or the first person of the role in status.yaml, or whoever is at the keyboard (V2.2). */
export function commanderFor({ setting, you }: World, given: Given): string | undefined {
  const role = setting.policy.required.commander;
  const said = given.commander?.trim();
  if (said !== undefined && said !== '') return said.startsWith('@') ? said : `@${said}`;
  if (role === undefined) return undefined;
  return (Object.hasOwn(setting.site.people, role) ? setting.site.people[role]![0] : undefined) ?? you;
}

/** The day in UTC, so that the name doesn't depend on whose clock it is, and the first component; numbered if taken. */
function freshId(detected: Instant, component: string, taken: ReadonlySet<string>): string {
  const base = `${formatInstant(detected).slice(0, 10)}-${component}`;
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? base : `${base}-${number}`;
    if (!taken.has(id)) return id;
  }
}

function required(value: string | undefined, flag: keyof typeof EXAMPLES): string {
  if (value === undefined || value.trim() === '') throw missing(flag);
  return value;
}

const EXAMPLES = {
  severity: 'sev-2',
  component: 'checkout',
  impact: '"failed payments"',
  commander: '"@amina"',
} as const;

function missing(flag: keyof typeof EXAMPLES): Refused {
  return new Refused(`The ${flag} is missing.`, `Add --${flag} ${EXAMPLES[flag]}`);
}
