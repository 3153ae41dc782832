/** The words of the grammar, by list; `lexicon/people.yaml` says what each list is for. */
export type PeopleWords = Readonly<Record<string, readonly string[]>>;

/** A way to blame, with the words that a finding shows. */
export interface PersonFault {
  readonly id: string;
  readonly why: string;
  readonly instead: string;
}

export interface PeopleLexicon {
  readonly words: PeopleWords;
  readonly faults: readonly PersonFault[];
}

/** Verbs by each of their forms. */
export interface VerbForms {
  /** Form → the verb in the form of the dictionary; a form that two verbs share names the first. */
  readonly base: ReadonlyMap<string, string>;
  /** The past tense and the past participle of irregular verbs. */
  readonly past: ReadonlySet<string>;
}

export interface Vocabulary {
  /** Whether a list has the word, in the singular or the plural. @throws if there is no such list */
  readonly has: (list: string, word: string) => boolean;
  readonly verbs: VerbForms;
  /** The phrases of a list, by their first word. */
  readonly phrases: (list: string) => ReadonlyMap<string, readonly (readonly string[])[]>;
}

export function createVocabulary(lists: PeopleWords): Vocabulary {
  const sets = new Map(Object.entries(lists).map(([name, list]) => [name, new Set(list)] as const));
  const indexes = new Map<string, ReadonlyMap<string, readonly (readonly string[])[]>>();
  return {
    has: (list, word) => {
      const words = sets.get(list);
      if (words === undefined) throw new Error(`people.yaml has no list ${list}`);
      return words.has(word) || words.has(singularOf(word));
    },
    verbs: verbForms(lists),
    phrases: (list) => {
      let index = indexes.get(list);
      if (index === undefined) indexes.set(list, (index = indexPhrases(lists[list] ?? [])));
      return index;
    },
  };
}

const singularOf = (word: string): string => {
  if (word.length < 3 || !word.endsWith('s') || word.endsWith('ss')) return word;
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  return word.slice(0, -1);
};

const indexPhrases = (list: readonly string[]): ReadonlyMap<string, readonly (readonly string[])[]> =>
  Map.groupBy(
    list.filter((entry) => entry.includes(' ')).map((entry) => entry.split(' ')),
    ([first]) => first ?? '',
  );

const VERB_LISTS = ['fault', 'acts', 'correcting', 'duties', 'lacked', 'reactions'] as const;

function verbForms(words: PeopleWords): VerbForms {
  const base = new Map<string, string>();
  const past = new Set<string>();
  const remember = (form: string, verb: string): void => {
    if (!base.has(form)) base.set(form, verb);
  };
  remember('has', 'have');
  for (const entry of words['irregular'] ?? []) {
    const [verb = '', ...forms] = entry.split(' ');
    for (const form of forms) {
      remember(form, verb);
      past.add(form);
    }
    for (const form of [verb, ...presentForms(verb)]) remember(form, verb);
  }
  const phrased = ['idioms', 'idioms-of-systems'].flatMap((list) =>
    (words[list] ?? []).map((entry) => entry.split(' ')[0] ?? ''),
  );
  for (const verb of [...VERB_LISTS.flatMap((list) => words[list] ?? []), ...phrased])
    for (const form of [verb, ...presentForms(verb), ...pastForms(verb)]) remember(form, verb);
  return { base, past };
}

/** "tries", "trying". */
const presentForms = (verb: string): readonly string[] => {
  const third = /(?:[sxz]|[cs]h|o)$/.test(verb)
    ? `${verb}es`
    : /[^aeiou]y$/.test(verb)
      ? `${verb.slice(0, -1)}ies`
      : `${verb}s`;
  return [third, ...stems(verb).map((stem) => `${stem}ing`)];
};

/** "tried"; "skipped". */
const pastForms = (verb: string): readonly string[] => {
  if (/[^aeiou]y$/.test(verb)) return [`${verb.slice(0, -1)}ied`];
  return stems(verb).map((stem) => `${stem}ed`);
};

/** The verb before "-ed" and "-ing": without its "e", and with its last consonant doubled too. */
const stems = (verb: string): readonly string[] => {
  if (verb.endsWith('ie')) return [verb.slice(0, -1), `${verb.slice(0, -2)}y`];
  if (/[^eoy]e$/.test(verb)) return [verb.slice(0, -1)];
  return /[^aeiou][aeiou][bdglmnprt]$/.test(verb) ? [verb, `${verb}${verb.at(-1)}`] : [verb];
};
