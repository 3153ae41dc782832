import { parseAlert } from '../alert.ts';
import type { Alert } from '../alert.ts';
import { firstNonEmpty, toArray, toFields, toLine, toText } from '../coerce.ts';
import type { AlertSource } from '../source.ts';

type Fields = Readonly<Record<string, unknown>>;

/** A Sentry integration. */
export const sentry: AlertSource = {
  name: 'sentry',
  label: 'Sentry',
  auth: {
    hmac: {
      variable: 'RELAY_SENTRY_SECRET',
      header: 'sentry-hook-signature',
    },
  },
  read: (body, header) => parseSentry(body, header('sentry-hook-resource') ?? ''),
};

/**
 * Issue alerts are keyed by their issue, so that the later "issue resolved" event updates the same draft. Other events
 * (installations, comments, single errors) are not alerts.
 */
function parseSentry(body: unknown, resource: string): Alert[] {
  const { action, data } = toFields(body);
  const fields = toFields(data);
  const actionName = toLine(action);
  if (resource === 'event_alert') return [parseIssueAlert(fields)];
  if (resource === 'metric_alert') return [parseMetricAlert(fields, actionName)];
  const ended = resource === 'issue' && ['resolved', 'ignored', 'archived'].includes(actionName);
  return ended ? [parseIssueResolved(toFields(fields['issue']))] : [];
}

function parseIssueAlert(data: Fields): Alert {
  const event = toFields(data['event']);
  const tags = parseTags(event['tags']);
  return parseAlert({
    source: 'sentry',
    status: 'firing',
    dedupe_key: `issue:${firstNonEmpty(event['issue_id'], event['event_id'])}`,
    title: firstNonEmpty(event['title'], event['message'], data['triggered_rule']),
    severity: firstNonEmpty(event['level'], tags['level']),
    components: firstNonEmpty(
      tags['component'],
      tags['service'],
      event['project_slug'],
      event['project_name'],
    ),
    url: event['web_url'],
    starts_at: event['datetime'],
    details: [toText(data['triggered_rule']), toText(event['culprit'])]
      .filter((text) => text !== '')
      .join('\n'),
  });
}

function parseIssueResolved(issue: Fields): Alert {
  const project = toFields(issue['project']);
  return parseAlert({
    source: 'sentry',
    status: 'resolved',
    dedupe_key: `issue:${firstNonEmpty(issue['id'])}`,
    title: issue['title'],
    severity: issue['level'],
    components: firstNonEmpty(project['slug'], project['name']),
    url: firstNonEmpty(issue['web_url'], issue['permalink']),
    ends_at: firstNonEmpty(toFields(issue['statusDetails'])['resolvedAt'], issue['lastSeen']),
  });
}

function parseMetricAlert(data: Fields, action: string): Alert {
  const metric = toFields(data['metric_alert']);
  const rule = toFields(metric['alert_rule']);
  return parseAlert({
    source: 'sentry',
    status: action === 'resolved' ? 'resolved' : 'firing',
    dedupe_key: `metric:${firstNonEmpty(rule['id'], metric['id'], metric['identifier'])}`,
    title: firstNonEmpty(rule['name'], metric['title'], data['description_title']),
    severity: action === 'resolved' ? '' : action,
    components: metric['projects'] ?? rule['projects'],
    url: data['web_url'],
    starts_at: firstNonEmpty(metric['date_started'], metric['date_detected'], metric['date_created']),
    ends_at: metric['date_closed'],
    details: toText(data['description_text']),
  });
}

/** Sentry writes tags as `[name, value]` pairs. */
function parseTags(tags: unknown): Fields {
  return Object.fromEntries(toArray(tags).map((pair) => [toLine(toArray(pair)[0]), toArray(pair)[1]]));
}
