import { PAGE_WORD_PLACEHOLDERS } from '../../content/schema/page-words.ts';
import type { PageWord } from '../../content/schema/page-words.ts';
import type { OverallStatus } from '../../status/overall.ts';
import type { AffectedComponent } from '../../status/states.ts';
import { fillTemplate } from '../../templates/template.ts';
import { createLocaleFormatters } from './format.ts';
import { createUptimeMessages, createCommitmentMessages } from './commitments-from-words.ts';
import type { Messages } from './messages.ts';
import type { Say } from './say.ts';

const MAX_NAMES = 3;

/**
 * The interface in a language that is given as words (`page` in a file of `words/`).
 * @param locale for `Intl`
 * @param fallback has the message that lacks one of its words
 */
export function createMessages(
  words: ReadonlyMap<string, PageWord>,
  locale: string,
  fallback: Messages,
): Messages {
  const formatters = createLocaleFormatters(locale);
  const plurals = new Intl.PluralRules(locale);
  const numbers = new Intl.NumberFormat(locale);
  const say: Say = (path, values = {}, counted = 'count') => {
    const word = words.get(path)!;
    const form =
      typeof word === 'string' ? word : (word[plurals.select(Number(values[counted]))] ?? word.other);
    const shown = Object.entries(values).map(([name, value]): [string, string] => [
      name,
      typeof value === 'number' ? numbers.format(value) : value,
    ]);
    return fillTemplate(form, Object.fromEntries(shown));
  };
  const has = (...paths: readonly string[]): boolean => paths.every((path) => words.has(path));
  const dir = new Intl.Locale(locale).getTextInfo().direction ?? 'ltr';
  const english = dir === 'rtl' ? isolateSentences(fallback) : fallback;
  const composed: Readonly<Record<string, unknown>> = {
    locale,
    dir,
    duration: formatters.duration,
    gap: formatters.gap,
    list: formatters.list,
    overall: has(...pathsOf('overall.')) ? createOverall(say, formatters.list) : fallback.overall,
    ...createUptimeMessages(say, has, formatters, english.uptime),
    ...createCommitmentMessages(say, has, formatters, english.commitments),
    'feed.item': has('feed.item', 'feed.item-corrected')
      ? (title: string, phase: string, corrected: boolean) =>
          say(corrected ? 'feed.item-corrected' : 'feed.item', { title, phase })
      : fallback.feed.item,
  };
  return translate(english, '', (path, message) => {
    if (Object.hasOwn(composed, path)) return composed[path];
    const key = toWordPath(path);
    if (!words.has(key)) return message;
    const names = PAGE_WORD_PLACEHOLDERS.get(key)!;
    if (typeof message !== 'function') return say(key);
    return (...values: readonly (string | number)[]) =>
      say(key, Object.fromEntries(names.map((name, index) => [name, values[index]!])));
  }) as Messages;
}

/** The paths of all words of a group: `overall.`. */
export function pathsOf(group: string): string[] {
  return [...PAGE_WORD_PLACEHOLDERS.keys()].filter((path) => path.startsWith(group));
}

/** `home.earlierUpdates` becomes `home.earlier-updates`. */
function toWordPath(path: string): string {
  return path.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function translate(
  messages: object,
  prefix: string,
  choose: (path: string, message: unknown) => unknown,
): object {
  return Object.fromEntries(
    Object.entries(messages).map(([key, value]: [string, unknown]) => [
      key,
      typeof value === 'object'
        ? translate(value as object, `${prefix}${key}.`, choose)
        : choose(prefix + key, value),
    ]),
  );
}

/** For a page that is read from right to left: without this, it shows the full stop of an English sentence before the sentence. */
function isolateSentences(messages: Messages): Messages {
  const isolate = (text: unknown): unknown =>
    typeof text === 'string' && /^\p{L}.*[.:?)]$/su.test(text) ? `\u2066${text}\u2069` : text;
  return translate(messages, '', (_path, message) => {
    if (typeof message !== 'function') return isolate(message);
    return (...values: readonly unknown[]) => {
      const text: unknown = message(...values);
      return Array.isArray(text) ? text.map(isolate) : isolate(text);
    };
  }) as Messages;
}

/** The overall status in one sentence. */
function createOverall(say: Say, list: Messages['list']): Messages['overall'] {
  const cluster = (one: readonly AffectedComponent[]): string =>
    say(`overall.are.${one[0]!.state}`, { count: one.length, names: list(one.map(({ name }) => name)) });
  /** What ends a sentence in this language, as in the one that it brings. */
  const stop = /\p{P}$/u.exec(say('overall.all-working'))?.[0] ?? '';
  const known = ({ affected, components, open, monitoringOnly }: OverallStatus): string => {
    if (affected.length === 0) {
      if (open === 0) return say('overall.all-working');
      return say(monitoringOnly ? 'overall.watching' : 'overall.looking');
    }
    const clusters = [...Map.groupBy(affected, ({ state }) => state).values()];
    const worst = clusters[0]!;
    const state = worst[0]!.state;
    if (worst.length === components && components > 1)
      return `${say('overall.all-affected', { state: plural(state) })}${stop}`;
    if (affected.length <= MAX_NAMES) return `${clusters.map(cluster).join(say('overall.and'))}${stop}`;
    const head =
      worst.length <= MAX_NAMES
        ? cluster(worst)
        : say('overall.systems', { count: worst.length, state: plural(state) });
    const rest = affected.length - worst.length;
    return rest === 0 ? `${head}${stop}` : `${say('overall.rest', { count: rest, affected: head })}${stop}`;
  };
  // The words after the names, as of several.
  const plural = (state: AffectedComponent['state']): string =>
    say(`overall.are.${state}`, { count: 2, names: '' }).trim();
  return (overall) => {
    const { isUncertain, affected, components, open, monitoringOnly } = overall;
    if (!isUncertain || affected.length === components) return known(overall);
    return affected.length > 0 || (open > 0 && !monitoringOnly)
      ? `${known(overall)} ${say('overall.others-unknown')}`
      : say('overall.unknown');
  };
}
