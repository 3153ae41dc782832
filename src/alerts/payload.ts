import { formatInstant } from '../time/instant.ts';
import type { Alert } from './alert.ts';

/** What an event carries to GitHub: at most ten keys, each of them text. */
export type DispatchPayload = Readonly<Record<string, string>>;

/** An alert as `client_payload` of a `repository_dispatch`: what `readAlert` reads again. */
export function toDispatchPayload(alert: Alert): DispatchPayload {
  const { source, status, key, title, severities, components, url, startsAt, endsAt, details } = alert;
  return {
    source,
    status,
    dedupe_key: key,
    title,
    severity: severities.join(', '),
    components: components.join(', '),
    ...(url !== undefined && { url }),
    ...(startsAt !== undefined && { starts_at: formatInstant(startsAt) }),
    ...(endsAt !== undefined && { ends_at: formatInstant(endsAt) }),
    details,
  };
}
