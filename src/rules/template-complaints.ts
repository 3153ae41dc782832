import type { Update } from '../core/incident.ts';
import type { Span } from '../core/source.ts';
import { matchTemplate } from '../core/template-match.ts';
import type { FilledPlace, SentenceMatch } from '../core/template-match.ts';
import { fillTemplate, joinNames } from '../core/template.ts';
import { namesOf, readListing } from './component-names.ts';
import type { Complaint, RuleContext } from './rule.ts';

/** An update, the template that it carries, and what fills the template. */
export interface Expected {
  readonly update: Update;
  readonly template: string;
  /** What the update is, to begin a sentence: `The first update of sev-1`. */
  readonly what: string;
  /** The components that the incident has named by then. */
  readonly declared: readonly string[];
  readonly clause?: string;
}

/** What keeps an update from carrying its template: words that differ, sentences that are missing, places badly filled. */
export function* templateComplaints(expected: Expected, context: RuleContext): Iterable<Complaint> {
  const { update, template, declared, clause } = expected;
  const matches = matchTemplate(template, update.body);
  const names = joinNames(namesOf(declared, context));
  const values: Readonly<Record<string, string>> = names === '' ? {} : { component: names };
  const help = `Write: ${fillTemplate(template, values).replace(/\s+/g, ' ')}`;
  const with_ = (complaint: Complaint): Complaint => ({
    help,
    ...(clause !== undefined && { clause }),
    ...complaint,
  });
  for (const match of matches) {
    for (const place of match.values) {
      const fault = placeFault(place, update.body, declared, context);
      if (fault !== undefined) yield with_({ at: inSource(place, update), message: fault });
    }
    if (match.near)
      yield with_({ ...differing(match, update), ...trailingFix(expected, matches, match, values) });
  }
  const missing = matches.filter((match) => !match.span && !match.near);
  if (missing.length === 0) return;
  const words = missing.map((match) => cut(template, match.template, values)).join(' ');
  const whole = missing.length === matches.length;
  const message = `${expected.what} lacks the ${whole ? 'template' : 'words'} "${words}"`;
  const at = lineOf(update);
  yield with_({
    at,
    message: `${message.replace(/\.("?)$/, '$1')}.`,
    ...trailingFix(expected, matches, missing[0]!, values),
  });
}

function differing({ near }: SentenceMatch, update: Update): Pick<Complaint, 'at' | 'message'> {
  const { expected, found } = near!;
  const at = inSource(near!, update);
  if (expected === '')
    return { at, message: `Expected the template's words only; found "${found}" among them.` };
  if (found === '')
    return { at, message: `Expected the template's words "${expected}" here; they are missing.` };
  return { at, message: `Expected the template's words "${expected}"; found "${found}".` };
}

/** The template's last words, where they are all that is missing and nothing in them is for a person to fill. */
function trailingFix(
  { update, template }: Expected,
  matches: readonly SentenceMatch[],
  first: SentenceMatch,
  values: Readonly<Record<string, string>>,
): Pick<Complaint, 'fix'> {
  const index = matches.indexOf(first);
  const [before, after] = [matches.slice(0, index), matches.slice(index + 1)];
  if (before.length === 0 && !first.near) return {};
  if (!before.every((match) => match.span) || after.some((match) => match.span || match.near)) return {};
  const { near } = first;
  const end = update.body.trimEnd().length;
  if (near && (near.found !== '' || /[\p{L}\p{N}]/u.test(update.body.slice(near.end)))) return {};
  const said = before
    .flatMap((match) => match.values)
    .find(({ placeholder }) => placeholder === 'component')?.text;
  const rest = fillTemplate(template.slice(near ? near.from : first.template.start), {
    ...values,
    ...(said !== undefined && { component: said }),
  }).replace(/\s+/g, ' ');
  if (rest.includes('[')) return {};
  const at = near ? near.end : end;
  const closed = near || /[.!?]["'”’)*_]*$/.test(update.body.slice(0, end));
  const list = /(?:^|\n)[ \t]*(?:[-*+>#]|\d+\.)[^\n]*$/.test(update.body);
  const text = `${closed ? '' : '.'}${list ? '\n\n' : ' '}${rest.trim()}`;
  return { fix: { ...inSource({ start: at, end: near ? end : at }, update), text } };
}

/** Words that say that something is wrong and not what. */
const VAGUE =
  /^(?:(?:some|an?|the|any|with|our|this|these|minor|major|intermittent|certain|various|technical|service|system|platform|issues?|problems?|difficult(?:y|ies)|trouble|impact|incidents?|disruptions?|degraded|degradation|performance)\b[\s,]*)+$/i;

function placeFault(
  place: FilledPlace,
  body: string,
  declared: readonly string[],
  context: RuleContext,
): string | undefined {
  if (body[place.start - 1] === '[') return undefined;
  if (place.placeholder === 'specific impact') {
    if (!VAGUE.test(place.text)) return undefined;
    return `"${place.text}" does not say what customers notice; expected the specific impact.`;
  }
  if (place.placeholder !== 'component' || declared.length === 0) return undefined;
  const text = place.text.replace(/\s+/g, ' ');
  if (text.toLowerCase() === context.site.name.toLowerCase() && declared.length === context.components.length)
    return undefined;
  const listing = readListing(text, context);
  if ('stranger' in listing)
    return `Expected the name of a component for [component]; found "${listing.stranger}".`;
  const undeclared = listing.ids.filter((id) => !declared.includes(id));
  if (undeclared.length === 0) return undefined;
  return `${joinNames(namesOf(undeclared, context))} is named here but not among this incident's components.`;
}

function cut(template: string, span: Span, values: Readonly<Record<string, string>>): string {
  return fillTemplate(template.slice(span.start, span.end), values).replace(/\s+/g, ' ');
}

function inSource(span: Span, update: Update): Span {
  return { start: update.spans.body.start + span.start, end: update.spans.body.start + span.end };
}

/** The first line of an update's text; its heading, if it has none. */
function lineOf(update: Update): Span {
  if (update.body === '') return update.spans.heading;
  const end = update.body.indexOf('\n');
  return inSource({ start: 0, end: end === -1 ? update.body.length : end }, update);
}
