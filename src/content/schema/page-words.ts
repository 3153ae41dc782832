import { z } from 'zod';
import { WRITING_CHECKS } from '../writing-checks.ts';

const PLURALS = ['zero', 'one', 'two', 'few', 'many', 'other'] as const;

/** A text, or one for each plural form of the language. */
export type PageWord = string | ({ readonly other: string } & Readonly<Partial<Record<string, string>>>);

/** Groups of keys, down to the texts. */
export interface PageWords {
  readonly [key: string]: PageWord | PageWords | undefined;
}

const plain = (...keys: readonly string[]): Record<string, readonly string[]> =>
  Object.fromEntries(keys.map((key) => [key, []]));
const STATES = ['operational', 'maintenance', 'unknown', 'degraded', 'partial-outage', 'major-outage'];
const SUBSCRIPTIONS = {
  withAction: ['email', 'email-list', 'calendar'],
  others: [
    ...['slack', 'teams', 'rss', 'api', 'json', 'atom', 'incidents', 'metrics', 'badge', 'element', 'frame'],
  ],
};

/**
 * The words of the interface, in groups, each with its placeholders: `[count]` of a word with several plural forms comes
 * first; the form of `uptime.days-some` follows `[of]`. Keys are those of the interface's messages with hyphens.
 */
const PAGE_WORDS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  '': plain('colon'),
  states: plain(...STATES),
  phases: plain(
    ...['investigating', 'identified', 'monitoring', 'resolved', 'withdrawn', 'merged', 'scheduled'],
    ...[
      'in-progress',
      'verifying',
      'completed',
      'cancelled',
      'called-off',
      'time-over',
      'announced',
      'ended',
      'update',
    ],
  ),
  expected: plain('degraded', 'partial-outage', 'major-outage'),
  overall: {
    ...plain('all-working', 'watching', 'looking', 'others-unknown', 'unknown', 'and'),
    'all-affected': ['state'],
    systems: ['count', 'state'],
    rest: ['count', 'affected'],
  },
  'overall.are': Object.fromEntries(STATES.map((state) => [state, ['count', 'names']])),
  uptime: {
    ...plain('title', 'today', 'days-with-incidents', 'unrecorded'),
    figure: ['share', 'days'],
    'objective-met': ['share'],
    'objective-missed': ['share'],
    span: ['count'],
    'span-with-figures': ['bars', 'figures'],
    'no-record': ['day'],
    'days-none': ['count'],
    'days-some': ['count', 'of'],
    'total-downtime': ['duration'],
    missed: ['share', 'lost', 'more', 'budget'],
    unused: ['share', 'budget'],
    left: ['share', 'left', 'budget'],
    'nearly-used': ['share', 'left', 'budget'],
    calculation: ['down', 'partly', 'problems'],
  },
  'uptime.weight': { ...plain('full', 'half', 'quarter', 'tenth', 'none'), share: ['share'] },
  commitments: {
    ...plain('title', 'track-record', 'longest-gap', 'on-time', 'first-on-time', 'late-updates'),
    ...plain('only-if-customer-facing', 'examples', 'when-we-update', 'no-commitments', 'every-severity'),
    ...plain('corrections', 'report', 'report-text', 'availability', 'security'),
    lead: ['site'],
    updates: ['count', 'on-time', 'days'],
    'record-all': ['count'],
    'record-some': ['count', 'on-time'],
    score: ['on-time', 'due'],
    'no-updates-due': ['days'],
    'late-by': ['duration'],
    ...plain('evidence-all', 'evidence-none'),
    'evidence-some': ['count'],
    first: ['limit'],
    cadence: ['due', 'late'],
    'cadence-same': ['late'],
    email: ['limit'],
    resolution: ['limit'],
    'office-time': ['length'],
    'business-days': ['count'],
    monitoring: ['length'],
    notice: ['length'],
    'office-hours': ['weekdays', 'from', 'to', 'timezone'],
    'security-within': ['limit'],
    writing: [],
    'writing-checked': ['checks'],
    'writing-core': ['checks'],
    'writing-without-words': ['checks'],
    'writing-off': ['checks'],
  },
  'commitments.check': plain(...WRITING_CHECKS),
  subscribe: plain(
    ...['title', 'lead', 'button', 'copy', 'copied', 'people', 'components', 'components-text', 'programs'],
    'sites',
  ),
  ...Object.fromEntries([
    ...SUBSCRIPTIONS.withAction.map((key) => [
      `subscribe.methods.${key}`,
      plain('name', 'description', 'action'),
    ]),
    ...SUBSCRIPTIONS.others.map((key) => [`subscribe.methods.${key}`, plain('name', 'description')]),
  ]),
  live: { ...plain('changed', 'show'), late: ['duration'], 'new-update': ['time'], more: ['number'] },
  page: {
    ...plain('skip', 'navigation', 'history', 'subscribe', 'contact', 'built-at', 'back-home', 'as-of'),
    ...plain('stale'),
    title: ['site'],
    description: ['site'],
    'quiet-since': ['day'],
  },
  home: {
    ...plain('notices', 'planned', 'components', 'other-components', 'recent', 'no-incidents', 'ongoing'),
    ...plain('continued', 'reported', 'whole-history', 'no-components'),
    'earlier-updates': ['count'],
    'all-updates': ['count'],
    'more-entries': ['count'],
    'and-more': ['count'],
  },
  entry: {
    ...plain('affected', 'affects', 'began', 'watched-until', 'ended', 'found-out', 'window'),
    ...plain('nothing-affected', 'continues-in', 'updates', 'no-updates', 'maintenance', 'notice', 'period'),
    ...plain('corrected', 'next-update-by', 'first-update-by', 'updated'),
    after: ['duration'],
    'affected-for': ['duration'],
    'withdrawn-title': ['title'],
    'called-off-title': ['title'],
  },
  'entry.steps': plain('investigating', 'identified', 'monitoring', 'resolved'),
  'entry.now': plain('investigating', 'identified', 'monitoring'),
  'entry.severity': plain('none', 'minor', 'major', 'critical'),
  postmortem: { ...plain('read', 'published', 'reviewed', 'incident'), title: ['incident'] },
  history: { ...plain('title', 'newest', 'by-month', 'nothing'), count: ['count'] },
  component: {
    ...plain('retired', 'recorded-since', 'history', 'nothing', 'by-year'),
    'in-year': ['name', 'year'],
  },
  fallback: { ...plain('title', 'older-version', 'settings'), missing: ['count'] },
  'not-found': plain('title', 'text'),
  feed: {
    title: ['site'],
    description: ['site'],
    item: ['title', 'phase'],
    'item-corrected': ['title', 'phase'],
    affected: ['names'],
  },
};

/** Every word with its placeholders: `home.earlier-updates`. */
export const PAGE_WORD_PLACEHOLDERS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(PAGE_WORDS).flatMap(([group, words]) =>
    Object.entries(words).map(([key, placeholders]): [string, readonly string[]] => [
      group === '' ? key : `${group}.${key}`,
      placeholders,
    ]),
  ),
);

function wordField(placeholders: readonly string[]): z.ZodType {
  const text = z
    .string()
    .min(1)
    .max(600)
    .superRefine((value, context) => {
      const unknown = [...value.matchAll(/\[([a-z-]{1,40})\]/g)].find(
        ([, name]) => !placeholders.includes(name!),
      );
      if (!unknown) return;
      const known = placeholders.map((name) => `[${name}]`).join(', ') || 'none';
      const problem = `contains ${unknown[0]}, which is not a placeholder of this text`;
      context.addIssue({
        code: 'custom',
        params: { fieldError: { kind: 'address', problem, help: `Its placeholders: ${known}.` } },
      });
    });
  if (placeholders[0] !== 'count') return text.optional();
  const forms = Object.fromEntries(PLURALS.map((form) => [form, form === 'other' ? text : text.optional()]));
  return z.union([text, z.strictObject(forms)]).optional();
}

interface Shape {
  [key: string]: z.ZodType | Shape;
}

function createSchema(): z.ZodType<PageWords> {
  const shape: Shape = {};
  for (const [path, placeholders] of PAGE_WORD_PLACEHOLDERS) {
    const keys = path.split('.');
    let at = shape;
    for (const key of keys.slice(0, -1)) at = (at[key] ??= {}) as Shape;
    at[keys.at(-1)!] = wordField(placeholders);
  }
  const toObject = (group: Shape): z.ZodType =>
    z.strictObject(
      Object.fromEntries(
        Object.entries(group).map(([key, value]) => [
          key,
          value instanceof z.ZodType ? value : toObject(value).optional(),
        ]),
      ),
    );
  return toObject(shape) as z.ZodType<PageWords>;
}

let schema: z.ZodType<PageWords> | undefined;

/** The words of the page, feeds and messages to customers: made when the first file has some, as most commands need none. */
export const pageWordsSchema = z.lazy(() => (schema ??= createSchema()));

/** All words by path: `home.earlier-updates`. */
export function flattenPageWords(words: PageWords, prefix = ''): Map<string, PageWord> {
  const flat = new Map<string, PageWord>();
  for (const [key, value] of Object.entries(words)) {
    const path = prefix + key;
    if (value === undefined) continue;
    if (typeof value === 'string' || PAGE_WORD_PLACEHOLDERS.has(path)) flat.set(path, value as PageWord);
    else for (const [at, word] of flattenPageWords(value as PageWords, `${path}.`)) flat.set(at, word);
  }
  return flat;
}
