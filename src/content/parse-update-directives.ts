import { formatFinding } from './parse-errors.ts';
import type { Finding } from './finding.ts';
import type { Affected, Waiver } from './incident.ts';
import { didYouMean, oneOf } from '../text/did-you-mean.ts';
import { COMPONENT_STATES } from './schema/incident.ts';
import type { ComponentState } from './schema/incident.ts';
import type { Source, Span } from './source.ts';

const WAIVER = /<!--\s*allow\b([^>]*?)-->/g;
const WAIVER_TEXT = /^\s+([a-z][a-z-]*)\s*:\s*(\S[\s\S]*?)\s*$/;

/** The lines between a heading and its text. */
export interface Directives {
  readonly affects?: Affected;
  readonly severity?: string;
  readonly spans: { readonly affects?: Span; readonly severity?: Span };
  readonly body: Span;
}

/** `Affects:` and `Severity:`, as the first lines under a heading; the rest is the body. */
export function readDirectives(source: Source, section: Span, findings: Finding[]): Directives {
  const line = /[ \t]*(affects|severity)[ \t]*:[ \t]*(.*)(?:\n|$)/iy;
  let affects: Affected | undefined;
  let severity: string | undefined;
  const spans: { affects?: Span; severity?: Span } = {};
  let at = skipBlank(source.text, section.start, section.end);
  for (;;) {
    line.lastIndex = at;
    const match = at < section.end ? line.exec(source.text) : null;
    if (!match) break;
    const span = {
      start: at + match[0].indexOf(match[2]!),
      end: at + match[0].indexOf(match[2]!) + match[2]!.length,
    };
    if (match[1]!.toLowerCase() === 'severity') {
      severity = match[2]!.trim();
      spans.severity = span;
    } else {
      affects = readAffects(source, span, findings);
      spans.affects = span;
    }
    at = Math.min(line.lastIndex, section.end);
  }
  const body = trimmed(source.text, at, section.end);
  return { ...(affects && { affects }), ...(severity !== undefined && { severity }), spans, body };
}

/** More components than any service has. */
const MOST_AFFECTED = 1000;

function readAffects(source: Source, span: Span, findings: Finding[]): Affected {
  const affects: Record<string, ComponentState> = {};
  let at = span.start;
  const parts = source.text.slice(span.start, span.end).split(',');
  if (parts.length > MOST_AFFECTED) {
    findings.push(
      formatFinding(
        source,
        span,
        `${parts.length} components in one line; at most ${MOST_AFFECTED} are read.`,
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
      const message = `"${part.trim()}" is not ${expected}.${didYouMean(state, COMPONENT_STATES)}`;
      findings.push(formatFinding(source, item, message, `The states are ${oneOf(COMPONENT_STATES)}.`));
    }
  }
  return affects;
}

/** The waivers in a stretch of Markdown. */
export function readWaivers(source: Source, span: Span, findings: Finding[]): Waiver[] {
  const text = source.text.slice(span.start, span.end);
  if (!text.includes('<!--')) return [];
  const waivers: Waiver[] = [];
  for (const match of text.matchAll(WAIVER)) {
    const place = { start: span.start + match.index, end: span.start + match.index + match[0].length };
    const parts = WAIVER_TEXT.exec(match[1]!);
    if (parts) waivers.push({ rule: parts[1]!, reason: parts[2]!, span: place });
    else {
      const help = 'Write <!-- allow promise: the provider confirmed 14:00, agreed with @tunde -->.';
      findings.push(formatFinding(source, place, 'A waiver names a rule and a reason.', help));
    }
  }
  return waivers;
}

function trimmed(text: string, start: number, end: number): Span {
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
