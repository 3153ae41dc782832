import type { WordingContext } from './context.ts';
import { createOwnNameTest } from './jargon.ts';
import { LEXICON } from './lexicon.gen.ts';
import { matchWording } from './match-wording.ts';
import { extractProse, GAP } from './prose.ts';
import { splitSentences } from './sentences.ts';
import { lowerCase, singular } from './word-forms.ts';

/** A text that was published, and the incident it is from. */
export interface PublishedText {
  readonly incident: string;
  readonly text: string;
}

/** A word to declare in `status.yaml`, if a person agrees. */
export interface WordProposal {
  /** `terms`: readers know it. `suppliers`: another company that text may not name as a cause. */
  readonly kind: 'terms' | 'suppliers';
  readonly name: string;
  readonly incidents: number;
  /** The first sentence that it was found in. */
  readonly sentence: string;
  readonly incident: string;
}

/** A term is proposed if at least this many incidents use it: what a page says often, its readers have met. */
const MIN_TERM_INCIDENTS = 3;

const NAME = String.raw`\p{Lu}[\p{L}\p{N}]*(?:[.&-][\p{L}\p{N}]+)*(?: (?:\p{Lu}[\p{L}\p{N}]*|of|&)){0,3}`;
/** Where another company is named: "our provider Mapwise", "Mapwise has fixed it", "an issue with Mapwise", its status page. */
const SUPPLIER_CONTEXTS = [
  String.raw`(?:provider|vendor|partner|supplier|carrier|host|registrar|sponsor|processor|operator|data cent(?:re|er))s?(?:,| \(| named| called|) ?(?<name>${NAME})`,
  String.raw`(?<name>${NAME})(?:'s|’s)? (?:has|have|is|are|was|were) (?:now |also |still |currently )?(?:resolved|fixed|identified|confirmed|reported|reporting|informed|investigating|working on|experiencing|having|aware)`,
  String.raw`(?:issue|outage|problem|incident|failure|fault|disruption|error|degradation)s? (?:with|at|from|by) (?:the )?(?<name>${NAME})`,
  String.raw`(?:due to|because of|caused by|waiting (?:for|on)|awaiting|according to|ticket with|reported to) (?:an? |the |ongoing )*(?<name>${NAME})`,
  String.raw`(?<name>${NAME})(?:'s|’s)? (?:status page|support team|engineers|outage|incident)`,
].map((pattern) => new RegExp(pattern, 'gu'));
const STATUS_PAGE =
  /https?:\/\/(?:www\.)?(?:status\.([\w-]+)\.|([\w-]+?)-?status\.(?:com|io|net)|([\w-]+)\.statuspage\.io)/g;

const COMMON =
  /^(?:the|our|we|this|that|these|those|a|an|it|its|some|all|both|in|on|at|after|due|since|while|when|once|until|if|as|for|from|by|with|no|not|they|you|your|please|update|updates|investigating|identified|monitoring|resolved|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august|september|october|november|december|utc|gmt|est|edt|pst|pdt|cet|cest|bst|api|apis|engineering|engineers|support|team|teams|operations|customers?|users?|service|services|network|dns|ssl|http|https|internet|database|server|servers|status|issue|issues|us|eu|uk|usa|europe|asia|north|south|east|west|who|there|here|new|one|two|high|web|cloud|data|email|login|sorry|unfortunately|full|partial|major|minor|scheduled|planned|emergency|isps?|e-mail|vpn|cdn|sms|even|currently|however|also|details|more)$/i;

/**
 * Proposes words for `status.yaml` from what was published: jargon that the page uses in three incidents or more, and other
 * companies that it names. Most frequent first.
 */
export function proposeWords(
  texts: readonly PublishedText[],
  context: WordingContext,
): readonly WordProposal[] {
  const found = new Map<string, { proposal: Omit<WordProposal, 'incidents'>; incidents: Set<string> }>();
  const isOwn = createOwnNameTest(context);
  const declared = new Set([...context.suppliers, ...context.terms].map(lowerCase));
  const spelt = new Set(texts.flatMap(({ text }) => text.match(/(?<![\w./-])\p{Ll}{3,}(?![\w./-])/gu) ?? []));
  const add = (kind: WordProposal['kind'], written: string, sentence: string, incident: string): void => {
    const name = kind === 'suppliers' ? trimName(written) : written;
    const key = kind === 'suppliers' ? lowerCase(name) : singular(lowerCase(name));
    if (name.length < 2 || declared.has(key) || declared.has(lowerCase(name)) || isOwn(key)) return;
    const known = found.get(`${kind} ${key}`);
    if (known) known.incidents.add(incident);
    else
      found.set(`${kind} ${key}`, {
        proposal: { kind, name, sentence, incident },
        incidents: new Set([incident]),
      });
  };
  const isCommon = (name: string): boolean => !name.includes(' ') && spelt.has(lowerCase(name));
  for (const { incident, text } of texts) {
    for (const match of matchWording(text, context)) {
      if (match.rule === 'jargon') add('terms', match.text, sentenceAt(text, match.start), incident);
    }
    for (const [sentence, at] of sentencesOf(text)) {
      for (const pattern of SUPPLIER_CONTEXTS) {
        for (const { groups } of sentence.matchAll(pattern)) {
          const name = trimName(groups?.['name'] ?? '');
          if (name !== '' && !isCommon(name)) add('suppliers', name, at, incident);
        }
      }
    }
    for (const [address, ...hosts] of text.matchAll(STATUS_PAGE)) {
      const host = hosts.find((part) => part !== undefined) ?? '';
      const vendor = LEXICON.vendors.find((names) => names.some((name) => name.replaceAll(' ', '') === host));
      add('suppliers', capitalize(vendor?.[0] ?? host), sentenceAt(text, text.indexOf(address)), incident);
    }
  }
  return [...found.values()]
    .map(({ proposal, incidents }) => ({ ...proposal, incidents: incidents.size }))
    .filter(({ kind, incidents }) => kind === 'suppliers' || incidents >= MIN_TERM_INCIDENTS)
    .toSorted((a, b) => b.incidents - a.incidents || (a.name < b.name ? -1 : 1));
}

/** Without words at its ends that begin a sentence or name nothing. */
function trimName(name: string): string {
  const words = name.split(' ');
  while (words.length > 0 && COMMON.test(words[0]!)) words.shift();
  while (words.length > 0 && COMMON.test(words.at(-1)!.replace(/[.,]$/, ''))) words.pop();
  return words.join(' ').replace(/[.&-]+$/, '');
}

const capitalize = (text: string): string =>
  text.replace(/(?<![\p{L}'])\p{Ll}/gu, (letter) => letter.toUpperCase());

function* sentencesOf(text: string): Iterable<readonly [sentence: string, shown: string]> {
  const prose = extractProse(text).text;
  for (const { start, end } of splitSentences(prose)) {
    const sentence = prose.slice(start, end);
    yield [sentence, shorten(sentence)];
  }
}

function sentenceAt(text: string, offset: number): string {
  const prose = extractProse(text);
  const at = prose.starts.findIndex((start) => start >= offset);
  const span = splitSentences(prose.text).find(({ start, end }) => at >= start && at < end);
  return shorten(span ? prose.text.slice(span.start, span.end) : text.slice(offset, offset + 120));
}

const shorten = (text: string): string => {
  const plain = text.replaceAll(GAP, '…').replace(/\s+/g, ' ').trim();
  return plain.length > 160 ? `${plain.slice(0, 157).trimEnd()}…` : plain;
};
