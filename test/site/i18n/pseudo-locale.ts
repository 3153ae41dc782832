import { enMessages } from '../../../src/site/i18n/en.ts';
import type { Messages } from '../../../src/site/i18n/messages.ts';

const PLAIN = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const OTHER = 'åƀçðéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýžÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽ';
const letters = new Map(Array.from(PLAIN, (letter, at) => [letter, [...OTHER][at]!] as const));

/** `⟦Þåŕţļý ðöŵñ~~~~~⟧`: readable, without a plain letter, and as much longer as German is. */
export function decorated(text: string): string {
  const other = Array.from(text, (letter) => letters.get(letter) ?? letter).join('');
  return `⟦${other}${'~'.repeat(Math.ceil(text.length * 0.4))}⟧`;
}

/** English in which all text of the interface is decorated, and no name, title or time in it. */
export function pseudoWords(dir: Messages['dir'], used: Set<string> = new Set()): Messages {
  // Greek for dates: a date that was written without the words' locale is in other letters.
  return { ...(wrapped(enMessages, '', used) as Messages), locale: 'el', dir };
}

/** The names of all words, as `home.open`. */
export function namesOfWords(words: object = enMessages, prefix = ''): string[] {
  return Object.entries(words).flatMap(([name, value]) =>
    typeof value === 'object' ? namesOfWords(value as object, `${prefix}${name}.`) : [prefix + name],
  );
}

/** The same words decorated; each says when it is asked for. */
function wrapped(words: object, prefix: string, used: Set<string>): object {
  const other = {};
  for (const [name, value] of Object.entries(words)) {
    const path = prefix + name;
    const made =
      typeof value === 'object'
        ? wrapped(value as object, `${path}.`, used)
        : typeof value === 'function'
          ? speaking(value as (...args: readonly unknown[]) => Said)
          : decorated(String(value));
    const get = (): unknown => {
      if (typeof value !== 'object') used.add(path);
      return made;
    };
    Object.defineProperty(other, name, { enumerable: true, get });
  }
  return other;
}

type Said = string | readonly string[];

/** A function of words, whose own words are decorated: what it is given stays as it is. */
function speaking(say: (...args: readonly unknown[]) => Said): (...args: readonly unknown[]) => Said {
  return (...args) => {
    const given: string[] = [];
    const said = say(...args.map((arg) => hidden(arg, given, true)));
    const shown = (text: string): string =>
      decorated(text).replace(/[\uE000-\uF8FF]/g, (mark) => given[mark.charCodeAt(0) - 0xe000]!);
    return typeof said === 'string' ? shown(said) : said.map(shown);
  };
}

/** A value with a mark for each text that a person wrote: an argument, or a name or title within one. */
function hidden(value: unknown, given: string[], written: boolean): unknown {
  if (typeof value === 'string') return written ? String.fromCharCode(0xe000 + given.push(value) - 1) : value;
  if (Array.isArray(value)) return value.map((part) => hidden(part, given, written));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key, hidden(part, given, key === 'name' || key === 'title')]),
  );
}
