import { parseAlert } from '../alert.ts';
import type { Alert } from '../alert.ts';
import { firstNonEmpty, toFields, toLine } from '../coerce.ts';

/** The events that say that something is wrong, or has become worse. Others, such as who took it up, are no alert. */
const FIRING_EVENTS = [
  'incident.triggered',
  'incident.reopened',
  'incident.escalated',
  'incident.unacknowledged',
  'incident.priority_updated',
];

/** What a PagerDuty webhook subscription sends (V3). */
export function parsePagerDuty(body: unknown): Alert[] {
  const event = toFields(toFields(body)['event']);
  const type = toLine(event['event_type']);
  if (type !== 'incident.resolved' && !FIRING_EVENTS.includes(type)) return [];
  const incident = toFields(event['data']);
  const service = toFields(incident['service']);
  return [
    parseAlert({
      source: 'pagerduty',
      status: type === 'incident.resolved' ? 'resolved' : 'firing',
      dedupe_key: firstNonEmpty(incident['id'], incident['incident_key'], event['id']),
      title: incident['title'],
      severity: firstNonEmpty(toFields(incident['priority'])['summary'], incident['urgency']),
      components: firstNonEmpty(service['summary'], service['name']),
      url: incident['html_url'],
      starts_at: firstNonEmpty(incident['created_at'], event['occurred_at']),
      ...(type === 'incident.resolved' && {
        ends_at: firstNonEmpty(incident['resolved_at'], event['occurred_at']),
      }),
    }),
  ];
}
