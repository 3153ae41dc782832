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

/** `Checkout`, `Checkout and Orders`, `Checkout, Orders and Payments`. */
export function formatNameList(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
