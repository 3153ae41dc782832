import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { HmacAuth } from '../source.ts';
import type { WebhookCredentials } from './webhook-config.ts';

/**
 * Whether a request is from the source that its path names. If a source has a token and a signature, both must match. A
 * source without secrets accepts every request; only `--insecure` allows that.
 * @param body the raw bytes: signatures cover them
 * @param now in milliseconds
 */
export function isAuthenticated(
  { source, bearer, hmac, timeHeader }: WebhookCredentials,
  headers: IncomingHttpHeaders,
  body: Uint8Array,
  now: number,
): boolean {
  // Checks every secret, so that the response time does not show which one matched.
  const matches = (secrets: readonly string[], check: (secret: string) => boolean): boolean =>
    secrets.length === 0 || secrets.filter(check).length > 0;
  const { hmac: method } = source.auth;
  const stamp = timeHeader === undefined ? undefined : { time: readHeader(headers, timeHeader), now };
  const results = [
    matches(bearer, (secret) => verifyBearer(headers.authorization, secret)),
    matches(
      hmac,
      (secret) =>
        method !== undefined && verifyHmac(method, readHeader(headers, method.header), body, secret, stamp),
    ),
  ];
  return results.every(Boolean);
}

/** A header's first value. */
export function readHeader(headers: IncomingHttpHeaders, name: string): string | undefined {
  return [headers[name]].flat()[0];
}

/** Compares two texts in constant time: neither the position of a difference nor the secret's length shows. */
export function isEqualInConstantTime(signature: string, secret: string): boolean {
  const [a, b] = [signature, secret].map((text) => createHash('sha256').update(text).digest());
  return timingSafeEqual(a!, b!);
}

/** `Authorization: Bearer TOKEN`. */
export function verifyBearer(header: string | undefined, token: string): boolean {
  const value = /^Bearer +(\S+)$/i.exec(header ?? '')?.[1];
  return value !== undefined && isEqualInConstantTime(value, token);
}

/** How far a signing time may be from now, in seconds. Older requests are rejected as replays. */
const MAX_CLOCK_SKEW_SECONDS = 300;

/**
 * Verifies an HMAC-SHA256 of the body or, with a signing time, of `TIME:BODY`.
 * @param stamp the signing time from the request, in seconds since 1970, and now, in milliseconds
 */
export function verifyHmac(
  { readDigests = readOneDigest }: HmacAuth,
  header: string | undefined,
  body: Uint8Array,
  secret: string,
  stamp?: { readonly time: string | undefined; readonly now: number },
): boolean {
  if (header === undefined) return false;
  if (stamp) {
    if (stamp.time === undefined || !/^\d{1,12}$/.test(stamp.time)) return false;
    if (Math.abs(stamp.now / 1000 - Number(stamp.time)) > MAX_CLOCK_SKEW_SECONDS) return false;
  }
  const mac = createHmac('sha256', secret);
  if (stamp) mac.update(`${stamp.time}:`);
  const expected = mac.update(body).digest('hex');
  return readDigests(header).filter((digest) => isEqualInConstantTime(digest, expected)).length > 0;
}

function readOneDigest(header: string): string[] {
  return [header.trim().toLowerCase()];
}
