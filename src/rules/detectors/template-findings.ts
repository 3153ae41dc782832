import type { Update } from '../../content/incident.ts';
import type { Span } from '../../content/source.ts';
import { matchTemplate } from '../../templates/match.ts';
import type { FilledPlace, SentenceMatch } from '../../templates/match.ts';
import type { NearMiss } from '../../templates/near-miss.ts';
import { fillTemplate, joinNames } from '../../templates/template.ts';
import { namesOf, readListing } from './component-names.ts';
import type { Complaint, RuleContext } from '../engine/rule.ts';

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
export function templateComplaints(expected: Expected, context: RuleContext): Complaint[] {
  const { update, template, declared, clause } = expected;
  const matches = matchTemplate(template, update.body);
  const complaints = matches.flatMap(({ values }) => placeComplaints(values, expected, context));
  if (complaints.length > 0 || !matches.every(({ span }) => span)) {
    const names = joinNames(namesOf(declared, context));
    const values: Values = names === '' ? {} : { component: names };
    for (const match of matches) {
      if (!match.near) continue;
      complaints.push({
        ...differing(match.near, update, values),
        ...trailingFix(expected, matches, match, values),
      });
    }
    complaints.push(...missing(expected, matches, values));
    const help = `Write: ${oneLine(fillTemplate(template, values))}`;
    return complaints.map((complaint) => ({ help, ...(clause !== undefined && { clause }), ...complaint }));
  }
  return complaints;
}

type Values = Readonly<Record<string, string>>;

function missing(expected: Expected, matches: readonly SentenceMatch[], values: Values): Complaint[] {
  const { what, template, update } = expected;
  const lacking = matches.filter((match) => !match.span && !match.near);
  if (lacking.length === 0) return [];
  const sentences = lacking.map(({ template: place }) => template.slice(place.start, place.end)).join(' ');
  const words = oneLine(fillTemplate(sentences, values)).replace(/\.$/, '');
  const message = `${what} lacks the ${lacking.length === matches.length ? 'template' : 'words'} "${words}".`;
  return [{ at: lineOf(update), message, ...trailingFix(expected, matches, lacking[0]!, values) }];
}

function differing(near: NearMiss, update: Update, values: Values): Pick<Complaint, 'at' | 'message'> {
  const expected = fillTemplate(near.expected, values);
  const at = inSource(near, update);
  const { found } = near;
  if (expected === '') {
    return { at, message: `Expected the template's words only; found "${found}" among them.` };
  }
  if (found === '') {
    return { at, message: `Expected the template's words "${expected}" here; they are missing.` };
  }
  return { at, message: `Expected the template's words "${expected}"; found "${found}".` };
}

/** The template's last words, where they are all that is missing and nothing in them is for a person to fill. */
function trailingFix(
  { update, template }: Expected,
  matches: readonly SentenceMatch[],
  first: SentenceMatch,
  values: Values,
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

function placeComplaints(
  places: readonly FilledPlace[],
  { update, declared }: Expected,
  context: RuleContext,
): Complaint[] {
  return places.flatMap((place) => {
    const message = placeFault(place, update.body, declared, context);
    return message === undefined ? [] : [{ at: inSource(place, update), message }];
  });
}

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

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
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
