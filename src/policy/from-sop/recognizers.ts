import type { FieldPath } from '../../content/yaml.ts';
import { add, isUnder, ROLES_HEADING } from './fact.ts';
import type { Recognizer, SopFact } from './fact.ts';
import { recognizeReview } from './recognize-review.ts';
import { recognizeSeverity } from './recognize-severity.ts';
import { recognizeHours } from './recognize-hours.ts';
import { monitoringOf, STATEMENTS } from './recognize-statement.ts';
import { recognizeRow } from './recognize-table.ts';
import { recognizeNotice, recognizeTimes, recognizeVisibility } from './recognize-times.ts';
import { findDate, findDuration, isUndecided, splitList, toKey, toSentenceCase } from './words.ts';

/** The part of the policy that a list under a heading fills as it is. The innermost heading or label decides. */
const LISTS: readonly (readonly [RegExp, FieldPath])[] = [
  [/^purpose$/i, ['purpose']],
  [/^do$/i, ['principles', 'do']],
  [/^don['’]?t$/i, ['principles', 'avoid']],
  [/detect/i, ['detection']],
  [
    /^(?:resolution|resolve|resolving|fix|fixing|repair)\b|^steps$|^put(?:ting)? (?:it|things) right/i,
    ['steps'],
  ],
  [/rollback|rolling back/i, ['rollback']],
  [/guardrail|prevent/i, ['guardrails']],
];

const recognizeList: Recognizer = (block) => {
  const { kind, text, label, headings, under, intro = '' } = block;
  if (
    /^purpose$/i.test(headings.at(-1) ?? '') &&
    kind === 'line' &&
    label === undefined &&
    text.endsWith('.')
  )
    return [add(['purpose'], text.slice(0, -1))];
  if (kind !== 'item' || label !== undefined) return [];
  if (/\b(?:check|verify|confirm)\b/i.test(intro) && /\b(?:clos|resol|end)/i.test(intro))
    return [{ path: ['verification', toCheckKey(text)], value: text }];
  if (/^verif/i.test(under ?? headings.at(-1) ?? ''))
    return [{ path: ['verification', toCheckKey(text)], value: text }];
  const validated = /^(?:recovery|verif)/i.test(headings.at(-1) ?? '')
    ? /^(?:validate|verify|confirm|check)\s+(.*)$/i.exec(text)?.[1]
    : undefined;
  if (validated !== undefined)
    return splitList(validated).map((what) => ({ path: ['verification', toKey(what)], value: what }));
  const isMitigation = /contain|mitigat/i.test(headings.at(-1) ?? '') && /^actions?$|^$/i.test(under ?? '');
  if (isMitigation) return splitSentences(text).map((one) => add(['mitigation'], one));
  const place = under !== undefined && !/^(?:steps|actions?)$/i.test(under) ? under : headings.at(-1);
  const path = LISTS.find(([words]) => words.test(place ?? ''))?.[1] as readonly string[] | undefined;
  if (!path) return [];
  const wishes: SopFact[] = path[0] === 'principles' ? readWishes(text, path[1] === 'do') : [];
  const source = /^triggered by\s+/i;
  const items = source.test(text) ? splitList(text.replace(source, '')) : [text.replace(/[.:]$/, '')];
  return [
    ...items.map((item) => add(path, item)),
    ...(path[0] === 'steps' ? monitoringOf(text) : []),
    ...wishes,
  ];
};

/** `Confirm that the metrics are normal`: `metrics-are-normal`. */
const toCheckKey = (text: string): string =>
  toKey(
    text
      .replace(/^(?:confirm|verify|validate|test|check)\s+(?:that\s+)?/i, '')
      .replace(/^(?:the|all)\s+/i, ''),
  )
    .split('-')
    .slice(0, 4)
    .join('-');

function splitSentences(text: string): string[] {
  return /,/.test(text) && text.endsWith('.') ? splitList(text) : [text];
}

function readWishes(text: string, isDo: boolean): SopFact[] {
  if (!isDo) {
    const rule = AVOIDED.find(([words]) => words.test(text))?.[1];
    return rule === undefined ? [] : [{ path: ['wording', rule], value: 'on' }];
  }
  if (/apologi[sz]e/i.test(text)) return [{ path: ['apology'], value: true }];
  return /impact/i.test(text) ? [{ path: ['impact'], value: true }] : [];
}

/** Items of a list of what to avoid that a rule finds. */
const AVOIDED: readonly (readonly [RegExp, string])[] = [
  [/^(?:blame|blaming)\b/i, 'blame'],
  [/^(?:speculat|guess)/i, 'speculation'],
  [/^(?:make |making )?promis/i, 'promise'],
  [/^(?:use |using )?(?:technical )?jargon\b/i, 'jargon'],
  [/^minimi[sz]/i, 'minimising'],
];

const recognizeRole: Recognizer = (block) => {
  const { headings, text, label, kind } = block;
  const at = headings.findIndex((heading) => ROLES_HEADING.test(heading));
  if (at === -1 || kind !== 'item') return [];
  const name = label ?? headings[at + 1];
  if (name === undefined) return [];
  const role = ['roles', toKey(name)];
  // "Updates stakeholders, customers, and channels" is one duty.
  const duties = label === undefined || /,\s+and\s/i.test(text) ? [text.replace(/\.$/, '')] : splitList(text);
  return [
    { path: [...role, 'name'], value: toSentenceCase(name) },
    ...duties.map((duty) => add([...role, 'duties'], duty)),
  ];
};

function splitOnce(text: string, mark: string): readonly [before: string, after: string] {
  const at = text.indexOf(mark);
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

const recognizeEscalation: Recognizer = ({ text, headings, kind }) => {
  if (kind === 'row' || kind === 'quote') return [];
  const isHere = headings.some((heading) => /escalat/i.test(heading));
  const [head, path] = splitOnce(text, ':');
  const steps =
    isHere && head.length <= 20 && /\bthen\b/i.test(path)
      ? [head, ...path.replace(/\.$/, '').split(/,?\s+then\s+|,\s*/i)].map((step) => step.trim())
      : text.split(/\s*(?:→|->|=>|>)\s*/);
  const isPath = /^(?:sev(?:erity)?|p|s)[\s-]?\d\s*(?:→|->|=>)/i.test(text);
  if (steps.length < 2 || (kind !== 'code' && !isHere && !isPath)) return [];
  const [first, ...rest] = steps;
  const key = /^(sev(?:erity)?|p|s)[\s-]?(\d)/i.exec(first!);
  if (!key) return [];
  const severity = `${key[1]!.toLowerCase()}${key[1]!.length === 1 ? '' : '-'}${key[2]}`;
  return rest.flatMap((step) => [
    add(['severities', severity, 'escalation'], toKey(step)),
    add(['*names', toKey(step)], toSentenceCase(step.slice(0, 1).toUpperCase() + step.slice(1))),
  ]);
};

const CHANNELS: Readonly<Record<string, string>> = {
  internal: 'internal',
  external: 'external',
  alerts: 'alerts',
};

const recognizeChannel: Recognizer = (block) => {
  const { kind, text, label = /^([\w\s-]{2,40}):\s/.exec(text)?.[1], headings } = block;
  const value = text.replace(/^[\w\s-]{2,40}:\s+/, '');
  if (label === undefined || !isUnder(block, /tool|communicat|protocol|channel/i)) return [];
  const inTools = headings.some((heading) => /tool/i.test(heading));
  const facts: SopFact[] = [];
  const channel = CHANNELS[label.toLowerCase().replace(/\s*\(.*/, '')];
  if (channel !== undefined)
    facts.push({
      path: ['channels', channel],
      value: value.split(/,| channel\b| updates? every\b/)[0]!.trim(),
    });
  const length = findDuration(text);
  const severities = [...label.matchAll(/\d/g)].map(([number]) => number);
  if (channel === 'internal' && length !== undefined)
    facts.push({ path: ['severities', '*', 'internal-updates'], value: length });
  if (/e-?mail/i.test(text) && /customer/i.test(text) && length !== undefined)
    for (const number of severities)
      facts.push({ path: ['severities', `severity-${number}`, 'customer-email'], value: length });
  if (/summary/i.test(text) && length !== undefined)
    facts.push(
      { path: ['summary', 'due'], value: length },
      { path: ['summary', 'audience'], value: label },
      { path: ['summary', 'for'], value: [] },
      { ask: 'For which severities is the summary written? (summary.for)' },
    );
  if (inTools && (channel === undefined || channel === 'alerts'))
    facts.push(
      isUndecided(value)
        ? { ask: `Which tool is it? ${label}: ${value}` }
        : { path: ['tools', toKey(label)], value },
    );
  return kind === 'quote' ? [] : facts;
};

const recognizeDocument: Recognizer = ({ label: bold, text: whole, headings, kind }) => {
  const version =
    kind === 'line' ? /^(?:it|this) is version (\d[\w.]{0,15}?)\.?$/i.exec(whole)?.[1] : undefined;
  if (version !== undefined) return [{ path: ['version'], value: version }];
  const maintainer = kind === 'line' ? /^maintained by ([^.]{3,60})\.?$/i.exec(whole)?.[1] : undefined;
  if (maintainer !== undefined) return [{ path: ['maintainer'], value: maintainer }];
  const plain = kind === 'line' && headings.length <= 1 ? /^([\w ]{3,20}):\s+(.+)$/.exec(whole) : null;
  const label = bold ?? plain?.[1];
  const text = bold === undefined && plain ? plain[2]! : whole;
  switch (label?.toLowerCase()) {
    case 'version':
      return [{ path: ['version'], value: text }];
    case 'last updated':
    case 'updated': {
      const date = findDate(text);
      return date === undefined ? [] : [{ path: ['updated'], value: date }];
    }
    case 'document owner':
      return [{ path: ['owner'], value: text }];
    case 'owner':
      // A document with another "Document Owner" calls the maintainer its owner.
      return headings.length <= 1
        ? [
            { path: ['maintainer'], value: text },
            { path: ['*owner'], value: text },
          ]
        : [];
    default:
      return [];
  }
};

const recognizeContact: Recognizer = ({ text, headings, under, kind }) => {
  if (kind !== 'line' || !/report/i.test(under ?? headings.at(-1) ?? '')) return [];
  const [, name, value] = /^(email|e-mail|slack):\s*(\S+)$/i.exec(text) ?? [];
  if (name === undefined) return [];
  return [{ path: ['channels', /mail/i.test(name) ? 'report-email' : 'report-slack'], value }];
};

const WORDING: readonly (readonly [RegExp, string])[] = [
  [/^no blame|^don['’]?t blame/i, 'blame'],
  [/^no (?:technical )?jargon/i, 'jargon'],
  [/^no speculation/i, 'speculation'],
  [/^no promises?\b/i, 'promise'],
];

/** `No blame language`: a rule that Candor has. */
const recognizeWording: Recognizer = ({ text, kind }) => {
  const rule = kind === 'item' ? WORDING.find(([words]) => words.test(text))?.[1] : undefined;
  return rule === undefined ? [] : [{ path: ['wording', rule], value: 'on' }];
};

/** `Assign incident commander`: every incident names who leads. */
const recognizeCommander: Recognizer = ({ text, kind }) => {
  const role =
    kind === 'item'
      ? /^(?:assign|name|appoint)\s+(?:an?\s+|the\s+)?(.*(?:commander|lead|manager))\b/i.exec(text)?.[1]
      : undefined;
  return role === undefined ? [] : [{ path: ['required', 'commander'], value: toKey(role) }];
};

/** The first that reads a block decides. */
export const RECOGNIZERS: readonly Recognizer[] = [
  recognizeDocument,
  recognizeEscalation,
  recognizeSeverity,
  recognizeReview,
  recognizeWording,
  recognizeCommander,
  recognizeRole,
  recognizeContact,
  recognizeChannel,
  recognizeList,
  recognizeRow,
];

/** All of them read what none of the others read. */
export const SENTENCES: readonly Recognizer[] = [
  recognizeHours,
  recognizeTimes,
  recognizeVisibility,
  recognizeNotice,
  ...STATEMENTS,
];
