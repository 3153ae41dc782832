import { readAlert } from '../alert.ts';
import type { Alert } from '../alert.ts';
import { firstOf, toArray, toFields, toLine, toList } from '../coerce.ts';

/** The labels that say which service suffers, the surest first. */
const SERVICE_LABELS = ['component', 'components', 'service', 'app', 'application'] as const;

type Fields = Readonly<Record<string, unknown>>;

/** What Alertmanager's webhook sends (version 4): one group, which is one alert. */
export function readAlertmanager(body: unknown): Alert[] {
  return [readGroup(body, 'alertmanager', (one) => firstOf(one['generatorURL']))];
}

/** What Grafana's webhook contact point sends: Alertmanager's group, with Grafana's own addresses. */
export function readGrafana(body: unknown): Alert[] {
  const address = (one: Fields): string => firstOf(one['panelURL'], one['dashboardURL'], one['generatorURL']);
  return [readGroup(body, 'grafana', address)];
}

function readGroup(body: unknown, source: string, addressOf: (alert: Fields) => string): Alert {
  const group = toFields(body);
  const all = toArray(group['alerts']).map(toFields);
  const firing = all.filter((one) => toLine(one['status']) !== 'resolved');
  const status = firstOf(group['status'], all.length > 0 && firing.length === 0 ? 'resolved' : 'firing');
  const told = status === 'firing' && firing.length > 0 ? firing : all;
  const common = toFields(group['commonAnnotations']);
  const labels = toFields(group['commonLabels']);
  const [first = {}] = told;
  const annotations = toFields(first['annotations']);
  const address = told.length === 1 ? addressOf(first) : '';
  return readAlert({
    source,
    status,
    dedupe_key: firstOf(group['groupKey'], first['fingerprint']),
    title: firstOf(
      common['summary'],
      common['title'],
      annotations['summary'],
      labels['alertname'],
      toFields(first['labels'])['alertname'],
      group['title'],
    ),
    severity: valuesOf(told, labels, ['severity', 'priority', 'level']),
    components: valuesOf(told, labels, SERVICE_LABELS),
    url: firstOf(address, group['externalURL']),
    starts_at: told.map((one) => toLine(one['startsAt'])).toSorted(byTime)[0],
    ends_at: told
      .map((one) => toLine(one['endsAt']))
      .toSorted(byTime)
      .at(-1),
    details: [common, ...told.map((one) => toFields(one['annotations']))]
      .flatMap((one) => [firstOf(one['description'], one['message'])])
      .filter((text, at, texts) => text !== '' && texts.indexOf(text) === at)
      .join('\n'),
  });
}

/** What the alerts of a group say under the first of these labels that any of them has. */
function valuesOf(alerts: readonly Fields[], common: Fields, names: readonly string[]): string[] {
  for (const name of names) {
    const said = toList([common[name], ...alerts.map((one) => toFields(one['labels'])[name])]);
    if (said.length > 0) return said;
  }
  return [];
}

/** Times of one sender, in one zone, are in order as texts are, to the second; fractions of it don't matter here. */
function byTime(a: string, b: string): number {
  return (Date.parse(a) || 0) - (Date.parse(b) || 0);
}
