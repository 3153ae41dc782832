import { hash } from 'node:crypto';
import { z } from 'zod';
import { AUDIENCES } from '../context.ts';
import type { Audience, WordingContext, WordingKind } from '../context.ts';
import { lowerCase } from '../word-forms.ts';
import { namesByOrg } from './labelled.ts';
import type { LabelledUpdate } from './score.ts';

const siteLine = z.object({
  org: z.string(),
  audience: z.enum(AUDIENCES).optional(),
  terms: z.array(z.string()).default([]),
  own_names: z.array(z.string()).default([]),
  suppliers: z.array(z.string()).default([]),
});

/** What a site of the labelled updates declares. */
export type DeclaredSite = z.infer<typeof siteLine>;

/** Reads what each site declares, one JSON value per line. @throws with the number of the first line of another shape */
export function parseDeclaredSites(text: string): ReadonlyMap<string, DeclaredSite> {
  const sites = text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    const result = siteLine.safeParse(JSON.parse(line));
    if (!result.success) throw new Error(`line ${index + 1}: ${z.prettifyError(result.error)}`);
    return [[result.data.org, result.data] as const];
  });
  return new Map(sites);
}

/** The audience that the site declares, else the one in its updates, else customers. */
export function createAudienceLookup(
  updates: readonly LabelledUpdate[],
  sites: ReadonlyMap<string, DeclaredSite>,
): (org: string) => Audience {
  const labelled = new Map(
    updates.flatMap(({ org, audience }) => (audience === undefined ? [] : [[org, audience] as const])),
  );
  return (org) => sites.get(org)?.audience ?? labelled.get(org) ?? 'customers';
}

/** One context for each site and kind of text, with what the site declares. */
export function createSiteContexts(
  updates: readonly LabelledUpdate[],
  sites: ReadonlyMap<string, DeclaredSite>,
  suppliersOf: (org: string) => readonly string[],
): (update: LabelledUpdate) => WordingContext {
  const names = namesByOrg(updates);
  const audienceOf = createAudienceLookup(updates, sites);
  const contexts = new Map<string, WordingContext>();
  /** A supplier of other sites can be this site itself, or one of its components. */
  const isOwn = (org: string, supplier: string): boolean =>
    [...(names.get(org) ?? []), ...(sites.get(org)?.own_names ?? [])].some((name) =>
      ` ${lowerCase(name)} `.includes(` ${lowerCase(supplier)} `),
    );
  const create = (org: string, kind: WordingKind): WordingContext => ({
    kind,
    names: [...new Set([...(names.get(org) ?? []), ...(sites.get(org)?.own_names ?? [])])],
    audience: audienceOf(org),
    packs: [],
    terms: sites.get(org)?.terms ?? [],
    suppliers: [...(sites.get(org)?.suppliers ?? []), ...suppliersOf(org)].filter(
      (name) => !isOwn(org, name),
    ),
    glossary: [],
    allowed: [],
    templates: [],
  });
  return ({ org, kind }) => {
    const key = `${kind} ${org}`;
    const known = contexts.get(key);
    if (known !== undefined) return known;
    const context = create(org, kind);
    contexts.set(key, context);
    return context;
  };
}

/** Whether an organisation is held out: one in three, by a hash of its name in lower case, without text in brackets. */
export function isHeldOut(org: string): boolean {
  const name = org
    .replace(/\(.*/, '')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
  return BigInt(`0x${hash('sha256', name, 'hex')}`) % 3n === 0n;
}
