import { parseAlert } from './alert.ts';
import type { Alert } from './alert.ts';
import { firstNonEmpty, toArray, toFields, toLine, toList } from './coerce.ts';

/** Labels that name the affected service, most reliable first. */
const SERVICE_LABELS = ['component', 'components', 'service', 'app', 'application'] as const;

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads an Alertmanager group (webhook version 4), which is one alert. While some of its alerts fire, only those count.
 * @param addressOf the link of a group's alert
 */
export function parseAlertGroup(body: unknown, source: string, addressOf: (alert: Fields) => string): Alert {
  const group = toFields(body);
  const all = toArray(group['alerts']).map(toFields);
  const firing = all.filter((one) => toLine(one['status']) !== 'resolved');
  const status = firstNonEmpty(
    group['status'],
    all.length > 0 && firing.length === 0 ? 'resolved' : 'firing',
  );
  const relevant = status === 'firing' && firing.length > 0 ? firing : all;
  const common = toFields(group['commonAnnotations']);
  const labels = toFields(group['commonLabels']);
  const [first = {}] = relevant;
  const annotations = toFields(first['annotations']);
  const address = relevant.length === 1 ? addressOf(first) : '';
  return parseAlert({
    source,
    status,
    dedupe_key: firstNonEmpty(group['groupKey'], first['fingerprint']),
    title: firstNonEmpty(
      common['summary'],
      common['title'],
      annotations['summary'],
      labels['alertname'],
      toFields(first['labels'])['alertname'],
      group['title'],
    ),
    severity: labelValuesOf(relevant, labels, ['severity', 'priority', 'level']),
    components: labelValuesOf(relevant, labels, SERVICE_LABELS),
    url: firstNonEmpty(address, group['externalURL']),
    starts_at: relevant.map((one) => toLine(one['startsAt'])).toSorted(compareTimes)[0],
    ends_at: relevant
      .map((one) => toLine(one['endsAt']))
      .toSorted(compareTimes)
      .at(-1),
    details: [common, ...relevant.map((one) => toFields(one['annotations']))]
      .flatMap((one) => [firstNonEmpty(one['description'], one['message'])])
      .filter((text, at, texts) => text !== '' && texts.indexOf(text) === at)
      .join('\n'),
  });
}

/** The values of the first of these labels that any alert of the group has. */
function labelValuesOf(alerts: readonly Fields[], common: Fields, names: readonly string[]): string[] {
  for (const name of names) {
    const values = toList([common[name], ...alerts.map((one) => toFields(one['labels'])[name])]);
    if (values.length > 0) return values;
  }
  return [];
}

/** Compares two times; missing and invalid ones come first. */
function compareTimes(a: string, b: string): number {
  return (Date.parse(a) || 0) - (Date.parse(b) || 0);
}
