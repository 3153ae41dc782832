/** The placeholders that templates may have, with their meaning. */
export const PLACEHOLDERS: Readonly<Record<string, string>> = {
  component: 'the names of the components that are affected',
  'specific impact': 'what customers notice',
};

/** The placeholders of a notice's template, with their meaning. Times are in the site's time zone. */
export const NOTICE_PLACEHOLDERS: Readonly<Record<string, string>> = {
  starts: 'the day and time of its start',
  ends: 'the day and time of its end',
  'start day': 'the day of its start',
  'end day': 'the last day on which it is shown',
};

const PLACEHOLDER = /\[([^\][\n]{1,80})\](?![([])/g;

/** Each name once: `component`, `specific impact`. */
export function listPlaceholders(template: string): string[] {
  return [...new Set([...template.matchAll(PLACEHOLDER)].map((match) => match[1]!.trim().toLowerCase()))];
}

/** A placeholder without a value keeps its brackets. */
export function fillTemplate(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(PLACEHOLDER, (brackets, name: string) => {
    const key = name.trim().toLowerCase();
    return Object.hasOwn(values, key) ? values[key]! : brackets;
  });
}

const lists = new Map<string, Intl.ListFormat>();

/**
 * `Checkout`, `Checkout and Orders`, `Checkout, Orders and Payments`.
 * @param locale the language that they are joined in
 */
export function formatNameList(names: readonly string[], locale = 'en-GB'): string {
  if (names.length < 2) return names.join('');
  let list = lists.get(locale);
  if (!list) lists.set(locale, (list = new Intl.ListFormat(locale, { type: 'conjunction' })));
  return list.format(names);
}
