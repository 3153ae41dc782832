import { parseAlert } from '../alert.ts';
import type { Alert } from '../alert.ts';
import { firstNonEmpty, toArray, toFields, toLine, toList } from '../coerce.ts';

/** The labels that say which service suffers, the surest first. */
const SERVICE_LABELS = ['component', 'components', 'service', 'app', 'application'] as const;

type Fields = Readonly<Record<string, unknown>>;

/** What Alertmanager's webhook sends (version 4): one group, which is one alert. */
export function parseAlertmanager(body: unknown): Alert[] {
  return [parseAlertGroup(body, 'alertmanager', (one) => firstNonEmpty(one['generatorURL']))];
}

/** What Grafana's webhook contact point sends: Alertmanager's group, with Grafana's own addresses. */
export function parseGrafana(body: unknown): Alert[] {
  const address = (one: Fields): string =>
    firstNonEmpty(one['panelURL'], one['dashboardURL'], one['generatorURL']);
  return [parseAlertGroup(body, 'grafana', address)];
}

function parseAlertGroup(body: unknown, source: string, addressOf: (alert: Fields) => string): Alert {
  const group = toFields(body);
  const all = toArray(group['alerts']).map(toFields);
  const firing = all.filter((one) => toLine(one['status']) !== 'resolved');
  const status = firstNonEmpty(
    group['status'],
    all.length > 0 && firing.length === 0 ? 'resolved' : 'firing',
  );
  const told = status === 'firing' && firing.length > 0 ? firing : all;
  const common = toFields(group['commonAnnotations']);
  const labels = toFields(group['commonLabels']);
  const [first = {}] = told;
  const annotations = toFields(first['annotations']);
  const address = told.length === 1 ? addressOf(first) : '';
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
    severity: labelValuesOf(told, labels, ['severity', 'priority', 'level']),
    components: labelValuesOf(told, labels, SERVICE_LABELS),
    url: firstNonEmpty(address, group['externalURL']),
    starts_at: told.map((one) => toLine(one['startsAt'])).toSorted(compareTimes)[0],
    ends_at: told
      .map((one) => toLine(one['endsAt']))
      .toSorted(compareTimes)
      .at(-1),
    details: [common, ...told.map((one) => toFields(one['annotations']))]
      .flatMap((one) => [firstNonEmpty(one['description'], one['message'])])
      .filter((text, at, texts) => text !== '' && texts.indexOf(text) === at)
      .join('\n'),
  });
}

/** What the alerts of a group say under the first of these labels that any of them has. */
function labelValuesOf(alerts: readonly Fields[], common: Fields, names: readonly string[]): string[] {
  for (const name of names) {
    const said = toList([common[name], ...alerts.map((one) => toFields(one['labels'])[name])]);
    if (said.length > 0) return said;
  }
  return [];
}

/** Times of one sender, in one zone, are in order as texts are, to the second; fractions of it don't matter here. */
function compareTimes(a: string, b: string): number {
  return (Date.parse(a) || 0) - (Date.parse(b) || 0);
}
