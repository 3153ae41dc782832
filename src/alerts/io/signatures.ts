import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** Compares two texts in a time that says nothing of where they differ, or of how long the secret is. */
export function isEqualInConstantTime(signature: string, secret: string): boolean {
  const [a, b] = [signature, secret].map((text) => createHash('sha256').update(text).digest());
  return timingSafeEqual(a!, b!);
}

/** `Authorization: Bearer TOKEN`. */
export function verifyBearer(header: string | undefined, token: string): boolean {
  const signature = /^Bearer +(\S+)$/i.exec(header ?? '')?.[1];
  return signature !== undefined && isEqualInConstantTime(signature, token);
}

/** The HMAC-SHA256 of a body, in lower-case hexadecimal digits. */
export function computeHmac(body: string | Uint8Array, secret: string): string {
  return createHmac('sha256', secret).update(body).digest('hex');
}

/** A header that holds nothing but the HMAC of the body, as Sentry's and Grafana's do. */
export function verifyHmac(header: string | undefined, body: Uint8Array, secret: string): boolean {
  return (
    header !== undefined && isEqualInConstantTime(header.trim().toLowerCase(), computeHmac(body, secret))
  );
}

/** `v1=HEX,v1=HEX`: PagerDuty signs with the old secret and the new one while it is changed. */
export function verifyPagerDutyHmac(header: string | undefined, body: Uint8Array, secret: string): boolean {
  const wanted = `v1=${computeHmac(body, secret)}`;
  const signature = (header ?? '').split(',').map((one) => one.trim());
  return signature.slice(0, 10).filter((one) => isEqualInConstantTime(one, wanted)).length > 0;
}

/** How far a signed time may be from the clock, in seconds: an old request that is sent again is refused. */
const MAX_CLOCK_SKEW_SECONDS = 300;

/**
 * Grafana signs `TIME:BODY` where a header for the time is configured, and the body alone where none is.
 * @param time that header's value, in seconds since 1970; undefined where none is configured
 * @param now in milliseconds
 */
export function verifyGrafanaHmac(
  header: string | undefined,
  body: Uint8Array,
  secret: string,
  stamp?: { readonly time: string | undefined; readonly now: number },
): boolean {
  if (!stamp) return verifyHmac(header, body, secret);
  const { time, now } = stamp;
  if (time === undefined || !/^\d{1,12}$/.test(time)) return false;
  if (Math.abs(now / 1000 - Number(time)) > MAX_CLOCK_SKEW_SECONDS) return false;
  return verifyHmac(header, Buffer.concat([Buffer.from(`${time}:`), body]), secret);
}
