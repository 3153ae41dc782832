import { readSiteAddress, splitSiteUrl } from './site-address.ts';
import type { AddressReading } from './site-address.ts';

/** What all permanent ids of a site are derived from: guids, Atom and JSON Feed ids, calendar UIDs and API ids. */
export interface SiteIdentity {
  /** Before the path of a page within the site, which begins with `/`. */
  readonly prefix: string;
  /** Different from that of every other site. */
  readonly key: string;
  /** The host name in tag URIs. */
  readonly host: string;
  /** The path of the site's first page in tag URIs, without a slash at its end. */
  readonly base: string;
}

/** RFC 4151. */
const TAG =
  /^tag:([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?),(\d{4}(?:-\d{2}){0,2}):([A-Za-z0-9._~-]+(?:\/[A-Za-z0-9._~-]+)*)$/;

/** @param id `id` in status.yaml; by default, the address is the identity too */
export function identityOf({
  id,
  url,
}: {
  readonly id?: string | undefined;
  readonly url: string;
}): SiteIdentity {
  const tag = TAG.exec(id ?? '');
  if (tag) {
    const [, host = '', date = '', name = ''] = tag;
    return { prefix: id!, key: `${host}/${date}/${name}`, host, base: `/${name}` };
  }
  const { origin, base } = splitSiteUrl(id ?? url);
  const { host, hostname } = new URL(origin);
  return { prefix: origin + base, key: host + base, host: hostname, base };
}

/** Reads `id`: a tag, or the address at which the page was first published. */
export function readSiteId(text: string): AddressReading {
  if (TAG.test(text)) return { address: text };
  if (/^https?:/i.test(text)) return readSiteAddress(text);
  return {
    problem: 'is neither a tag nor an address',
    help: 'Write a tag such as tag:example.com,2026:status, or the address at which the page was first published.',
  };
}

/** The `id` of a new site: readable, and independent of a later move. `year` is four digits. */
export function createSiteId(url: string, year: string): string {
  const { origin, base } = splitSiteUrl(url);
  return `tag:${new URL(origin).hostname},${year}:${base.slice(1) || 'status'}`;
}
