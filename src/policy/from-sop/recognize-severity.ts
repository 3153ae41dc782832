import { add } from './fact.ts';
import type { Recognizer, SopFact } from './fact.ts';
import type { SopBlock } from './sop-blocks.ts';
import {
  findDuration,
  findDurationRange,
  findSeverityKey,
  findSeverityKeys,
  splitList,
  toKey,
  toSentenceCase,
} from './words.ts';

/** `SEV-1 (Critical)`, `Sev 1 - Critical` */
const NAME = /\(([A-Z][\w\s]{1,38})\)|\d\s*[-–—:]\s+([A-Z][\w\s]{1,38})$/;

export function findName(text: string): string | undefined {
  const [, bracketed, after] = NAME.exec(text) ?? [];
  return bracketed ?? after;
}

/** Lines about one severity: in its own section, with its name as label, or with times for several in brackets. */
export const recognizeSeverity: Recognizer = (block) => {
  const { headings, label, text, under } = block;
  if (block.kind === 'row') return [];
  const times = bracketedTimes(block);
  if (times.length > 0) return times;
  const template = recognizeTemplate(block);
  if (template.length > 0) return template;
  const title = headings.at(-1) ?? '';
  const labelled = label === undefined ? undefined : findSeverityKey(label);
  if (labelled !== undefined && findSeverityKeys(label!).length === 1)
    return aboutSeverity(labelled, label!, block);
  const unlabelled = /^(?:sev(?:erity)?[\s-]?\d|P\d)\s*:/i.test(text) ? findSeverityKey(text) : undefined;
  if (unlabelled !== undefined && /acknowledg/i.test(title)) return acknowledged(unlabelled, text);
  const key = findSeverityKey(title);
  if (key === undefined) return [];
  const severity = ['severities', key];
  const named = findName(title);
  const name: SopFact[] = named === undefined ? [] : [{ path: [...severity, 'name'], value: named }];
  if (/example/i.test(title)) return [add([...severity, 'classification'], text)];
  if (/^definition/i.test(under ?? '') && label === undefined)
    return [...name, add([...severity, 'definition'], text)];
  if (/^examples?/i.test(under ?? '') && label === undefined)
    return [...name, add([...severity, 'examples'], text)];
  if (/^response/i.test(label ?? '')) return [...name, ...readResponse(severity, text)];
  if (/^notif/i.test(label ?? '')) return [...name, ...readNotification(severity, text)];
  return [...cadence(severity, text)];
};

export function readResponse(severity: readonly string[], text: string): SopFact[] {
  const time = findDuration(text);
  return [
    { path: [...severity, 'response'], value: text },
    time === undefined
      ? { ask: `How soon is that in minutes? (${severity.join('.')}.acknowledge) ${text}` }
      : { path: [...severity, 'acknowledge'], value: time },
  ];
}

export function readNotification(severity: readonly string[], text: string): SopFact[] {
  return splitList(text).flatMap((who): SopFact[] => {
    const name = toSentenceCase(who);
    const isPage = /^(?:the )?(?:public )?status page$/i.test(who);
    return [
      add([...severity, 'notify'], toKey(who)),
      { path: ['audiences', toKey(who)], value: isPage ? { name, type: 'customers', page: true } : name },
      ...(isPage ? [{ path: [...severity, 'public'], value: 'always' }] : []),
    ];
  });
}

/** `Severity 1 (Critical): Production down, …`, or a time under "Acknowledgement". */
function aboutSeverity(key: string, label: string, { text, headings }: SopBlock): SopFact[] {
  if (headings.some((heading) => /acknowledg/i.test(heading))) return acknowledged(key, text);
  const name = findName(label);
  if (name === undefined) return [];
  const severity = ['severities', key];
  return [
    { path: [...severity, 'name'], value: name },
    ...splitList(text).map((one) => add([...severity, 'definition'], one)),
  ];
}

function acknowledged(key: string, text: string): SopFact[] {
  const time = findDuration(text);
  return time === undefined ? [] : [{ path: ['severities', key, 'acknowledge'], value: time }];
}

/** `Initial: Within 5 minutes of detection`, `Updates: Every 15-30 minutes`. */
function cadence(severity: readonly string[], text: string): SopFact[] {
  if (/no (?:status page )?updates? unless customer[- ]facing/i.test(text))
    return [{ path: [...severity, 'public'], value: 'customer-facing' }];
  const [, name, rest] = /^(initial|first update|updates?|resolution):\s*(.*)$/i.exec(text) ?? [];
  if (name === undefined) return [];
  const range = findDurationRange(rest!);
  if (!range) return [{ ask: `Which time is that? ${severity[1]}, ${text}` }];
  if (/^(?:initial|first)/i.test(name)) return [{ path: [...severity, 'first-update'], value: range[0] }];
  if (/^resolution/i.test(name)) return [{ path: [...severity, 'resolution', 'after-fix'], value: range[0] }];
  return [{ path: [...severity, 'updates'], value: { due: range[0], late: range[1] } }];
}

/** `updates every 15 minutes (SEV-1) or 30 minutes (SEV-2)`. */
function bracketedTimes({ text, headings, under }: SopBlock): SopFact[] {
  if (![...headings, under ?? ''].some((place) => /internal/i.test(place))) return [];
  return [...text.matchAll(/(\d+\s*(?:minutes?|hours?))\s*\(([^)]{2,40})\)/gi)].flatMap(([, time, who]) =>
    findSeverityKeys(who!).map((key) => ({
      path: ['severities', key, 'internal-updates'],
      value: findDuration(time!)!,
    })),
  );
}

/** When a template is used, by the words before it. The first that matches decides. */
const OCCASIONS: readonly (readonly [RegExp, string])[] = [
  [/\b(?:no|nothing|without)\b.{0,20}\b(?:change|news|new|update)/i, 'no-change'],
  [/\b(?:initial|first)\b|\b(?:begin|start)\w*\b.{0,30}\binvestigat|^investigating\b/i, 'first'],
  [/\bidentified\b|\bcause (?:is )?(?:known|found|clear)|\bfound the cause\b|^fix found\b/i, 'identified'],
  [/\bmonitoring\b|\bfix is in place\b/i, 'monitoring'],
  [/\bresol|\bis over\b|\ball[- ]clear\b|\bback to normal\b/i, 'resolved'],
];

/** A quotation under a label such as "SEV-1 Initial", a sentence such as "When it is over:", or a heading. */
function recognizeTemplate({ kind, text, under, intro, headings }: SopBlock): SopFact[] {
  if (kind !== 'quote') return [];
  const before = intro ?? under ?? headings.at(-1) ?? '';
  const occasion = OCCASIONS.find(([words]) => words.test(before))?.[1];
  if (occasion === undefined) return [];
  const key =
    findSeverityKey(before) ?? headings.map(findSeverityKey).findLast((found) => found !== undefined);
  return [{ path: [...(key === undefined ? [] : ['severities', key]), 'templates', occasion], value: text }];
}
