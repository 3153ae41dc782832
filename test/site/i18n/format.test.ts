import { describe, expect, test } from 'vitest';
import { createLocaleFormatters } from '../../../src/site/i18n/format.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../../src/time/duration.ts';

describe('a length of time is written as Intl.DurationFormat writes it, which not every Node has', () => {
  test.each(['en-GB', 'fr', 'de', 'pt-BR', 'pl', 'ar', 'ja', 'el', 'yo'])('in %s', (locale) => {
    const { duration, preciseDuration } = createLocaleFormatters(locale);
    const written = new Intl.DurationFormat(locale, { style: 'long' });
    for (const count of [1, 2, 3, 5, 11, 21, 59])
      expect(duration(count * MINUTE)).toBe(written.format({ minutes: count }));
    expect(duration(3 * DAY + 2 * HOUR)).toBe(written.format({ days: 3, hours: 2 }));
    expect(duration(HOUR + MINUTE)).toBe(written.format({ hours: 1, minutes: 1 }));
    expect(preciseDuration(42 * SECOND)).toBe(written.format({ seconds: 42 }));
    const always = new Intl.DurationFormat(locale, { style: 'long', secondsDisplay: 'always' });
    expect(preciseDuration(0)).toBe(always.format({ seconds: 0 }));
  });
});
