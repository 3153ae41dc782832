import { add, isUnder } from './fact.ts';
import type { Recognizer, SopFact } from './fact.ts';
import { forSeverities, sectionOf } from './recognize-review.ts';
import {
  findCalendarPeriod,
  findClockDuration,
  findDate,
  findDuration,
  findDurations,
  findOnlyDuration,
  findSeverityKeys,
  splitList,
  toKey,
  toSentenceCase,
} from './words.ts';

const REVIEW = /\bpost-?mortems?\b|\bretrospectives?\b|\b(?:incident|post-incident) reviews?\b/i;
const REVIEW_PLACE = /post[- ]?(?:incident|mortem)|retrospective|after(?:wards|math)?\b|\breviews?\b|learn/i;
const DOCUMENT = '(?:this|the) (?:handbook|document|sop|policy|playbook|process|procedure|runbook|plan)';
const NOT_STATED = /\b(?:not|never|unless|except|may|might|could|if)\b/i;

/** `We hold a review within 5 business days for every S1 and S2.` */
const recognizePostmortemSentence: Recognizer = (block) => {
  const { text, kind } = block;
  if (kind === 'quote' || kind === 'row' || NOT_STATED.test(text)) return [];
  const isHere = isUnder(block, REVIEW_PLACE);
  const isNamed = REVIEW.test(text) || (isHere && /\breview\b/i.test(text));
  if (!isNamed && !isHere) return [];
  const facts: SopFact[] = [];
  const isLimit = isNamed && /\bwithin\b/i.test(text) && !/\bsummary\b/i.test(text);
  if (isLimit && findDurations(text).length > 1) return [];
  const due = isLimit ? findDuration(text) : undefined;
  if (due !== undefined) {
    facts.push({ path: ['postmortem', 'due'], value: due }, ...forSeverities(findSeverityKeys(text)));
  }
  const sections = isHere ? /\bsections?:\s*(.+)$/i.exec(text)?.[1] : undefined;
  if (sections !== undefined)
    facts.push(...splitList(sections).map((one) => add(['postmortem', 'sections'], sectionOf(one))));
  const approvers = isHere
    ? /^(.{3,120}?)\s+(?:must\s+)?(?:approves?|signs? (?:it )?off)\b/i.exec(text)?.[1]
    : undefined;
  if (approvers !== undefined && !/\b(?:it|we|they)\b/i.test(approvers))
    facts.push(...splitRoles(approvers).flatMap(approval));
  if (/\baction items?\b/i.test(text) && /\b(?:owner|due date|deadline)/i.test(text))
    facts.push(
      { path: ['postmortem', 'action-items', 'owner'], value: /\bowner/i.test(text) },
      { path: ['postmortem', 'action-items', 'deadline'], value: /\b(?:due date|deadline)/i.test(text) },
    );
  if (/\bblameless\b/i.test(text)) facts.push({ path: ['postmortem', 'blameless'], value: true });
  if (isNamedOrIt(text) && /\binternal\b/i.test(text))
    facts.push({ path: ['postmortem', 'internal'], value: true });
  return facts;
};

const isNamedOrIt = (text: string): boolean => REVIEW.test(text) || /\breview\b|\bit\b/i.test(text);

function approval(name: string): SopFact[] {
  return [
    add(['postmortem', 'approvals'], { role: toKey(name) }),
    { path: ['roles', toKey(name), 'name'], value: toSentenceCase(name) },
  ];
}

/** `The incident lead and the systems engineer`: both. */
function splitRoles(text: string): string[] {
  return text
    .split(/,\s*(?:and\s+)?|\s+and\s+/i)
    .map((one) => capitalize(one.replace(/^(?:the|an?)\s+/i, '').trim()));
}

const capitalize = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/** `A summary for the city council is due within 2 days of an S1.` */
const recognizeSummarySentence: Recognizer = ({ text, kind }) => {
  const audience = /\bsummary (?:for|to) (?:the |our )?([\w ]{2,40}?) (?:is|within|no later)\b/i.exec(
    text,
  )?.[1];
  const due = kind === 'quote' || NOT_STATED.test(text) ? undefined : findOnlyDuration(text);
  if (audience === undefined || due === undefined || !/\bwithin\b/i.test(text)) return [];
  const severities = findSeverityKeys(text);
  return [
    { path: ['summary', 'due'], value: due },
    { path: ['summary', 'audience'], value: capitalize(audience) },
    { path: ['summary', 'for'], value: severities },
    ...(severities.length === 0
      ? [{ ask: 'For which severities is the summary written? (summary.for)' }]
      : []),
  ];
};

/** `We review this handbook every six months, after each S1, and when our tools change. It was last reviewed on …` */
const recognizeSopReviewSentence: Recognizer = ({ text, kind, headings }) => {
  if (kind === 'quote' || kind === 'row') return [];
  const facts: SopFact[] = [];
  const last = /\blast reviewed\b/i.test(text) ? findDate(text) : undefined;
  if (last !== undefined) facts.push({ path: ['sop-review', 'last'], value: last });
  const isAbout =
    new RegExp(
      `\\breview(?:ed|s)?\\b.{0,20}\\b${DOCUMENT}\\b|\\b${DOCUMENT}\\b.{0,30}\\breviewed\\b`,
      'i',
    ).test(text) ||
    (/^(?:this|the) |^review/i.test(headings.at(-1) ?? '') && /^(?:reviewed|we review) /i.test(text));
  if (!isAbout) return facts;
  const every = findCalendarPeriod(text);
  if (every !== undefined) facts.push({ path: ['sop-review', 'every'], value: every });
  const after = /\bafter (?:each|every|an?|any) ([^,.;]{2,40})/i.exec(text)?.[1];
  for (const key of findSeverityKeys(after ?? '')) facts.push(add(['sop-review', 'after'], key));
  const changing = /\b(?:when|if|as)\b([^.;]{2,80})\bchange/i.exec(text)?.[1]?.toLowerCase() ?? '';
  for (const part of ['tools', 'roles', 'processes'])
    if (changing.includes(part)) facts.push(add(['sop-review', 'on-change'], part));
  return facts;
};

const WORDING: readonly (readonly [RegExp, string])[] = [
  [
    /\b(?:no|never|don['’]?t|do not|avoid|without)\s+(?:technical )?(?:use )?(?:technical )?jargon\b/i,
    'jargon',
  ],
  [/\b(?:no|never|don['’]?t|do not|avoid|without)\s+blam(?:e|ing)\b/i, 'blame'],
  [/\b(?:no|never|don['’]?t|do not|avoid|without)\s+(?:speculat\w+|guess\w*)\b/i, 'speculation'],
  [/\b(?:no|never|don['’]?t|do not|avoid|without)\s+(?:make )?promis(?:e|es|ing)\b/i, 'promise'],
  [/\b(?:no|never|don['’]?t|do not|avoid|without)\s+minimi[sz](?:e|ing)\b/i, 'minimising'],
];

/** `We never blame anyone, we never guess, and we use no jargon.`: rules that Candor has. */
const recognizeWordingSentence: Recognizer = ({ text, kind }) => {
  if (kind !== 'line') return [];
  const facts: SopFact[] = WORDING.filter(([words]) => words.test(text)).map(([, rule]) => ({
    path: ['wording', rule],
    value: 'on',
  }));
  return /\bwe (?:always )?apologi[sz]e\b/i.test(text)
    ? [...facts, { path: ['apology'], value: true }]
    : facts;
};

/** `Every incident has an incident lead from the start.` */
const recognizeCommanderSentence: Recognizer = ({ text }) => {
  const role =
    /^(?:each|every) incident (?:has|needs|is given|gets) (?:an?|one) ([\w -]{3,40}?(?:commander|lead|leader|manager|coordinator))\b/i.exec(
      text,
    )?.[1];
  return role === undefined ? [] : [{ path: ['required', 'commander'], value: toKey(role) }];
};

const TOOLS: Readonly<Record<string, string>> = {
  pager: 'alerts',
  alerting: 'alerts',
  monitoring: 'uptime-monitoring',
  'error tracking': 'error-tracking',
  runbooks: 'runbooks',
  'incident log': 'incident-log',
};

/** `Our pager is Opsgenie.`, `Runbooks are in the wiki.` */
const recognizeToolSentence: Recognizer = ({ text, kind }) => {
  const [, what, tool] =
    /^(?:our |the )?(pager|alerting|monitoring|error tracking|runbooks|incident log) (?:is|are)(?: kept)?(?: in| on)? (?:the |our )?([\w ./-]{2,40}?)\.?$/i.exec(
      text,
    ) ?? [];
  return what === undefined || kind === 'quote'
    ? []
    : [{ path: ['tools', TOOLS[what.toLowerCase()]!], value: tool }];
};

/** `Report an incident: incidents@example.com, or in #help.` */
const recognizeContactSentence: Recognizer = ({ text, kind }) => {
  if (kind === 'quote' || !/^(?:to )?report\b|\breport (?:an |any )?incidents?\b/i.test(text)) return [];
  const mail = /[\w.+-]{1,64}@[\w.-]{1,200}\.[a-z]{2,24}\b/i.exec(text)?.[0];
  const channel = /#[a-z][\w-]{1,60}/i.exec(text)?.[0];
  return [
    ...(mail === undefined ? [] : [{ path: ['channels', 'report-email'], value: mail }]),
    ...(channel === undefined ? [] : [{ path: ['channels', 'report-slack'], value: channel }]),
  ];
};

/** `in #library-incidents`: where the team talks. */
const recognizeInternalChannel: Recognizer = ({ text, kind }) => {
  const channel = kind === 'quote' ? undefined : /#[a-z][\w-]{1,60}/i.exec(text)?.[0];
  return channel !== undefined && /\b(?:team|internal|responders?)\b/i.test(text)
    ? [{ path: ['channels', 'internal'], value: channel }]
    : [];
};

/** Statements in prose. A sentence may make several, so that all of them read it. */
export const STATEMENTS: readonly Recognizer[] = [
  recognizePostmortemSentence,
  recognizeSummarySentence,
  recognizeSopReviewSentence,
  recognizeWordingSentence,
  recognizeCommanderSentence,
  recognizeToolSentence,
  recognizeContactSentence,
  recognizeInternalChannel,
];

export const monitoringOf = (text: string): SopFact[] => {
  const time = /\b(?:monitor|watch|observe)/i.test(text) ? findClockDuration(text) : undefined;
  return time === undefined ? [] : [{ path: ['monitoring'], value: time }];
};
