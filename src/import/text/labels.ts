import { parsePhase, toWordKey } from '../words.ts';

/** What a marker in a text says: a phase or "update", a date alone, or the beginning of a review. */
export type LabelSort = 'phase' | 'update' | 'date' | 'review';

/** A label that was understood: its sort, and the phase's word where it has one. */
export interface Label {
  readonly sort: LabelSort;
  /** A word that `parsePhase` knows. */
  readonly status?: string;
}

const MONTH =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?';
const WEEKDAY = '(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?';
const ZONE = '(?:UTC|GMT|[PMCE][SD]?T|CES?T|EES?T|WAT|JST|Z|[+-]\\d{2}:?\\d{2})';
const CLOCK = String.raw`\d{1,2}[:h]\d{2}(?::\d{2})?(?:\.\d+)?\s{0,9}(?:[ap]\.?m\.?)?\s{0,9}(?:${ZONE}\b)?`;
const DAY_TEXT = String.raw`\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}|(?:${WEEKDAY},?\s{1,9})?(?:${MONTH})\.?\s{1,9}\d{1,2}(?:st|nd|rd|th)?(?:,?\s{1,9}\d{4})?|(?:${WEEKDAY},?\s{1,9})?(?:the\s{1,9})?\d{1,2}(?:st|nd|rd|th)?(?:\s{1,9}of)?\s{1,9}(?:${MONTH})\.?(?:,?\s{1,9}\d{4})?`;

/** A date, a date with a time of day, or a time of day, as persons and programs write them. */
export const TIME_TEXT = String.raw`(?:(?:${DAY_TEXT})(?:(?:T|,?\s{1,9}(?:at\s{1,9})?|\s{1,9}-\s{1,9})0?${CLOCK}(?:\s{0,9}\d{4}\b)?)?|${CLOCK})`;

const TIMES = new RegExp(String.raw`(?<![\p{L}\d])${TIME_TEXT}(?![\p{L}\d])`, 'giu');
const DATED = new RegExp(String.raw`(?<![\p{L}\d])(?:${DAY_TEXT})(?![\p{L}\d])`, 'iu');

/** The dates and times in a label, joined; undefined where there are none. */
export function timesIn(label: string): string | undefined {
  const found = label.match(TIMES);
  return found ? found.join(' ').trim() : undefined;
}

/** Whether a text names a day. */
export function hasDay(text: string): boolean {
  return DATED.test(text);
}

const PATTERNS: readonly (readonly [RegExp, Label])[] = [
  [
    /^post[- ]?mortem|^root cause analysis$|^rca$|^retrospective$|^(?:incident )?(?:review|report)$/,
    { sort: 'review', status: 'update' },
  ],
  [
    /^(?:status |new |latest |further |current |another )?(?:updated?|edit(?:ed)?)(?: on| at| from| of)?$/,
    { sort: 'update', status: 'update' },
  ],
  [
    /^(?:initial|first|opening|open)(?: (?:message|issue|maintenance|update|incident|report|post))?$/,
    { sort: 'phase', status: 'investigating' },
  ],
  [
    /^(?:final|closing|close|closed|closure|end|last)(?: (?:message|issue|incident|report|post|of (?:outage|incident|issue)))?(?: message)?$/,
    { sort: 'phase', status: 'resolved' },
  ],
  [
    /^(?:closing|end of|close|final) (?:the )?maintenance(?: message)?$/,
    { sort: 'phase', status: 'completed' },
  ],
  [
    /^(?:planned |scheduled )?maintenance (?:is |was |has |has been )?(?:now )?(?:been )?(?:completed?|finished|over|done|ended)$/,
    { sort: 'phase', status: 'completed' },
  ],
  [
    /^(?:planned |scheduled )?maintenance (?:is |has |was )?(?:now )?(?:started|begun|under ?way|in progress|ongoing)$/,
    { sort: 'phase', status: 'in-progress' },
  ],
  [
    /^(?:planned|scheduled|upcoming) maintenance$|^maintenance (?:is )?(?:scheduled|planned)$/,
    { sort: 'phase', status: 'scheduled' },
  ],
  [/^(?:full )?services? (?:has been |is |are )?(?:fully )?restored$/, { sort: 'phase', status: 'resolved' }],
];

/**
 * What the text of a marker means; undefined where it isn't a marker. Dates, numbers and punctuation are ignored, so
 * that `Update #2 - 4th July` is an update.
 */
export function parseLabel(text: string): Label | undefined {
  const times = timesIn(text);
  const core = text
    .replace(TIMES, ' ')
    .replace(
      new RegExp(String.raw`(?<![\p{L}])(?:${WEEKDAY})(?:\s+\d{1,2}(?:st|nd|rd|th)?)?(?![\p{L}])`, 'giu'),
      ' ',
    )
    .replace(new RegExp(String.raw`(?<![\p{L}\d])${ZONE}(?![\p{L}\d])`, 'g'), ' ')
    .replace(/#?\b\d+(?:st|nd|rd|th)?\b/g, ' ')
    .replace(/[^\p{L}\p{M}'’-]+/gu, ' ')
    .replace(/(?<!\p{L})[-'’]+|[-'’]+(?!\p{L})/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
  if (core === '') return times === undefined ? undefined : { sort: 'date' };
  if (core.split(' ').length > 7) return undefined;
  for (const [pattern, label] of PATTERNS) if (pattern.test(core)) return label;
  const { known, phase } = parsePhase(core, 'incident');
  if (!known) return undefined;
  return { sort: phase === 'update' && UPDATE_WORDS.has(toWordKey(core)) ? 'update' : 'phase', status: core };
}

const UPDATE_WORDS = new Set([
  'update',
  'updates',
  'aggiornamento',
  'mise-à-jour',
  'mise-a-jour',
  'actualización',
  'actualizacion',
  'atualização',
  'atualizacao',
  'aktualisierung',
  '更新',
  'progress',
]);
