import { parseAlert } from '../alert.ts';
import type { Alert } from '../alert.ts';
import { firstNonEmpty, toFields, toLine } from '../coerce.ts';
import type { AlertSource } from '../source.ts';

const MAX_SIGNATURES = 10;

/** A PagerDuty webhook subscription, version 3. */
export const pagerduty: AlertSource = {
  name: 'pagerduty',
  label: 'PagerDuty',
  auth: {
    hmac: {
      variable: 'RELAY_PAGERDUTY_SECRET',
      header: 'x-pagerduty-signature',
      readDigests: readVersionedDigests,
    },
  },
  read: parsePagerDuty,
};

/** `v1=HEX,v1=HEX`: while a secret is rotated, PagerDuty signs with the old one and the new one. */
function readVersionedDigests(header: string): string[] {
  const signatures = header.split(',').slice(0, MAX_SIGNATURES);
  return signatures.flatMap((signature) => /^v1=(.*)$/.exec(signature.trim())?.[1] ?? []);
}

/** Events that open an incident or make it more severe. Other events, such as an acknowledgement, are not alerts. */
const FIRING_EVENTS = [
  'incident.triggered',
  'incident.reopened',
  'incident.escalated',
  'incident.unacknowledged',
  'incident.priority_updated',
];

function parsePagerDuty(body: unknown): Alert[] {
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
