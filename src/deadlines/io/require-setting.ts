import type { Setting } from '../../content/content.ts';
import type { ClockContent } from '../active-content.ts';
import { UsageError } from '../../files/command-errors.ts';

/**
 * The setting of a content root that the clock was read from.
 * @throws UsageError with the first fault, where the site or its policy can't be read: no clock can run then
 */
export function settled({ setting, findings }: Pick<ClockContent, 'setting' | 'findings'>): Setting {
  if (setting) return setting;
  const fault = findings[0];
  const place = fault ? `${fault.place.path}:${fault.place.line}: ` : '';
  throw new UsageError(
    `${place}${fault?.message ?? 'The site can not be read.'} ${fault?.help ?? ''}`.trim(),
  );
}
