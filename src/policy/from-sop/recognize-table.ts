import { add, ROLES_HEADING } from './fact.ts';
import type { Recognizer, SopFact } from './fact.ts';
import type { SopCell } from './sop-blocks.ts';
import { findName, readNotification, readResponse } from './recognize-severity.ts';
import {
  findDuration,
  findDurationRange,
  findSeverityKey,
  splitCell,
  toKey,
  toSentenceCase,
} from './words.ts';

type ReadCell = (severity: readonly string[], text: string) => readonly SopFact[];

const oneTime =
  (key: string): ReadCell =>
  (severity, text) => {
    const time = findDuration(text);
    return time === undefined ? [] : [{ path: [...severity, key], value: time }];
  };

const listOf =
  (key: string): ReadCell =>
  (severity, text) =>
    splitCell(text).map((one) => add([...severity, key], one));

/** What a column of a table of severities contains, by its heading. The first that matches decides. */
const SEVERITY_COLUMNS: readonly (readonly [heading: RegExp, read: ReadCell])[] = [
  [/^names?$|^severity name|^label$/i, (severity, text) => [{ path: [...severity, 'name'], value: text }]],
  [/example/i, listOf('examples')],
  [/acknowledg/i, oneTime('acknowledge')],
  [/(?:first|initial)(?! respon)/i, oneTime('first-update')],
  [/internal/i, oneTime('internal-updates')],
  [/e-?mail/i, oneTime('customer-email')],
  [/\b(?:fix|repair|restor|mitigat)/i, oneTime('fix-within')],
  [/updates?\b|cadence|frequency|interval/i, readInterval],
  [/status page|public|visible/i, readVisibility],
  [/respon[sd]/i, readResponse],
  [/notif|inform|who (?:is|gets) told/i, readNotification],
  [
    /escalat/i,
    (severity, text) =>
      text
        .split(/\s*(?:→|->|,|;|\bthen\b)\s*/)
        .filter(Boolean)
        .map((one) => add([...severity, 'escalation'], toKey(one))),
  ],
  [/definition|description|means?\b|meaning|criteria|impact|when/i, listOf('definition')],
];

function readInterval(severity: readonly string[], text: string): SopFact[] {
  const range = findDurationRange(text);
  return range ? [{ path: [...severity, 'updates'], value: { due: range[0], late: range[1] } }] : [];
}

function readVisibility(severity: readonly string[], text: string): SopFact[] {
  const value = /^(?:always|yes)\b/i.test(text)
    ? 'always'
    : /^(?:never|no)$/i.test(text)
      ? 'never'
      : /\b(?:customer[- ]facing|(?:only|if|when|unless).*(?:affect|notice|visible))/i.test(text)
        ? 'customer-facing'
        : undefined;
  return value === undefined ? [] : [{ path: [...severity, 'public'], value }];
}

/** A row of a table whose first cell names a severity or, in a table of roles, a role; or whose columns are severities. A cell that is not read is a question. */
export const recognizeRow: Recognizer = ({ kind, cells = [], headings }) => {
  const [first, ...rest] = cells;
  if (kind !== 'row' || !first) return [];
  const key = /^(?:sev|p|s|level|priority)/i.test(first.text) ? findSeverityKey(first.text) : undefined;
  if (key !== undefined) return aboutSeverity(key, first, rest);
  const ofSeverities = rest.filter(({ column }) => findSeverityKey(column) !== undefined);
  if (ofSeverities.length > 0 && findSeverityKey(first.column) === undefined)
    return rest.flatMap(({ column, text }) => aboutColumn(first.text, column, text));
  const isRoles = /^roles?\b/i.test(first.column) || headings.some((heading) => ROLES_HEADING.test(heading));
  return isRoles ? aboutRole(first, rest) : [];
};

function aboutSeverity(key: string, first: SopCell, rest: readonly SopCell[]): SopFact[] {
  const severity = ['severities', key];
  const name = findName(first.text);
  const facts: SopFact[] = name === undefined ? [] : [{ path: [...severity, 'name'], value: name }];
  for (const { column, text } of rest) facts.push(...readCell(key, column, text));
  return facts;
}

/** A cell of a table with a column for each severity. */
function aboutColumn(what: string, column: string, text: string): readonly SopFact[] {
  const key = findSeverityKey(column);
  return key === undefined ? [askAbout(what, { column, text })] : readCell(key, what, text);
}

function readCell(key: string, what: string, text: string): readonly SopFact[] {
  const read = SEVERITY_COLUMNS.find(([heading]) => heading.test(what))?.[1];
  const found = read?.(['severities', key], text) ?? [];
  return found.length > 0 ? found : [askAbout(key, { column: what, text })];
}

function aboutRole(first: SopCell, rest: readonly SopCell[]): SopFact[] {
  const role = ['roles', toKey(first.text)];
  return [
    { path: [...role, 'name'], value: toSentenceCase(first.text) },
    ...rest.flatMap((cell): SopFact[] => {
      if (/deput|backup|stand-?in/i.test(cell.column))
        return splitCell(cell.text).flatMap((one) => [
          add([...role, 'deputies'], toKey(one)),
          { path: ['roles', toKey(one), 'name'], value: toSentenceCase(one) },
        ]);
      return /dut|responsib|does|task/i.test(cell.column)
        ? splitCell(cell.text).map((one) => add([...role, 'duties'], one))
        : [askAbout(first.text, cell)];
    }),
  ];
}

const askAbout = (what: string, { column, text }: SopCell): SopFact => ({
  ask: `What is this? ${what}, ${column}: ${text}`,
});
