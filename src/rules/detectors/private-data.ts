import { findPrivateAddresses } from './private-addresses.ts';
import type { PrivateAddress } from './private-addresses.ts';
import type { RuleViolation, RuleTarget } from '../engine/rule.ts';
import type { SiteContext } from '../../content/content.ts';
import { findSecrets } from '../../secrets/secret-patterns.ts';

/** Maps offsets in a text to its file. */
export type TargetMapper = (start: number, end: number) => RuleTarget;

/**
 * Secrets and private addresses in a public text (U6.1). Remove comments first: the page doesn't show them, and
 * `npx candor secrets` checks whole files.
 * @param contacts of `publicContactsOf`
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
      message: `This looks like ${description}. Everyone who can read this branch knows it: revoke it first, then delete it here.`,
      help: 'Describe what customers notice instead.',
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
    message: `"${text}" is a host name inside your network: it helps attackers, not customers.`,
    help: 'Name the component as customers know it, such as Checkout.',
    clause: 'V6.2',
  }),
  network: ({ text }) => ({
    message: `"${text}" is a private network address: it helps attackers, not customers.`,
    help: 'Name the component as customers know it, such as Checkout.',
    clause: 'V6.2',
  }),
  email: () => ({
    message: "This is the e-mail address of a person; once published, it can't be taken back.",
    help: 'Use the contact from status.yaml or a shared mailbox such as support@.',
    clause: 'U6.1',
  }),
};

/** The e-mail addresses that the company publishes itself, in lower case. */
export function publicContactsOf({ site, policy }: SiteContext): ReadonlySet<string> {
  const texts = [site.contact.email ?? '', site.footer ?? '', ...Object.values(policy.channels)];
  return new Set(texts.flatMap((text) => text.toLowerCase().match(/[^\s<>()]+@[^\s<>()]+/g) ?? []));
}
