import { readSiteAddress } from '../content/site-address.ts';
import { parseSite } from '../content/site.ts';
import type { SourceFile } from '../content/source.ts';
import type { Audience } from '../wording/context.ts';
import { isTimeZone } from '../time/calendar.ts';
import { HOSTS, isHost } from '../content/hosts.ts';
import type { Host } from '../content/hosts.ts';

/** The answers of a company to `candor init`, not validated yet. */
export interface SiteAnswers {
  readonly name: string;
  readonly url: string;
  readonly policy: string;
  readonly timezone: string;
  readonly language: string;
  readonly audience?: Audience;
  readonly host: Host;
  /** `Checkout`, or `Store/Checkout` with a group. */
  readonly components: readonly string[];
  /** GitHub names with `@`, by role. */
  readonly people: Readonly<Record<string, readonly string[]>>;
  readonly contact: Readonly<{ email?: string; slack?: string; url?: string }>;
}

export interface InitFlags {
  readonly name?: string;
  readonly url?: string;
  readonly policy?: string;
  readonly timezone?: string;
  readonly language?: string;
  readonly audience?: Audience;
  readonly host?: Host;
  readonly component?: readonly string[];
  /** `incident-commander=@amina,@ife`. */
  readonly person?: readonly string[];
  readonly email?: string;
  readonly slack?: string;
  readonly 'contact-url'?: string;
}

export interface PolicyPreset {
  readonly id: string;
  readonly name: string;
  readonly roles: Readonly<Record<string, { readonly name: string }>>;
}

/** An interactive question. The answer becomes the value of a flag; `-` omits it. */
export interface InitQuestion {
  /** The flag that answers it, with an example. */
  readonly flag: string;
  readonly kind: 'choose' | 'line';
  readonly prompt: string;
  readonly guide?: string;
  readonly choices?: readonly { readonly value: string; readonly label: string }[];
  readonly initial?: string;
  /** What is wrong with an answer, to ask again; undefined if nothing is. */
  readonly findProblem?: (answer: string) => string | undefined;
  /** Returns the flags with the answer added. */
  readonly apply: (flags: InitFlags, answer: string) => InitFlags;
}

/** The policy that init writes for a company with an SOP of its own. */
export const OWN_POLICY = 'own';

/** Means no answer, because the prompt does not accept an empty line. */
const NO_ANSWER = '-';

/**
 * The questions for the flags that are missing.
 * @param zone the time zone of the computer
 */
export function createSiteQuestions(
  flags: InitFlags,
  presets: readonly PolicyPreset[],
  zone: string,
): InitQuestion[] {
  const questions: InitQuestion[] = [];
  const line = (
    flag: string,
    prompt: string,
    apply: InitQuestion['apply'],
    more: Partial<InitQuestion> = {},
  ): void => void questions.push({ flag, kind: 'line', prompt, apply, ...more });
  if (flags.name === undefined)
    line('--name Acme', 'Whose status page is it?', (all, name) => ({ ...all, name }));
  if (flags.url === undefined) {
    const guide =
      'The full URL with its path. The default of GitHub Pages is https://OWNER.github.io/REPOSITORY.';
    line('--url https://status.acme.com', 'What will its URL be?', (all, url) => ({ ...all, url }), {
      guide,
      findProblem: (url) => {
        const read = readSiteAddress(url);
        return 'address' in read ? undefined : `It ${read.problem}. ${read.help}`;
      },
    });
  }
  if (flags.host === undefined)
    questions.push({
      flag: '--host github-pages',
      kind: 'choose',
      prompt: 'Where is the page hosted?',
      choices: Object.entries(HOSTS).map(([value, label]) => ({ value, label })),
      apply: (all, host) => (isHost(host) ? { ...all, host } : all),
    });
  if (flags.timezone === undefined) {
    const apply: InitQuestion['apply'] = (all, timezone) => ({ ...all, timezone });
    line('--timezone Africa/Lagos', "What is the company's time zone?", apply, {
      initial: zone,
      findProblem: (name) =>
        isTimeZone(name) ? undefined : 'There is no such time zone. Write a name such as Africa/Lagos.',
    });
  }
  if (flags.policy === undefined) {
    questions.push({
      flag: `--policy ${presets[0]?.id ?? 'NAME'}`,
      kind: 'choose',
      prompt: 'Which SOP do you follow?',
      choices: [
        ...presets.map(({ id, name }) => ({ value: id, label: name })),
        ...(presets.some(({ id }) => id === OWN_POLICY)
          ? []
          : [{ value: OWN_POLICY, label: 'our own: write policies/own.yaml, to complete' }]),
      ],
      apply: (all, policy) => ({ ...all, policy }),
    });
  }
  if (flags.component === undefined) {
    const guide =
      'Use the names that customers know, separated by commas. Put a group before a slash: Store/Checkout, Store/Search, Sign-in';
    const apply: InitQuestion['apply'] = (all, text) => ({ ...all, component: splitList(text) });
    line('--component Store/Checkout', 'Which components does your service have?', apply, { guide });
  }
  if (flags.audience === undefined)
    questions.push({
      flag: '--audience customers',
      kind: 'choose',
      prompt: 'Who reads the page? The check for jargon allows the words that they know.',
      choices: [
        { value: 'customers', label: 'Customers without technical knowledge' },
        { value: 'developers', label: 'Developers who use your API or platform' },
        { value: 'researchers', label: 'Researchers who use shared computers' },
      ],
      apply: (all, audience) => ({ ...all, audience: audience as Audience }),
    });
  if (flags.language === undefined)
    line(
      '--language en',
      'In which language is the page? (en, fr, pt, de, or another that has a file in words/)',
      (all, language) => ({ ...all, language }),
      {
        initial: 'en',
        findProblem: (code) =>
          /^[a-z]{2,3}(?:-[A-Za-z]{2,8})?$/.test(code) ? undefined : 'Write a code such as en, fr or pt-BR.',
      },
    );
  if (flags.email === undefined) {
    const apply: InitQuestion['apply'] = (all, email) => (email === NO_ANSWER ? all : { ...all, email });
    line(
      '--email support@acme.com',
      'Which e-mail address do customers report problems to? (- for none yet)',
      apply,
      {
        initial: NO_ANSWER,
        findProblem: (email) =>
          email === NO_ANSWER || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)
            ? undefined
            : 'It is not an e-mail address.',
      },
    );
  }
  return questions;
}

/** What an existing `status.yaml` answers already, where no flag does. */
export function fillFromSite(
  flags: InitFlags,
  site: SourceFile | undefined,
  hasComponents: boolean,
): InitFlags {
  const { value } = site ? parseSite(site) : {};
  if (!value) return flags;
  const { name, url, policy, timezone, language, audience, host, contact } = value;
  const known: InitFlags = {
    name,
    url,
    policy,
    timezone,
    language,
    ...(audience !== undefined && { audience }),
    host,
    ...(contact.email !== undefined && { email: contact.email }),
  };
  return {
    ...known,
    ...(hasComponents && { component: [] }),
    ...(Object.keys(value.people).length > 0 && { person: [] }),
    ...Object.fromEntries(Object.entries(flags).filter(([, given]) => given !== undefined)),
  };
}

/** Asks who has each role of the policy, unless `--person` was given. */
export function createPeopleQuestions(flags: InitFlags, { roles }: PolicyPreset): InitQuestion[] {
  if (flags.person !== undefined) return [];
  return Object.entries(roles).map(([role, { name }]) => ({
    flag: `--person ${role}=@amina`,
    kind: 'line',
    prompt: `Who is the ${name}? (GitHub names, such as @amina; - for no one yet)`,
    initial: NO_ANSWER,
    findProblem: (text) =>
      text === NO_ANSWER || text.split(/[,\s]+/).every((one) => /^@?[\w-]+(?:\/[\w.-]+)?$/.test(one))
        ? undefined
        : 'Write GitHub names with their @, separated by commas.',
    apply: (all, text) =>
      text === NO_ANSWER ? all : { ...all, person: [...(all.person ?? []), `${role}=${text}`] },
  }));
}

/** Returns the answers, or the missing flags, each with an example. */
export function parseSiteAnswers(
  flags: InitFlags,
): { answers: SiteAnswers } | { missing: readonly string[] } {
  const { name, url, policy, component, email, slack } = flags;
  if (name === undefined || url === undefined || policy === undefined || component === undefined) {
    const examples = {
      '--name Acme': name,
      '--url https://status.acme.com': url,
      '--policy standard': policy,
      '--component Checkout': component,
    };
    return {
      missing: Object.entries(examples).flatMap(([flag, value]) => (value === undefined ? [flag] : [])),
    };
  }
  const contactUrl = flags['contact-url'];
  return {
    answers: {
      name,
      url: url.replace(/\/+$/, ''),
      policy,
      timezone: flags.timezone ?? 'UTC',
      language: flags.language ?? 'en',
      ...(flags.audience !== undefined && { audience: flags.audience }),
      host: flags.host ?? 'github-pages',
      components: component.flatMap(splitList),
      people: parsePeople(flags.person ?? []),
      contact: {
        ...(email !== undefined && { email }),
        ...(slack !== undefined && { slack }),
        ...(contactUrl !== undefined && { url: contactUrl }),
      },
    },
  };
}

/** Merges repeated `incident-commander=@amina,@ife` by role, each person once. */
function parsePeople(written: readonly string[]): SiteAnswers['people'] {
  const people = new Map<string, string[]>();
  for (const text of written) {
    const [role = '', names = ''] = [text.slice(0, text.indexOf('=')), text.slice(text.indexOf('=') + 1)];
    const held = names.split(/[,\s]+/).filter((name) => name !== '');
    people.set(role.trim(), [...new Set([...(people.get(role.trim()) ?? []), ...held.map(ensureAtSign)])]);
  }
  return Object.fromEntries(people);
}

const ensureAtSign = (name: string): string => (name.startsWith('@') ? name : `@${name}`);
const splitList = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
