import type { IncomingHttpHeaders } from 'node:http';
import { verifyBearer, verifyGrafanaHmac, verifyHmac, verifyPagerDutyHmac } from './signatures.ts';
import type { WebhookCredentials } from './webhook-config.ts';

/**
 * Whether a request comes from the monitor that it says it does. Each secret that is set must be proved: one source may
 * be held to a token and to a signature. A source without any is open to all, which only `--insecure` allows.
 * @param body as it came, to the byte
 * @param now in milliseconds
 */
export function isAuthenticated(
  credentials: WebhookCredentials,
  headers: IncomingHttpHeaders,
  body: Uint8Array,
  now: number,
): boolean {
  const { source, bearer, hmac, timeHeader } = credentials;
  const one = (name: string): string | undefined => [headers[name]].flat()[0];
  // Every secret is tried, so that the time does not say which one was nearly right.
  const holds = (secrets: readonly string[], check: (secret: string) => boolean): boolean =>
    secrets.length === 0 || secrets.filter(check).length > 0;
  const signed = (secret: string): boolean => {
    if (source === 'pagerduty') return verifyPagerDutyHmac(one('x-pagerduty-signature'), body, secret);
    if (source === 'sentry') return verifyHmac(one('sentry-hook-signature'), body, secret);
    const stamp = timeHeader === undefined ? undefined : { time: one(timeHeader), now };
    return verifyGrafanaHmac(one('x-grafana-alerting-signature'), body, secret, stamp);
  };
  const passes = [
    holds(bearer, (secret) => verifyBearer(headers.authorization, secret)),
    holds(hmac, signed),
  ];
  return passes.every(Boolean);
}
