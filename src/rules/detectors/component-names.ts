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

/** The word for "and" of a language, with the space around it. */
function jointOf(locale: string): RegExp {
  let joint = joints.get(locale);
  if (!joint) {
    const parts = new Intl.ListFormat(locale, { type: 'conjunction' }).formatToParts(['a', 'b']);
    const word = parts.find(({ type }) => type === 'literal')!.value.trim();
    joints.set(
      locale,
      (joint = new RegExp(String.raw`^\s+${word.replace(/[^\p{L}]/gu, String.raw`\$&`)}\s+`, 'u')),
    );
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
