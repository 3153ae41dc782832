import type { StatusEvent } from '../../content/incident.ts';
import type { Component } from '../../content/site.ts';
import type { RuleContext } from '../engine/rule.ts';

export interface ComponentNameIndex {
  /** Also by former ids. */
  readonly byId: ReadonlyMap<string, Component>;
  /** By normalised name or alias; group names are not in it. */
  readonly idOfName: ReadonlyMap<string, string>;
}

const made = new WeakMap<readonly Component[], ComponentNameIndex>();

/** Cached per content root. */
export function indexComponentNames({ components }: RuleContext): ComponentNameIndex {
  let names = made.get(components);
  if (!names) {
    const spellings = components.flatMap(({ id, name, aliases }) =>
      [id, id.replaceAll('-', ' '), ...aliases, name].map(
        (spelling) => [normalizeName(spelling), id] as const,
      ),
    );
    const ids = components.flatMap((one) => [one.id, ...one.formerly].map((id) => [id, one] as const));
    names = { byId: new Map(ids), idOfName: new Map(spellings) };
    made.set(components, names);
  }
  return names;
}

/** The ids that an incident file has listed as affected by update number `index`, known or not. */
export function declaredComponentIds(event: StatusEvent, index: number): string[] {
  const declared = new Set(Object.keys(event.components));
  for (const { affects } of event.updates.slice(0, index + 1)) {
    for (const id of Object.keys(affects ?? {})) declared.add(id);
  }
  return [...declared];
}

/** The display names of components; an unknown id stays as it is. */
export function componentNamesOf(ids: readonly string[], context: RuleContext): string[] {
  const { byId } = indexComponentNames(context);
  return ids.map((id) => byId.get(id)?.name ?? id);
}

/** The ids of the components that a text names, or the first words that name none. */
export type ComponentListing = { readonly ids: readonly string[] } | { readonly unknown: string };

const JOINT = /^(?:\s*,\s*(?:and\s+|or\s+)?|\s+(?:and|or|as well as)\s+|\s*&\s*)/;
const LEAD = /^(?:the|our)\s+/;

/** Reads "Checkout", "the Checkout and Orders", "Checkout, Orders & Payments" as components. */
export function parseComponentListing(text: string, context: RuleContext): ComponentListing {
  const { idOfName } = indexComponentNames(context);
  const one = idOfName.get(normalizeName(text));
  if (one !== undefined) return { ids: [one] };
  const ids: string[] = [];
  let rest = normalizeName(text);
  const own = jointOf(context.words.locale);
  while (rest !== '') {
    rest = rest.replace(LEAD, '');
    const name = longestName(rest, idOfName);
    if (name === undefined) return { unknown: rest };
    ids.push(idOfName.get(name)!);
    const after = rest.slice(name.length);
    const joint = JOINT.exec(after) ?? own?.exec(after);
    if (after !== '' && !joint) return { unknown: rest };
    rest = joint ? after.slice(joint[0].length) : '';
  }
  return { ids };
}

const joints = new Map<string, RegExp>();

/** With the `u` flag, a backslash is an error before a character that needs none, such as a hyphen. */
function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
}

/**
 * What a language puts between names. Japanese has no space there, Arabic none after its "and", and Hebrew a hyphen after it where
 * a name in Latin letters follows.
 */
function jointOf(locale: string): RegExp {
  let joint = joints.get(locale);
  if (!joint) {
    const lists = new Intl.ListFormat(locale, { type: 'conjunction' });
    const samples = [
      ['a', 'b', 'c'],
      ['א', 'ב'],
    ];
    const literals = samples.flatMap((names) =>
      lists.formatToParts(names).flatMap(({ type, value }) => (type === 'literal' ? [value] : [])),
    );
    const joined = [...new Set(literals)]
      .toSorted((a, b) => b.length - a.length)
      .map((literal) => {
        const [before, after] = [/^\s/, /\s$/].map((space) =>
          space.test(literal) ? String.raw`\s+` : String.raw`\s*`,
        );
        return `${before}${escapeRegExp(literal.trim())}${after}`;
      });
    joints.set(locale, (joint = new RegExp(`^(?:${joined.join('|')})`, 'u')));
  }
  return joint;
}

function longestName(text: string, names: ReadonlyMap<string, string>): string | undefined {
  let best: string | undefined;
  for (const name of names.keys()) {
    if (text.startsWith(name) && name.length > (best?.length ?? 0)) best = name;
  }
  return best;
}

/** Without emphasis, extra space and capitals. */
export function normalizeName(text: string): string {
  return text.replace(/[*_`]/g, '').replaceAll('’', "'").replace(/\s+/g, ' ').trim().toLowerCase();
}
