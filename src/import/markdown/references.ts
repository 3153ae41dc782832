import createParser from 'markdown-it';
import { splitFencedCode } from './fenced-code.ts';
import { replaceOutsideCode } from './replace-outside-code.ts';

/** `[chart]: /images/chart.png "title"` below a text. */
interface LinkDefinition {
  /** As it was written. */
  readonly line: string;
  readonly address: string;
  readonly title: string;
}

const LABEL = String.raw`(?!\^)(?:[^\][\\\n]|\\.){1,500}`;
const DEFINITION = new RegExp(
  `^ {0,3}\\[(${LABEL})\\]:[ \\t]{0,20}\\n?[ \\t]{0,20}(?:<([^<>\\n]{0,2000})>|([^\\s<]\\S{0,1999}))(?:[ \\t]{1,20}(?:"([^"\\n]{0,500})"|'([^'\\n]{0,500})'|\\(([^()\\n]{0,500})\\)))?[ \\t]{0,20}$`,
  'gm',
);
const WORDS = String.raw`(?:[^\][\\]|\\.){0,2000}`;
const USE = new RegExp(`(!?)\\[(${WORDS})\\](?:\\[((?:${LABEL})?)\\])?(?![(:\\[])`, 'dg');
const LINKED_PICTURE = new RegExp(
  `\\[(!\\[${WORDS}\\]\\(<[^<>\\n]{0,2000}>(?: "[^"\\n]{0,500}")?\\))\\]\\[(${LABEL})\\]`,
  'dg',
);

/** It takes every address: pictures are looked for in the source's folder. */
const parser = createParser({ html: false });
parser.validateLink = () => true;

function toKey(label: string): string {
  return parser.utils.normalizeReference(label);
}

/** The definitions of a text by their labels, without those in code; the first of a label counts. */
function readDefinitions(text: string): ReadonlyMap<string, LinkDefinition> {
  const found = new Map<string, LinkDefinition>();
  if (!text.includes(']:')) return found;
  const environment: Parameters<typeof parser.parse>[1] = {};
  parser.parse(text, environment);
  for (const { fence, text: part } of splitFencedCode(text))
    for (const [line, label, angled, plain, ...titles] of fence ? [] : part.matchAll(DEFINITION)) {
      const key = toKey(label!);
      if (found.has(key) || !Object.hasOwn(environment.references ?? {}, key)) continue;
      const title = titles.find((one) => one !== undefined) ?? '';
      found.set(key, { line: line.trim(), address: angled ?? plain ?? '', title });
    }
  return found;
}

/** Whether a text shows nothing: it has the addresses of links elsewhere. Also true for an empty one. */
export function isOnlyDefinitions(text: string): boolean {
  return text.replace(DEFINITION, '').trim() === '';
}

/**
 * Sections of a text with the definitions that their links need: each section is read on its own, and a page of another
 * tool often has all definitions at its end.
 */
export function completeDefinitions(sections: readonly string[]): string[] {
  if (sections.length < 2 || !sections.some((section) => section.includes(']:'))) return [...sections];
  const all = readDefinitions(sections.join('\n\n'));
  return sections.map((section) => {
    const own = readDefinitions(section);
    const missing = [...findUses(section)].flatMap((key) => (own.has(key) ? [] : (all.get(key)?.line ?? [])));
    return missing.length === 0 ? section : `${section}\n\n${missing.join('\n')}`;
  });
}

/** The labels that links and pictures of a text use, defined or not. */
function findUses(text: string): ReadonlySet<string> {
  const keys = new Set<string>();
  replaceText(text, USE, ([, , words, label]) => {
    keys.add(toKey(label || words || ''));
    return undefined;
  });
  return keys;
}

/** What inlining made of a text. */
export interface InlinedPictures {
  readonly text: string;
  /** The definitions that the text has no more, as they were written. */
  readonly removed: readonly string[];
}

/**
 * A text whose pictures have their address in place: `![alt](</images/chart.png>)` where it was `![alt][chart]`. The
 * definitions that nothing else uses are taken out.
 */
export function inlinePictures(text: string): InlinedPictures {
  const all = readDefinitions(text);
  if (all.size === 0) return { text, removed: [] };
  const inlined = new Set<string>();
  const addressOf = (label: string): string | undefined => {
    const definition = all.get(toKey(label));
    if (!definition) return undefined;
    inlined.add(toKey(label));
    return `(<${definition.address}>${definition.title === '' ? '' : ` "${definition.title}"`})`;
  };
  const shown = replaceText(text, USE, ([, mark, words, label]) => {
    const address = mark === '' ? undefined : addressOf(label || words || '');
    return address === undefined ? undefined : `![${words}]${address}`;
  });
  if (inlined.size === 0) return { text, removed: [] };
  const linked = replaceText(shown, LINKED_PICTURE, ([, picture, label]) => {
    const address = addressOf(label!);
    return address === undefined ? undefined : `[${picture}]${address}`;
  });
  const used = findUses(linked);
  const removed: string[] = [];
  const parts = splitFencedCode(linked).map((part) => {
    if (part.fence) return part.text;
    return part.text.replace(DEFINITION, (line, label: string) => {
      if (!inlined.has(toKey(label)) || used.has(toKey(label))) return line;
      removed.push(line.trim());
      return '';
    });
  });
  return { text: parts.join('\n').trimEnd(), removed };
}

/** Replaces matches outside of code. */
function replaceText(
  text: string,
  pattern: RegExp,
  write: (match: readonly (string | undefined)[]) => string | undefined,
): string {
  return splitFencedCode(text)
    .map((part) => (part.fence ? part.text : replaceOutsideCode(part.text, pattern, write)))
    .join('\n');
}
