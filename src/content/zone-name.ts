import { createParseError } from './parse-errors.ts';
import type { Diagnostic } from './finding.ts';
import type { SourceFile } from './source.ts';
import type { YamlDocument } from './yaml.ts';
import { canonicalLanguageTag } from './language-tags.ts';
import { HOUR } from '../time/duration.ts';
import type { Duration } from '../time/duration.ts';
import type { Instant } from '../time/instant.ts';
import { zoneOffsetAt } from '../time/zone.ts';

/** In January and in July; the year doesn't matter. */
const SEASONS = [Date.UTC(2026, 0, 15), Date.UTC(2026, 6, 15)];
const STYLES = ['short', 'long', 'shortOffset', 'longOffset'] as const;

/** Abbreviations that `Intl` lacks in most languages, with their offsets from UTC in hours; some name two time zones. */
const ABBREVIATIONS: ReadonlyMap<string, readonly number[]> = new Map(
  Object.entries({
    wet: [0],
    west: [1],
    cet: [1],
    cest: [2],
    mez: [1],
    mesz: [2],
    eet: [2],
    eest: [3],
    bst: [1],
    ist: [1, 2],
    idt: [3],
    nst: [-3.5],
    ndt: [-2.5],
    ast: [-4],
    adt: [-3],
    est: [-5],
    edt: [-4],
    cst: [-6],
    cdt: [-5],
    mst: [-7],
    mdt: [-6],
    pst: [-8],
    pdt: [-7],
    akst: [-9],
    akdt: [-8],
    acst: [9.5],
    acdt: [10.5],
    aest: [10],
    aedt: [11],
    nzst: [12],
    nzdt: [13],
    clt: [-4],
    clst: [-3],
  }),
);

/**
 * Warns of a `timezone-name` that is right only in winter or only in summer, such as "CET" for Paris: the page would show a wrong
 * time zone for half of the year.
 *
 * @param language a BCP 47 tag, for the proposed name
 */
export function checkZoneName(
  source: SourceFile,
  yaml: YamlDocument,
  { timezone: zone, 'timezone-name': name, language }: ZoneNames,
): Diagnostic[] {
  // Loading a time zone takes longer than all else in a small status.yaml.
  if (name === undefined || name === cityTime(zone)) return [];
  const offsets = SEASONS.map((at) => zoneOffsetAt(at, zone));
  const [january, july] = offsets as [Duration, Duration];
  if (january === july) return [];
  const locales = new Set([canonicalLanguageTag(language) ?? 'en', 'en-GB', 'en-US', 'fr', 'de', 'pt']);
  const namesAt = (at: Instant): string[] =>
    [...locales].flatMap((locale) =>
      STYLES.map((style) => toComparable(zoneNameAt(at, zone, locale, style))),
    );
  const [inJanuary, inJuly] = SEASONS.map(
    (at, index) =>
      namesAt(at).includes(toComparable(name)) ||
      ABBREVIATIONS.get(name.toLowerCase())?.includes(offsets[index]! / HOUR) === true,
  );
  if (inJanuary === inJuly) return [];
  const isSummer = inJanuary ? january > july : july > january;
  const span = yaml.locate(['timezone-name']);
  const text = allYearName(zone, language);
  const message = `"timezone-name" is "${name}", but the clocks of "${zone}" change: that is its name in ${isSummer ? 'summer' : 'winter'} only.`;
  const help = `Write a name that is right all year, such as "${text}", or leave it out.`;
  return [{ ...createParseError(source, span, message, help, { ...span, text }), level: 'warn' }];
}

interface ZoneNames {
  readonly timezone: string;
  readonly 'timezone-name'?: string | undefined;
  readonly language: string;
}

/** "Berlin time", or what the time zone is called in another language, such as "Mitteleuropäische Zeit". */
function allYearName(zone: string, language: string): string {
  const locale = canonicalLanguageTag(language) ?? 'en';
  return locale.startsWith('en') ? cityTime(zone) : zoneNameAt(SEASONS[0]!, zone, locale, 'longGeneric');
}

function cityTime(zone: string): string {
  return `${zone.split('/').at(-1)!.replaceAll('_', ' ')} time`;
}

function zoneNameAt(
  at: Instant,
  timeZone: string,
  locale: string,
  timeZoneName: NonNullable<Intl.DateTimeFormatOptions['timeZoneName']>,
): string {
  const parts = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName }).formatToParts(at);
  return parts.find(({ type }) => type === 'timeZoneName')!.value;
}

function toComparable(name: string): string {
  return name.replace('GMT', 'UTC').toLowerCase();
}
