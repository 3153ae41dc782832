import { add, isUnder } from './fact.ts';
import type { Recognizer, SopFact } from './fact.ts';
import {
  findCalendarPeriod,
  findDate,
  findDuration,
  findSeverityKey,
  findSeverityKeys,
  splitList,
  toKey,
  toSentenceCase,
} from './words.ts';

const PREFILLS: Readonly<Record<string, string>> = {
  timeline: 'timeline',
  'root-cause': 'cause',
  cause: 'cause',
  impact: 'impact',
  response: 'response',
  'fix-applied': 'fix',
  'action-items': 'items',
  actions: 'items',
};

/** The review after an incident (postmortem), and the review of the SOP itself. */
export const recognizeReview: Recognizer = (block) => {
  const { headings, under, kind } = block;
  const bare = block.label === undefined ? /^([A-Z][\w ]{2,30}):\s+(.+)$/.exec(block.text) : null;
  const label = block.label ?? bare?.[1];
  const text = bare?.[2] ?? block.text;
  const title = headings.at(-1) ?? '';
  if (label !== undefined && /^last review/i.test(label)) {
    const date = findDate(text);
    return date === undefined ? [] : [{ path: ['sop-review', 'last'], value: date }];
  }
  if (kind === 'row' || kind === 'quote') return [];
  if (/^review/i.test(title) && kind === 'item') return readSopReview(text);
  if (!isUnder(block, /post[- ]?(?:incident|mortem)|retrospective/i)) return [];
  if (label !== undefined && /^(?:timing|due|when)$/i.test(label)) {
    const due = findDuration(text);
    return due === undefined
      ? []
      : [{ path: ['postmortem', 'due'], value: due }, ...forSeverities(findSeverityKeys(text))];
  }
  if (label !== undefined && /^(?:attendees|participants|approvers)$/i.test(label))
    return splitList(text).flatMap(readAttendee);
  if (label !== undefined && /^(?:agenda|sections|contents)$/i.test(label))
    return splitList(text).map((one) => add(['postmortem', 'sections'], sectionOf(one)));
  if (/^(?:attendees|participants|approv)/i.test(under ?? '') && kind === 'item') return readAttendee(text);
  if (label !== undefined && /^(?:agenda|sections|contents)/i.test(under ?? ''))
    return [add(['postmortem', 'sections'], sectionOf(label, text))];
  const listed = /^document\s+(.*)$/i.exec(text)?.[1];
  if (listed !== undefined)
    return splitList(listed).map((one) => add(['postmortem', 'sections'], sectionOf(one)));
  if (/runbook/i.test(text)) return [{ path: ['postmortem', 'runbooks'], value: true }];
  if (/not public|internal/i.test(text)) return [{ path: ['postmortem', 'internal'], value: true }];
  if (/action items/i.test(text) && /owner/i.test(text))
    return [
      { path: ['postmortem', 'action-items', 'owner'], value: true },
      { path: ['postmortem', 'action-items', 'deadline'], value: /deadline|due/i.test(text) },
    ];
  return /systems, not individuals|blameless/i.test(text)
    ? [{ path: ['postmortem', 'blameless'], value: true }]
    : [];
};

export function sectionOf(name: string, question?: string): object {
  const prefill = PREFILLS[toKey(name)];
  return {
    title: toSentenceCase(name),
    ...(question !== undefined && { question }),
    ...(prefill !== undefined && { prefill }),
  };
}

export function forSeverities(keys: readonly string[]): SopFact[] {
  return [
    { path: ['postmortem', 'for'], value: keys },
    ...(keys.length === 0 ? [{ ask: 'Which severities need a postmortem? (postmortem.for)' }] : []),
  ];
}

function readAttendee(text: string): SopFact[] {
  const role = toKey(text);
  return [
    add(['postmortem', 'approvals'], {
      role,
      ...(/customer[- ]facing/i.test(text) && { when: 'customer-facing' }),
    }),
    { path: ['roles', role, 'name'], value: toSentenceCase(text) },
  ];
}

function readSopReview(text: string): SopFact[] {
  const every = findCalendarPeriod(text);
  if (every !== undefined) return [{ path: ['sop-review', 'every'], value: every }];
  const key = /\bafter\b/i.test(text) ? findSeverityKey(text) : undefined;
  if (key !== undefined) return [add(['sop-review', 'after'], key)];
  const parts = ['tools', 'roles', 'processes'].filter((part) => text.toLowerCase().includes(part));
  return /change/i.test(text) ? parts.map((part) => add(['sop-review', 'on-change'], part)) : [];
}
