import type { TextSpan } from '../../content/source.ts';

/** An address that customers can't reach, or a person's mailbox. */
export interface PrivateAddress extends TextSpan {
  readonly kind: 'host' | 'network' | 'email';
  readonly text: string;
}

/** Endings that no public host has. Case-sensitive, so that "…back.Local time" does not match. */
const HOST =
  /(?<![\w.@-])(?:[A-Za-z0-9_-]{1,63}\.){1,8}(?:internal|local|localdomain|corp|lan|intranet|home\.arpa|svc|cluster\.local)(?![\w-]|\.[A-Za-z0-9])/g;
/** With an internal part in the middle: `grafana.internal.example.com`. */
const INTERNAL_HOST =
  /(?<![\w.@-])(?:[A-Za-z0-9_-]{1,63}\.){1,4}(?:internal|intranet|corp|svc)\.(?:[A-Za-z0-9-]{1,63}\.){1,4}[A-Za-z]{2,24}(?![\w-])/g;
/** A URL whose host has no dot, or `localhost` with a port: `http://grafana:3000`, `localhost:8080`. */
const LOCAL =
  /https?:\/\/(?![^\s/]{0,80}\.)[A-Za-z0-9_-]{1,63}(?::\d{1,5})?(?![\w.:-])|(?<![\w.-])localhost(?::\d{1,5}(?!\d)|(?=[\s,;)/]|$))/gi;
/** Host names that cloud providers give to machines. */
const CLOUD_HOST = /(?<![\w.-])ip-\d{1,3}-\d{1,3}-\d{1,3}-\d{1,3}(?![\w-])/g;
const IPV4 =
  /(?<![\d.]|\bv(?:ersion)?\.? ?)(?:\d{1,3})\.(?:\d{1,3})\.(?:\d{1,3})\.(?:\d{1,3})(?:\/\d{1,2})?(?![\d]|\.\d|[.-][A-Za-z])/gi;
const IPV6 =
  /(?<![\w:.])(?:f(?:[cd][0-9a-f]{2}|e[89ab][0-9a-f])(?::[0-9a-f]{0,4}){2,7}|::1)(?:%[a-z0-9]{1,15})?(?:\/\d{1,3})?(?![\w:])/gi;
/** Not in the path of a URL, which was public before. */
const EMAIL =
  /(?<![A-Za-z0-9._%+/-])[A-Za-z0-9_%+-]{1,64}(?:\.[A-Za-z0-9_%+-]{1,64}){0,8}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}(?![A-Za-z0-9-])/g;

/** Mailbox names that are not personal, alone or as one part of the address: `support`, `eu-support`. */
const SHARED_MAILBOXES = new Set(
  `abuse account accounts admin admins administrator alerts api billing care compliance contact customer customercare customers
  customerservice customersuccess desk dpo feedback finance hello help helpdesk hi incident incidents info integrations legal
  mail media noreply notification notifications noc office operations ops orders partner partners payments postmaster press
  privacy reply sales secure security service servicedesk services soporte sre status statuspage success suporte support
  sysadm sysadmin team tech techsupport webmaster`.split(/\s+/),
);
/** Joined with the company's name: `acmesupport`. */
const JOINED_MAILBOX = /^[a-z]{2,20}(?:support|helpdesk|service|sales|security|status)$/;
/** For the reader to fill in: `service-PROJECT_NUMBER`. */
const PLACEHOLDER = /[A-Z]{3,}_[A-Z]{3,}/;
const DOCUMENTATION = /@(?:[a-z0-9-]+\.)*example\.(?:com|org|net)$/i;

/** Private hosts, private networks and personal mailboxes in a text, in order, not overlapping. Linear in its length. */
export function findPrivateAddresses(text: string, contacts: ReadonlySet<string>): PrivateAddress[] {
  const found: PrivateAddress[] = [];
  const add = (kind: PrivateAddress['kind'], { 0: matched, index }: RegExpExecArray): void => {
    const end = index + matched.length;
    if (found.every((other) => end <= other.start || index >= other.end))
      found.push({ kind, text: matched, start: index, end });
  };
  if (text.includes('@')) {
    for (const match of text.matchAll(EMAIL)) if (isPersonal(match[0], contacts)) add('email', match);
  }
  if (/\.(?:internal|local|corp|lan|intranet|home\.arpa|svc)(?![A-Za-z])/.test(text)) {
    for (const match of text.matchAll(HOST)) add('host', match);
    for (const match of text.matchAll(INTERNAL_HOST)) add('host', match);
  }
  if (/:\/\/|localhost/i.test(text)) for (const match of text.matchAll(LOCAL)) add('host', match);
  if (text.includes('ip-')) for (const match of text.matchAll(CLOUD_HOST)) add('host', match);
  if (/\d\.\d/.test(text)) {
    for (const match of text.matchAll(IPV4)) if (isPrivateIpv4(match[0])) add('network', match);
  }
  if (/:[0-9a-f]{0,4}:/i.test(text)) for (const match of text.matchAll(IPV6)) add('network', match);
  return found.toSorted((a, b) => a.start - b.start);
}

/** Not the site's own contact, not a shared mailbox, and not an address reserved for examples. */
function isPersonal(address: string, contacts: ReadonlySet<string>): boolean {
  const [name = ''] = address.split('@');
  const plain = name.toLowerCase();
  const isShared =
    JOINED_MAILBOX.test(plain) || plain.split(/[._+\-\d]+/).some((part) => SHARED_MAILBOXES.has(part));
  return (
    !contacts.has(address.toLowerCase()) &&
    !isShared &&
    !PLACEHOLDER.test(name) &&
    !DOCUMENTATION.test(address)
  );
}

/** RFC 1918, loopback, link-local, and the shared address space of RFC 6598. */
function isPrivateIpv4(written: string): boolean {
  const [a = 0, b = 0, ...rest] = written.replace(/\/.*$/, '').split('.').map(Number);
  if ([a, b, ...rest].some((part) => part > 255)) return false;
  if (a === 10 || a === 127) return true;
  if (a === 172) return b >= 16 && b <= 31;
  if (a === 100) return b >= 64 && b <= 127;
  return (a === 192 && b === 168) || (a === 169 && b === 254);
}
