import { createParseError } from './parse-errors.ts';
import type { Diagnostic } from './finding.ts';
import type { ComponentStates, Suppression, UpdateSpans } from './incident.ts';
import { parseInstant } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';
import { formatDidYouMean, formatAlternatives } from '../text/did-you-mean.ts';
import { COMPONENT_STATES } from './schema/incident.ts';
import type { ComponentState } from './schema/incident.ts';
import type { SourceFile, TextSpan } from './source.ts';
import { findComments } from '../text/html-comments.ts';

const SUPPRESSION = /^\s*allow\b/;
const SUPPRESSION_TEXT = /^\s*allow\s+([a-z][a-z-]*)\s*:\s*(\S[\s\S]*)$/;

/** The `Affects:`, `Severity:` and `Next update:` lines under a heading, and the text after them. */
export interface UpdateDirectives {
  readonly affects?: ComponentStates;
  readonly severity?: string;
  readonly nextUpdate?: Instant;
  readonly spans: Pick<UpdateSpans, 'affects' | 'severity' | 'nextUpdate'>;
  readonly body: TextSpan;
}

export function parseDirectives(
  source: SourceFile,
  section: TextSpan,
  diagnostics: Diagnostic[],
): UpdateDirectives {
  // Text may begin with "Next update:" too, so only a date makes it a directive.
  const line =
    /[ \t]*(?:(affects|severity)[ \t]*:[ \t]*(.*)|(next update)[ \t]*:[ \t]*(\d{4}-\d.*))(?:\n|$)/iy;
  let affects: ComponentStates | undefined;
  let severity: string | undefined;
  let nextUpdate: Instant | undefined;
  const spans: { affects?: TextSpan; severity?: TextSpan; nextUpdate?: TextSpan } = {};
  let at = skipBlank(source.text, section.start, section.end);
  for (;;) {
    line.lastIndex = at;
    const match = at < section.end ? line.exec(source.text) : null;
    if (!match) break;
    const name = (match[1] ?? match[3]!).toLowerCase();
    const value = match[2] ?? match[4]!;
    const start = at + match[0].indexOf(value);
    const span = { start, end: start + value.length };
    if (name === 'next update') {
      nextUpdate = parseNextUpdate(source, trimmed(source.text, span.start, span.end), diagnostics);
      spans.nextUpdate = span;
    } else if (name === 'severity') {
      severity = value.trim();
      spans.severity = span;
    } else {
      affects = parseAffects(source, span, diagnostics);
      spans.affects = span;
    }
    at = Math.min(line.lastIndex, section.end);
  }
  const body = trimmed(source.text, at, section.end);
  return {
    ...(affects && { affects }),
    ...(severity !== undefined && { severity }),
    ...(nextUpdate !== undefined && { nextUpdate }),
    spans,
    body,
  };
}

function parseNextUpdate(source: SourceFile, span: TextSpan, diagnostics: Diagnostic[]): Instant | undefined {
  const text = source.text.slice(span.start, span.end);
  const read = parseInstant(text);
  if ('instant' in read) return read.instant;
  const message = `"${text.slice(0, 60)}" is not a time with a time zone.`;
  diagnostics.push(createParseError(source, span, message, 'Write Next update: 2026-11-22T12:00Z.'));
  return undefined;
}

const MAX_AFFECTED = 1000;

function parseAffects(source: SourceFile, span: TextSpan, diagnostics: Diagnostic[]): ComponentStates {
  const affects: Record<string, ComponentState> = {};
  let at = span.start;
  const parts = source.text.slice(span.start, span.end).split(',');
  if (parts.length > MAX_AFFECTED) {
    diagnostics.push(
      createParseError(
        source,
        span,
        `${parts.length} components in one line; at most ${MAX_AFFECTED} are read.`,
      ),
    );
    return affects;
  }
  for (const part of parts) {
    const item = trimmed(source.text, at, at + part.length);
    at += part.length + 1;
    const [component = '', state = '', ...more] = part.trim().split(/\s+/);
    const known = COMPONENT_STATES.find((name) => name === state.toLowerCase().replaceAll('_', '-'));
    if (known && more.length === 0 && component !== '__proto__') affects[component] = known;
    else {
      const expected = `"component state", such as "${component || 'checkout'} degraded"`;
      const message = `"${part.trim()}" is not ${expected}.${formatDidYouMean(state, COMPONENT_STATES)}`;
      diagnostics.push(
        createParseError(source, item, message, `The states are ${formatAlternatives(COMPONENT_STATES)}.`),
      );
    }
  }
  return affects;
}

export function parseSuppressions(
  source: SourceFile,
  span: TextSpan,
  diagnostics: Diagnostic[],
): Suppression[] {
  const suppressions: Suppression[] = [];
  for (const { start, end, inner, closed } of findComments(source.text.slice(span.start, span.end))) {
    if (!closed || !SUPPRESSION.test(inner)) continue;
    const place = { start: span.start + start, end: span.start + end };
    const parts = SUPPRESSION_TEXT.exec(inner);
    if (parts) suppressions.push({ rule: parts[1]!, reason: parts[2]!.trimEnd(), span: place });
    else {
      const help =
        'Write <!-- allow no-promised-fix-time: the provider confirmed 14:00, agreed with @tunde -->.';
      diagnostics.push(createParseError(source, place, 'A suppression needs a rule and a reason.', help));
    }
  }
  return suppressions;
}

function trimmed(text: string, start: number, end: number): TextSpan {
  let from = Math.min(start, end);
  let to = end;
  while (from < to && /\s/.test(text[from]!)) from += 1;
  while (to > from && /\s/.test(text[to - 1]!)) to -= 1;
  return { start: from, end: to };
}

function skipBlank(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && (text[at] === '\n' || text[at] === ' ' || text[at] === '\t')) at += 1;
  return at;
}
