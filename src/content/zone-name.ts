import { createParseError } from './parse-errors.ts';
import type { Diagnostic } from './finding.ts';
import type { SourceFile } from './source.ts';
import type { YamlDocument } from './yaml.ts';
import { zoneOffsetAt } from '../time/zone.ts';

/** In the middle of winter and of summer; the year doesn't matter. */
const SEASONS = [Date.UTC(2026, 0, 15), Date.UTC(2026, 6, 15)];
const STYLES = ['short', 'long', 'shortOffset', 'longOffset'] as const;

/**
 * Reports a `timezone-name` that is right only in winter or only in summer, such as "CET" for Paris: the page would show a wrong
 * time zone for half of the year.
 */
export function checkZoneName(
  source: SourceFile,
  yaml: YamlDocument,
  zone: string,
  name: string,
): Diagnostic[] {
  const [winter, summer] = SEASONS.map((at) => zoneOffsetAt(at, zone));
  if (winter === summer) return [];
  const namesOf = (at: number): string[] =>
    ['en-GB', 'en-US', 'fr', 'de', 'pt'].flatMap((locale) =>
      STYLES.map((timeZoneName) =>
        new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName })
          .formatToParts(at)
          .find(({ type }) => type === 'timeZoneName')!
          .value.replace('GMT', 'UTC')
          .toLowerCase(),
      ),
    );
  const [inWinter, inSummer] = SEASONS.map((at) => namesOf(at).includes(toComparable(name)));
  if (inWinter === inSummer) return [];
  const span = yaml.locate(['timezone-name']);
  const city = zone.split('/').at(-1)!.replaceAll('_', ' ');
  const text = `${city} time`;
  const message = `"timezone-name" is "${name}", but the clocks of "${zone}" change: that is its name in ${inWinter ? 'winter' : 'summer'} only.`;
  const help = `Write a name that is right all year, such as "${text}", or leave it out.`;
  return [createParseError(source, span, message, help, { ...span, text })];
}

function toComparable(name: string): string {
  return name.replace('GMT', 'UTC').toLowerCase();
}
