import type { Recognizer, SopFact } from './fact.ts';
import { findDurationRange, findDurations, findOnlyDuration, findSeverityKeys } from './words.ts';

/** What a time limits, by the words around it. The first that matches decides. */
const KINDS: readonly (readonly [path: string, words: RegExp])[] = [
  ['acknowledge', /\backnowledg\w*\b/i],
  ['customer-email', /\be-?mails?\b/i],
  ['internal-updates', /\binternal\w*\b|\bteam (?:hears|is told|is updated)\b|#[a-z]/i],
  ['first-update', /\b(?:first|initial) (?:public )?(?:message|update|post|notice|communication)\b/i],
  ['fix-within', /\b(?:fixed|repaired|rolled back|restored|mitigated)\b/i],
  ['updates', /\b(?:updates?|messages?)\b/i],
];

/** A limit that holds in some cases only is a question. */
const CONDITION = /\b(?:not|never|unless|except|if|outside|overnight|weekends?|usually|during)\b/i;
const INTERVAL = /\b(?:every|hourly|daily|each|intervals?)\b/i;
const LIMIT = /\b(?:within|in|no later than|at most|after)\b/i;

/** `For an S1 the first message is on the page within 15 minutes, then an update every 30 minutes.` */
export const recognizeTimes: Recognizer = (block) => {
  const { text, label, topic } = block;
  if (block.kind !== 'line' && block.kind !== 'item') return [];
  let severities = findSeverityKeys(label ?? topic ?? '');
  let before: string[] = [];
  const facts: SopFact[] = [];
  for (const part of text.split(/(?:,\s*|\s+)(?:then|and|but)\s+|;\s+/i)) {
    const named = findSeverityKeys(part);
    if (named.length > 0) severities = [...before, ...named];
    // "P1 | and P2 are acknowledged within 5 minutes"
    before = findDurations(part).length === 0 ? [...before, ...named] : [];
    if (findDurations(part).length === 0) continue;
    const kind = KINDS.find(([, words]) => words.test(part))?.[0];
    const bracketed = readBracketed(part);
    const wanted = bracketed.length > 0 ? bracketed : [{ keys: severities, text: part }];
    for (const { keys, text: time } of wanted) {
      const read = readLimit(kind, keys, time, part);
      // With half a sentence, the other half may change its meaning: the sentence is a question.
      if (read.length === 0) return [];
      facts.push(...read);
    }
  }
  return facts;
};

function readLimit(kind: string | undefined, keys: readonly string[], time: string, part: string): SopFact[] {
  const range = findDurationRange(time);
  const isInterval = kind === 'updates' || kind === 'internal-updates' || kind === 'customer-email';
  const isStated = isInterval ? INTERVAL.test(part) : LIMIT.test(part);
  if (!range || !kind || keys.length === 0 || !isStated || CONDITION.test(part) || isAmbiguous(time))
    return [];
  const value = kind === 'updates' ? { due: range[0], late: range[1] } : range[0];
  return keys.map((key) => ({ path: ['severities', key, kind], value }));
}

/** Two times that are no range, such as "5 minutes for the team and 10 for customers". */
function isAmbiguous(time: string): boolean {
  const range = findDurationRange(time);
  return range?.[0] === range?.[1] && findDurations(time).length > 1;
}

/** `every 20 minutes (S1) or every hour (S2)` */
function readBracketed(part: string): { readonly keys: readonly string[]; readonly text: string }[] {
  return [...part.matchAll(/([^()]{3,200})\(([^)]{2,40})\)/g)].flatMap(([, before, inside]) => {
    const keys = findSeverityKeys(inside!);
    const time = findDurations(before!).at(-1);
    return keys.length === 0 || time === undefined
      ? []
      : [{ keys, text: time.replace(/^(\d+)([mhd])$/, '$1 $2') }];
  });
}

/** `Not on the status page.`, said of a severity. */
export const recognizeVisibility: Recognizer = ({ text, topic = '', kind }) => {
  const [key, ...others] = findSeverityKeys(topic);
  if (key === undefined || others.length > 0 || kind === 'quote') return [];
  const [, not] = /^(not |never )?(?:public |shown |visible )?on the (?:public )?status page\.?$/i.exec(
    text,
  ) ?? [null];
  return not === null
    ? []
    : [{ path: ['severities', key, 'public'], value: not === undefined ? 'always' : 'never' }];
};

/** `We announce maintenance at least 3 days ahead.` */
export const recognizeNotice: Recognizer = ({ kind, text }) => {
  if (kind === 'quote' || !/\bmaintenance\b|\bplanned work\b/i.test(text) || CONDITION.test(text)) return [];
  const time = /\b(?:announce|notice|ahead|in advance|beforehand)/i.test(text)
    ? findOnlyDuration(text)
    : undefined;
  return time === undefined || / /.test(time) ? [] : [{ path: ['maintenance', 'notice'], value: time }];
};
