import type { RotaSettings } from '../content/schema/on-call.ts';
import type { FieldPath } from '../content/yaml.ts';
import { findOverlap } from '../on-call/periods.ts';
import { findUnclearTimes, formatWeekTime } from '../on-call/shifts.ts';
import { formatAlternatives, formatDidYouMean } from '../text/did-you-mean.ts';
import { formatCount } from '../text/count.ts';
import { formatInstant } from '../time/instant.ts';
import type { RuleViolation, SiteRule } from './engine/rule.ts';

/** Someone whom status.yaml knows is on call at every time, and only one shift says who (V9.1). */
export const validOnCall: SiteRule = {
  id: 'valid-on-call',
  clauses: ['V9.1'],
  level: 'error',
  summary: 'a rota with a gap, an overlap, or an unknown role or person',
  appliesTo: 'site',
  *check(site, policy) {
    const roles = Object.keys(policy.roles);
    const known = [...new Set(Object.values(site.people).flat())];
    for (const [role, rota] of Object.entries(site['on-call'])) {
      const field = ['on-call', role];
      if (!roles.includes(role))
        yield {
          at: { field, part: 'key' },
          message: `The policy has no role "${role}".${formatDidYouMean(role, roles)}`,
          help:
            roles.length === 0
              ? 'Add it to roles in the policy.'
              : `Expected ${formatAlternatives(roles, 30)}.`,
        };
      yield* checkSource(rota, field);
      yield* checkShifts(rota, field);
      yield* checkOverrides(rota, field);
      yield* checkPeople(rota, field, role, known);
    }
  },
};

function* checkSource(
  { shifts, rotation, calendar }: RotaSettings,
  field: FieldPath,
): Iterable<RuleViolation> {
  const given = [shifts && 'shifts', rotation && 'rotation', calendar && 'calendar'].filter(
    (one) => one !== undefined,
  );
  if (given.length !== 1)
    yield {
      at: { field, part: 'key' },
      message:
        given.length === 0
          ? 'This rota has no shifts, no rotation and no calendar, so no one is on call.'
          : `This rota has ${given.join(' and ')}, so it is unclear which of them counts.`,
      help: 'Give one of shifts, rotation and calendar; use overrides for exceptions.',
    };
  if (calendar && (calendar.url === undefined) === (calendar.secret === undefined))
    yield {
      at: { field: [...field, 'calendar'], part: 'key' },
      message: 'A calendar needs one address: url, or secret.',
      help: 'Write url: https://…, or secret: and the name of the environment variable with the address.',
    };
}

function* checkShifts(
  { shifts, 'allow-gaps': allowGaps }: RotaSettings,
  field: FieldPath,
): Iterable<RuleViolation> {
  const unclear = shifts ? findUnclearTimes(shifts) : [];
  for (const { from, to, shifts: covering } of unclear) {
    const span = `${formatWeekTime(from)} to ${formatWeekTime(to)}`;
    const alike = unclear.filter((other) => other.shifts.join() === covering.join());
    const others = alike.length === 1 ? '' : ` and at ${formatCount(alike.length - 1, 'other time')}`;
    if (covering.length === 0 && !allowGaps)
      yield {
        at: { field: [...field, 'shifts'], part: 'key' },
        message: `No one is on call from ${span}.`,
        help: 'Add a shift for this time, or allow-gaps: true if no one has to be on call then.',
      };
    if (covering.length > 1 && alike[0]!.from === from)
      yield {
        at: { field: [...field, 'shifts', covering[1]!] },
        message: `Shifts ${covering.map((index) => index + 1).join(' and ')} overlap from ${span}${others}, so it is unclear who leads.`,
        help: 'Correct the times, or write the second person as backups: of the first shift.',
      };
  }
}

function* checkOverrides({ overrides }: RotaSettings, field: FieldPath): Iterable<RuleViolation> {
  for (const [index, { from, to }] of overrides.entries()) {
    if (from < to) continue;
    yield {
      at: { field: [...field, 'overrides', index, 'to'] },
      message: `This override ends at ${formatInstant(to)}, before it begins.`,
      help: `Write a time after ${formatInstant(from)}.`,
    };
  }
  const overlap = findOverlap(overrides.toSorted((a, b) => a.from - b.from));
  if (overlap !== undefined)
    yield {
      at: { field: [...field, 'overrides'], part: 'key' },
      message: `Two overrides overlap at ${formatInstant(overlap)}, so it is unclear who leads.`,
      help: 'Correct the times.',
    };
}

function* checkPeople(
  { shifts = [], rotation, calendar, overrides }: RotaSettings,
  field: FieldPath,
  role: string,
  known: readonly string[],
): Iterable<RuleViolation> {
  const places: (readonly [FieldPath, string])[] = [
    ...[...shifts.entries()].flatMap(([index, shift]) => listPeople(shift, [...field, 'shifts', index])),
    ...(rotation?.people ?? []).map(
      (person, index) => [[...field, 'rotation', 'people', index], person] as const,
    ),
    ...Object.entries(calendar?.names ?? {}).map(
      ([name, person]) => [[...field, 'calendar', 'names', name], person] as const,
    ),
    ...[...overrides.entries()].flatMap(([index, one]) => listPeople(one, [...field, 'overrides', index])),
  ];
  const reported = new Set<string>();
  for (const [place, person] of places) {
    if (reported.has(person) || known.some((one) => one.toLowerCase() === person.toLowerCase())) continue;
    reported.add(person);
    yield {
      at: { field: place },
      message: `${person} is on call, but has no role in people.${formatDidYouMean(person, known)}`,
      help: `Add ${person} to people, for example under ${role}, or correct the name.`,
    };
  }
}

function listPeople(
  { people, backups }: { readonly people: readonly string[]; readonly backups: readonly string[] },
  field: FieldPath,
): (readonly [FieldPath, string])[] {
  return [
    ...people.map((person, index) => [[...field, 'people', index], person] as const),
    ...backups.map((person, index) => [[...field, 'backups', index], person] as const),
  ];
}
