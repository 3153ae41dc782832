import { collapseWhitespace } from './file-text.ts';
import { beginWithinSentence } from './first-word.ts';

/** How a language writes what customers notice. Words are matched whole; the verbs of German only in lower case. */
interface ImpactGrammar {
  /** The words before `[specific impact]` in a template, where a person typed them again. */
  readonly lead: RegExp;
  /** What makes an impact a clause. Verbs that are often nouns too, such as "crashes", are left out. */
  readonly verb: RegExp;
  /** What begins a subordinate clause, which a noun may have: "errors when pages are opened". */
  readonly subordination: RegExp;
  /** Whether nouns begin with a capital letter wherever they are. */
  readonly hasCapitalNouns?: true;
  /** The words before a clause. */
  readonly introduction: string;
}

/** The languages that come with Candor. */
const GRAMMARS: Readonly<Record<string, ImpactGrammar>> = {
  en: {
    lead: /^(?:some |many |all )?(?:customers|users|people) (?:may |might |can )?(?:experience|notice|see) /i,
    verb: /\b(?:is|are|was|were|has|have|can|cannot|can't|could|couldn't|will|won't|do|does|don't|doesn't|did|didn't|fail|fails|times? out)\b/i,
    subordination: /\b(?:that|which|who|when|whenever|while|where|if|as|because|after|before|until)\b/i,
    introduction: 'the following: ',
  },
  de: {
    lead: /^(?:(?:einige|manche|viele|alle) )?(?:unserer )?(?:kunden|kundinnen|nutzer|benutzer) (?:bemerken|sehen|erleben|haben)(?: möglicherweise| vielleicht)? /i,
    verb: /(?<!\p{L})(?:ist|sind|war|waren|hat|haben|kann|können|wird|werden|muss|müssen|lässt|lassen|funktioniert|funktionieren|reagiert|reagieren|öffnet|öffnen|antwortet|antworten|erscheint|erscheinen|dauert|dauern|lädt|laden|schlägt|schlagen|scheitert|scheitern|kommt|kommen|geht|gehen|fehlt|fehlen|fällt|fallen|bricht|brechen|sieht|sehen|erhält|erhalten|bekommt|bekommen|bleibt|bleiben|stürzt|stürzen)(?!\p{L})/u,
    subordination: /,/,
    hasCapitalNouns: true,
    introduction: 'Folgendes: ',
  },
  fr: {
    lead: /^(?:certain(?:e?s) |plusieurs |tous les |nos |les |des )?(?:client(?:e?s)|utilisateurs|utilisatrices) (?:peuvent |pourraient )?(?:rencontr|constat|subi|remarqu|voi|ont)(?:er|ent|ssent|r)? /i,
    verb: /(?<!\p{L})(?:ne|est|sont|était|étaient|a|ont|peut|peuvent|échoue|échouent|fonctionnent?|chargent|répondent|répond|s[’']affichent?|s[’']ouvrent?|arrivent|restent|disparaissent|mettent)(?!\p{L})|(?<!\p{L})n[’']/iu,
    subordination:
      /(?<!\p{L})(?:que|qui|quand|lorsque|si|car|après|avant|où|dont|pendant)(?!\p{L})|(?<!\p{L})(?:qu|lorsqu)[’']/iu,
    introduction: 'ce qui suit : ',
  },
  pt: {
    lead: /^(?:alguns |muitos |todos os |os )?(?:clientes|utilizadores|usuários) (?:podem )?(?:notar|notam|encontrar|encontram|ver|veem|ter|têm) /i,
    verb: /(?<!\p{L})(?:é|são|está|estão|foi|foram|tem|têm|pode|podem|falham|funcionam?|abrem?|carregam|carrega|respondem?|demoram|consegue|conseguem|aparecem?|ficam?|chegam?)(?!\p{L})/iu,
    subordination: /(?<!\p{L})(?:que|quando|se|enquanto|onde|porque|depois|antes|ao)(?!\p{L})/iu,
    introduction: 'o seguinte: ',
  },
};

/**
 * What customers notice, without a full stop, and without the words before it in a template that were typed again: "Some
 * customers may experience slow pages." gives "slow pages". Within a sentence it begins in lower case, unless with a name.
 */
function normalizeImpact(impact: string, language: string, names: readonly string[]): string {
  const plain = collapseWhitespace(impact).replace(/[.!]+$/, '');
  const grammar = GRAMMARS[language];
  if (!grammar) return plain;
  const without = plain.replace(grammar.lead, '');
  return grammar.hasCapitalNouns ? without : beginWithinSentence(without, names);
}

/**
 * What customers notice, so that it completes "… may experience". A clause, such as "payments fail", is introduced.
 * @param names of the company, its components and products, which keep their capital letter
 */
export function formatImpact(
  impact: string,
  template: string,
  language: string,
  names: readonly string[],
): string {
  const plain = normalizeImpact(impact, language, names);
  const grammar = GRAMMARS[language];
  // After a colon, as in titles, a clause reads well.
  if (!grammar || template.includes(': [specific impact]')) return plain;
  const [head = ''] = plain.split(grammar.subordination, 1);
  return grammar.verb.test(head) ? `${grammar.introduction}${plain}` : plain;
}
