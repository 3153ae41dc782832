import type { IncidentUpdate } from '../../content/incident.ts';
import type { TextSpan } from '../../content/source.ts';
import { matchTemplate } from '../../templates/match.ts';
import type { FilledPlaceholder, TemplateSentenceMatch } from '../../templates/match.ts';
import type { TemplateNearMiss } from '../../templates/near-miss.ts';
import { fillTemplate, formatNameList } from '../../templates/template.ts';
import { componentNamesOf, indexComponentNames, parseComponentListing } from './component-names.ts';
import type { RuleViolation, RuleContext } from '../engine/rule.ts';

export interface ExpectedTemplate {
  readonly update: IncidentUpdate;
  readonly template: string;
  /** Begins the message: `The first update of sev-1`. */
  readonly subject: string;
  /** The components that the incident has listed by then. */
  readonly declared: readonly string[];
  readonly clause?: string;
}

/** Finds where an update differs from its template: changed words, missing sentences, badly filled placeholders. */
export function checkTemplate(expected: ExpectedTemplate, context: RuleContext): RuleViolation[] {
  const { update, template, declared, clause } = expected;
  // `valid-component` reports an unknown component; its name is needed to compare the text.
  const { byId } = indexComponentNames(context);
  if (declared.some((id) => !byId.has(id))) return [];
  const matches = matchTemplate(template, update.body);
  const violations = matches.flatMap(({ values }) => checkFilledPlaceholders(values, expected, context));
  if (violations.length > 0 || !matches.every(({ span }) => span)) {
    const names = formatNameList(componentNamesOf(declared, context), context.words.locale);
    const values: Values = names === '' ? {} : { component: names };
    for (const match of matches) {
      if (!match.nearMiss) continue;
      violations.push({
        ...differingWords(match.nearMiss, update, values),
        ...createTrailingFix(expected, matches, match, values),
      });
    }
    violations.push(...missingSentences(expected, matches, values));
    const help = `Write: ${oneLine(fillTemplate(template, values))}`;
    return violations.map((violation) => ({ help, ...(clause !== undefined && { clause }), ...violation }));
  }
  return violations;
}

type Values = Readonly<Record<string, string>>;

function missingSentences(
  expected: ExpectedTemplate,
  matches: readonly TemplateSentenceMatch[],
  values: Values,
): RuleViolation[] {
  const { subject, template, update } = expected;
  const missing = matches.filter((match) => !match.span && !match.nearMiss);
  if (missing.length === 0) return [];
  const sentences = missing.map(({ template: place }) => template.slice(place.start, place.end)).join(' ');
  const words = oneLine(fillTemplate(sentences, values)).replace(/\.$/, '');
  const message = `${subject} lacks the ${missing.length === matches.length ? 'template' : 'words'} "${words}".`;
  return [{ at: lineOf(update), message, ...createTrailingFix(expected, matches, missing[0]!, values) }];
}

function differingWords(
  near: TemplateNearMiss,
  update: IncidentUpdate,
  values: Values,
): Pick<RuleViolation, 'at' | 'message'> {
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

/** Adds the end of the template, where only that is missing and it has no placeholder left to fill. */
function createTrailingFix(
  { update, template }: ExpectedTemplate,
  matches: readonly TemplateSentenceMatch[],
  first: TemplateSentenceMatch,
  values: Values,
): Pick<RuleViolation, 'fix'> {
  const index = matches.indexOf(first);
  const [before, after] = [matches.slice(0, index), matches.slice(index + 1)];
  if (before.length === 0 && !first.nearMiss) return {};
  if (!before.every((match) => match.span) || after.some((match) => match.span || match.nearMiss)) return {};
  const { nearMiss } = first;
  const end = update.body.trimEnd().length;
  if (nearMiss && (nearMiss.found !== '' || /[\p{L}\p{N}]/u.test(update.body.slice(nearMiss.end)))) return {};
  const component = before
    .flatMap((match) => match.values)
    .find(({ placeholder }) => placeholder === 'component')?.text;
  const rest = fillTemplate(template.slice(nearMiss ? nearMiss.templateOffset : first.template.start), {
    ...values,
    ...(component !== undefined && { component }),
  }).replace(/\s+/g, ' ');
  if (rest.includes('[')) return {};
  const at = nearMiss ? nearMiss.end : end;
  const closed = nearMiss || /[.!?]["'”’)*_]*$/.test(update.body.slice(0, end));
  const list = /(?:^|\n)[ \t]*(?:[-*+>#]|\d+\.)[^\n]*$/.test(update.body);
  const text = `${closed ? '' : '.'}${list ? '\n\n' : ' '}${rest.trim()}`;
  return { fix: { ...inSource({ start: at, end: nearMiss ? end : at }, update), text } };
}

/** Words for a problem that don't say which. */
const VAGUE_WORDS =
  /^(?:(?:some|an?|the|any|with|our|this|these|minor|major|intermittent|certain|various|technical|service|system|platform|issues?|problems?|difficult(?:y|ies)|trouble|impact|incidents?|disruptions?|degraded|degradation|performance)\b[\s,]*)+$/i;

function checkFilledPlaceholders(
  places: readonly FilledPlaceholder[],
  { update, declared }: ExpectedTemplate,
  context: RuleContext,
): RuleViolation[] {
  return places.flatMap((place) => {
    const message = describePlaceholderProblem(place, update.body, declared, context);
    return message === undefined ? [] : [{ at: inSource(place, update), message }];
  });
}

function describePlaceholderProblem(
  place: FilledPlaceholder,
  body: string,
  declared: readonly string[],
  context: RuleContext,
): string | undefined {
  if (body[place.start - 1] === '[') return undefined;
  if (place.placeholder === 'specific impact') {
    if (!VAGUE_WORDS.test(place.text)) return undefined;
    return `"${place.text}" does not say what customers notice; expected the specific impact.`;
  }
  if (place.placeholder !== 'component' || declared.length === 0) return undefined;
  const words = place.text.replace(/\s+/g, ' ');
  // The bracket of a name such as "Payments (EU)" belongs to it.
  const isCutOff = body[place.end] === ')' && words.lastIndexOf('(') > words.lastIndexOf(')');
  const text = isCutOff ? `${words})` : words;
  // Customers don't know hidden components, so they don't count.
  const shown = context.components.filter(({ hidden }) => !hidden);
  const isAll = shown.every(({ id }) => declared.includes(id));
  if (text.toLowerCase() === context.site.name.toLowerCase() && isAll) return undefined;
  const listing = parseComponentListing(text, context);
  if ('unknown' in listing)
    return `Expected the name of a component for [component]; found "${listing.unknown}".`;
  const undeclared = listing.ids.filter((id) => !declared.includes(id));
  if (undeclared.length === 0) return undefined;
  return `${formatNameList(componentNamesOf(undeclared, context))} is named here but not among this incident's components.`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}

function inSource(span: TextSpan, update: IncidentUpdate): TextSpan {
  return { start: update.spans.body.start + span.start, end: update.spans.body.start + span.end };
}

/** The first line of an update's text, or its heading if it has no text. */
function lineOf(update: IncidentUpdate): TextSpan {
  if (update.body === '') return update.spans.heading;
  const end = update.body.indexOf('\n');
  return inSource({ start: 0, end: end === -1 ? update.body.length : end }, update);
}
