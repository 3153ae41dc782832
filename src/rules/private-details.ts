import { locateField } from '../core/front-matter.ts';
import type { Entry } from '../core/incident.ts';
import { privateAddressesIn } from './private-addresses.ts';
import type { PrivateAddress } from './private-addresses.ts';
import type { Complaint, EntryRule, RuleContext, Target } from './rule.ts';
import { secretsIn } from './secret-shapes.ts';

/** No secret, no inside of the house and no person's mailbox stands in what the public reads (U6.1). */
export const privateDetails: EntryRule = {
  id: 'private-details',
  clauses: ['U6.1', 'V6.2'],
  level: 'error',
  summary: "a secret, an address inside the company's network, or a person's e-mail address",
  judges: 'both',
  *check(entry, context) {
    const contacts = contactsOf(context);
    yield* detailsIn(entry.title, contacts, titleTarget(entry));
    for (const { body, spans } of entry.updates) {
      const text = body.includes('<!--') ? body.replace(COMMENT, blank) : body;
      yield* detailsIn(text, contacts, (start, end) => ({
        start: spans.body.start + start,
        end: spans.body.start + end,
      }));
    }
  },
};

type Place = (start: number, end: number) => Target;

/** Comments don't reach the page; a secret in one is found by `npm run secrets`, which reads whole files. */
const COMMENT = /<!--[\s\S]*?-->/g;
const blank = (text: string): string => text.replace(/[^\n]/g, ' ');

function* detailsIn(text: string, contacts: ReadonlySet<string>, place: Place): Iterable<Complaint> {
  const secrets = secretsIn(text);
  for (const { what, start, end } of secrets) {
    yield {
      at: place(start, end),
      message: `This looks like ${what}. It is known to everybody who can read this branch: make it worthless first, then delete it here.`,
      help: 'Customers need no secret: say what they notice.',
      clause: 'U6.1',
    };
  }
  for (const address of privateAddressesIn(text, contacts)) {
    const { start, end } = address;
    if (secrets.some((secret) => start < secret.end && secret.start < end)) continue;
    yield { at: place(start, end), ...WORDS[address.kind](address) };
  }
}

const WORDS: Readonly<Record<PrivateAddress['kind'], (found: PrivateAddress) => Omit<Complaint, 'at'>>> = {
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
function contactsOf({ site, policy }: RuleContext): ReadonlySet<string> {
  const given = [site.contact.email ?? '', site.footer ?? '', ...Object.values(policy.channels)];
  return new Set(given.flatMap((text) => text.toLowerCase().match(/[^\s<>()]+@[^\s<>()]+/g) ?? []));
}

/** Where something in the title stands: its own letters, where the front matter has them as they are. */
function titleTarget({ source, title }: Entry): Place {
  return (start, end) => {
    const field = locateField(source, ['title']);
    const within = source.text.slice(field.start, field.end).indexOf(title);
    if (within < 0) return { field: ['title'] };
    return { start: field.start + within + start, end: field.start + within + end };
  };
}
