import { z } from 'zod';
import type { LabelledUpdate } from './evaluate.ts';
import { WORDING_RULES } from './evaluate.ts';
import { lowerCase } from './fold.ts';
import type { PublicWordingRule } from './hit.ts';

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
 * Reads labelled updates, one JSON value a line, in any of the shapes in use: `body` or `text`, `labels` with `span`
 * and `borderline`, or `spans` with `end` and `level: hard | soft`. Throws with the line's number if one is not so.
 */
export function parseLabelledUpdates(text: string): readonly LabelledUpdate[] {
  return text.split('\n').flatMap((source, index) => {
    if (source.trim() === '') return [];
    const result = line.safeParse(JSON.parse(source));
    if (!result.success) throw new Error(`line ${index + 1}: ${z.prettifyError(result.error)}`);
    const { id, n, org, drawn, kind, state, components, body, labels, spans, text: plain } = result.data;
    return [
      {
        id: String(id ?? n ?? index + 1),
        org: org ?? '',
        drawn: drawn ?? '',
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
  if (rule === undefined) throw new Error(`line ${index + 1}: no rule is called ${name}`);
  return rule;
};

/** Fewer updates than this say nothing about what their reader looked for. */
const MIN_GROUP_SIZE = 100;

/**
 * The rules that nobody looked for in a part of the file: parts are told by `drawn`, and a part of at least a hundred
 * updates without one label of a rule was not read for it. Nothing is scored there that nobody labelled.
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

/** A site declares all its components once: every update of an organisation gets the names met in any of them. */
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
 * The third parties a site would declare, drawn from what people labelled as blame on it: each proper name in a label,
 * for every update of that organisation. A name that also occurs in lower case, an acronym of three letters or fewer,
 * software known by its vendor ("the X vendor") and the organisation's own name are no suppliers. So recall gains what a true declaration gives, and precision pays
 * wherever the same supplier is named harmlessly.
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
