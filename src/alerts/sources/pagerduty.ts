import { readAlert } from '../alert.ts';
import type { Alert } from '../alert.ts';
import { firstOf, toFields, toLine } from '../coerce.ts';

/** The events that say that something is wrong, or has become worse. Others, such as who took it up, are no alert. */
const FIRING = [
  'incident.triggered',
  'incident.reopened',
  'incident.escalated',
  'incident.unacknowledged',
  'incident.priority_updated',
];

/** What a PagerDuty webhook subscription sends (V3). */
export function readPagerduty(body: unknown): Alert[] {
  const event = toFields(toFields(body)['event']);
  const type = toLine(event['event_type']);
  if (type !== 'incident.resolved' && !FIRING.includes(type)) return [];
  const incident = toFields(event['data']);
  const service = toFields(incident['service']);
  return [
    readAlert({
      source: 'pagerduty',
      status: type === 'incident.resolved' ? 'resolved' : 'firing',
      dedupe_key: firstOf(incident['id'], incident['incident_key'], event['id']),
      title: incident['title'],
      severity: firstOf(toFields(incident['priority'])['summary'], incident['urgency']),
      components: firstOf(service['summary'], service['name']),
      url: incident['html_url'],
      starts_at: firstOf(incident['created_at'], event['occurred_at']),
      ...(type === 'incident.resolved' && {
        ends_at: firstOf(incident['resolved_at'], event['occurred_at']),
      }),
    }),
  ];
}
