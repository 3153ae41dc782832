import { findPrivateAddresses } from './private-addresses.ts';
import type { PrivateAddress } from './private-addresses.ts';
import type { RuleViolation, RuleTarget } from '../engine/rule.ts';
import type { SiteContext } from '../../content/content.ts';
import { findSecrets } from '../../secrets/secret-patterns.ts';

/** Where a stretch of the text stands in its file. */
export type TargetMapper = (start: number, end: number) => RuleTarget;

/**
 * What a public text says that the public is not to read (U6.1). Comments should have been taken out: they don't reach the
 * page, and `npm run secrets` reads whole files.
 * @param contacts of `contactsOf`
 */
export function* findPrivateData(
  text: string,
  contacts: ReadonlySet<string>,
  place: TargetMapper,
): Iterable<RuleViolation> {
  const secrets = findSecrets(text);
  for (const { description, start, end } of secrets) {
    yield {
      at: place(start, end),
      message: `This looks like ${description}. It is known to everybody who can read this branch: make it worthless first, then delete it here.`,
      help: 'Customers need no secret: say what they notice.',
      clause: 'U6.1',
    };
  }
  for (const address of findPrivateAddresses(text, contacts)) {
    const { start, end } = address;
    if (secrets.some((secret) => start < secret.end && secret.start < end)) continue;
    yield { at: place(start, end), ...VIOLATIONS[address.kind](address) };
  }
}

const VIOLATIONS: Readonly<
  Record<PrivateAddress['kind'], (found: PrivateAddress) => Omit<RuleViolation, 'at'>>
> = {
  host: ({ text }) => ({
    message: `"${text}" is a name inside your network: it tells attackers something and customers nothing.`,
    help: 'Name the component as customers know it, such as Checkout.',
    clause: 'V6.2',
  }),
  network: ({ text }) => ({
    message: `"${text}" is an address inside a network: it tells attackers something and customers nothing.`,
    help: 'Name the component as customers know it, such as Checkout.',
    clause: 'V6.2',
  }),
  email: () => ({
    message: 'This is the e-mail address of a person; on a public page it is there for ever, for everybody.',
    help: 'Give the contact of status.yaml or an address of a desk, such as support@; name nobody.',
    clause: 'U6.1',
  }),
};

/** The addresses that the company itself gives to the public, in small letters. */
export function publicContactsOf({ site, policy }: SiteContext): ReadonlySet<string> {
  const given = [site.contact.email ?? '', site.footer ?? '', ...Object.values(policy.channels)];
  return new Set(given.flatMap((text) => text.toLowerCase().match(/[^\s<>()]+@[^\s<>()]+/g) ?? []));
}
