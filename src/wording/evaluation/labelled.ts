import { z } from 'zod';
import type { LabelledUpdate } from './score.ts';
import { WORDING_RULES } from './score.ts';
import { AUDIENCES } from '../context.ts';
import { lowerCase } from '../word-forms.ts';
import type { PublicWordingRule } from '../match.ts';

const count = z.int().nonnegative();

const label = z.object({
  rule: z.string(),
  start: count,
  end: count.optional(),
  span: z.string().optional(),
  borderline: z.boolean().optional(),
  level: z.enum(['hard', 'soft']).optional(),
});

const line = z.object({
  id: z.union([z.string(), z.number()]).optional(),
  n: z.number().optional(),
  org: z.string().nullish(),
  drawn: z.string().nullish(),
  audience: z.enum(AUDIENCES).nullish(),
  kind: z.string().nullish(),
  state: z.string().nullish(),
  components: z.array(z.string()).nullish(),
  body: z.string().optional(),
  text: z.string().optional(),
  labels: z.array(label).optional(),
  spans: z.array(label).optional(),
});

const MAINTENANCE = /maintenance|scheduled/i;

/**
 * Reads labelled updates, one JSON value per line, in any of the known shapes: `body` or `text`, `labels` with `span`
 * and `borderline`, or `spans` with `end` and `level: hard | soft`.
 * @throws with the line number of the first line in another shape
 */
export function parseLabelledUpdates(text: string): readonly LabelledUpdate[] {
  return text.split('\n').flatMap((source, index) => {
    if (source.trim() === '') return [];
    const result = line.safeParse(JSON.parse(source));
    if (!result.success) throw new Error(`line ${index + 1}: ${z.prettifyError(result.error)}`);
    const {
      id,
      n,
      org,
      drawn,
      audience,
      kind,
      state,
      components,
      body,
      labels,
      spans,
      text: plain,
    } = result.data;
    return [
      {
        id: String(id ?? n ?? index + 1),
        org: org ?? '',
        drawn: drawn ?? '',
        ...(audience != null && { audience }),
        kind: MAINTENANCE.test(kind ?? state ?? '') ? ('maintenance' as const) : ('incident' as const),
        body: body ?? plain ?? '',
        names: [org ?? '', ...(components ?? [])].filter((name) => name !== ''),
        labels: (labels ?? spans ?? []).map((one) => ({
          rule: parseRuleName(one.rule, index),
          start: one.start,
          end: one.end ?? one.start + (one.span ?? '').length,
          borderline: one.borderline === true || one.level === 'soft',
        })),
      },
    ];
  });
}

const parseRuleName = (name: string, index: number): PublicWordingRule => {
  const rule = name === 'minimise' ? 'minimising' : WORDING_RULES.find((known) => known === name);
  if (rule === undefined) throw new Error(`line ${index + 1}: unknown rule ${name}`);
  return rule;
};

/** Smaller groups may lack labels of a rule by chance. */
const MIN_GROUP_SIZE = 100;

/**
 * The rules for which a part of the file was not labelled. Parts differ by `drawn`; a part of at least a hundred updates
 * without any label of a rule was not labelled for it, so the rule can't be scored there.
 */
export function findUnlabelledRules(
  updates: readonly LabelledUpdate[],
): ReadonlyMap<string, readonly PublicWordingRule[]> {
  const parts = Map.groupBy(updates, (update) => update.drawn);
  return new Map(
    [...parts]
      .map(([drawn, part]) => {
        const seen = new Set(part.flatMap(({ labels }) => labels.map(({ rule }) => rule)));
        return [
          drawn,
          part.length < MIN_GROUP_SIZE ? [] : WORDING_RULES.filter((rule) => !seen.has(rule)),
        ] as const;
      })
      .filter(([, rules]) => rules.length > 0),
  );
}

/** A site declares its components once, so each update of an organisation gets the names from all its updates. */
export function namesByOrg(updates: readonly LabelledUpdate[]): ReadonlyMap<string, readonly string[]> {
  return new Map(
    [...Map.groupBy(updates, ({ org }) => org)].map(([org, own]) => [
      org,
      [...new Set([org, ...own.flatMap(({ names }) => names)])].filter((name) => name !== ''),
    ]),
  );
}

const PROPER =
  /(?<![\p{L}\p{N}-])\p{Lu}[\p{L}\p{N}.]*[\p{L}\p{N}](?:[ -]\p{Lu}[\p{L}\p{N}.]*[\p{L}\p{N}])*/gu;
const LEADING =
  /^(?:The|Our|One|Some|They|Issues?|Despite|There|While|Most|It|We|An?|In|After|Due|Although|Between|Provider)(?: |$)/;

/**
 * The suppliers that a site would declare: each proper name in a span that was labelled as blame, for every update of that
 * organisation. Skipped are names that also occur in lower case, acronyms of at most three letters, software known by its
 * vendor ("the X vendor"), and the organisation's own name. As with real declarations, recall rises, and precision falls
 * where the same supplier is named without blame.
 */
export function suppliersByOrg(updates: readonly LabelledUpdate[]): ReadonlyMap<string, readonly string[]> {
  const common = new Set(updates.flatMap(({ body }) => body.match(/(?<![\w./-])[a-z]+(?![\w./-])/g) ?? []));
  return new Map(
    [...Map.groupBy(updates, ({ org }) => org)].map(([org, own]) => {
      const spans = own.flatMap(({ body, labels }) =>
        labels.filter(({ rule }) => rule === 'blame').map(({ start, end }) => body.slice(start, end)),
      );
      const names = spans
        .flatMap((span) => span.replace(/\S+ vendors?\b/g, '').match(PROPER) ?? [])
        .map((name) => name.replace(LEADING, ''))
        .filter((name) => name !== '' && !/^\p{Lu}{1,3}s?$/u.test(name) && !common.has(lowerCase(name)))
        .filter((name) => !lowerCase(org).includes(lowerCase(name)));
      return [org, [...new Set(names)]];
    }),
  );
}
